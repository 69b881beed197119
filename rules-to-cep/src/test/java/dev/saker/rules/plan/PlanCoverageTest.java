// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.plan.PlanCoverage.Uncaptured;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCoverageTest {
    private static final int MKDIR = EventTable.get().byCodeName("PPME_SYSCALL_MKDIR_2_X").code();
    private static final int RMDIR = EventTable.get().byCodeName("PPME_SYSCALL_RMDIR_2_X").code();
    private static final long RUN = 7;

    private final RuleSet rules =
            RuleCompiler.compile(
                            List.of(
                                    new RuleSource(
                                            "r.yaml",
                                            "- {rule: made, desc: d, priority: INFO, output:"
                                                    + " '%proc.env', condition: evt.type = mkdir}")),
                            CompilerOptions.defaults())
                    .ruleSet()
                    .orElseThrow();
    private final PlanCoverage coverage = new PlanCoverage(rules, codes(), new BitSet());

    private static BitSet codes() {
        BitSet codes = new BitSet();
        codes.set(MKDIR);
        codes.set(RMDIR);
        return codes;
    }

    private static Marker marker(
            long time,
            int projection,
            List<Integer> filtered,
            List<Long> conditions,
            int... types) {
        List<Integer> codes = Arrays.stream(types).boxed().toList();
        return new Marker(
                "n",
                MarkerKind.TICK,
                time,
                RUN,
                0,
                0,
                projection,
                codes,
                0,
                0,
                List.of(),
                0,
                filtered,
                conditions);
    }

    private long digest() {
        return RuleDigest.of(rules.rules().get(0));
    }

    @Test
    void rule_whoseTypeLeftWholeWithItsFields_isCovered() {
        coverage.add(marker(1, FieldGroup.ALL, List.of(), List.of(), MKDIR));
        coverage.add(marker(2, FieldGroup.ALL, List.of(), List.of(), MKDIR));

        assertThat(coverage.uncaptured()).isEmpty();
    }

    @Test
    void rule_whoseConditionDecided_isCovered() {
        coverage.add(marker(1, FieldGroup.ALL, List.of(MKDIR), List.of(digest()), MKDIR));
        coverage.add(marker(2, FieldGroup.ALL, List.of(MKDIR), List.of(digest()), MKDIR));

        assertThat(coverage.uncaptured()).isEmpty();
    }

    @Test
    void rule_thatOthersDecidedFor_isToldWithItsInterval() {
        coverage.add(marker(1, FieldGroup.ALL, List.of(MKDIR), List.of(1L), MKDIR));
        coverage.add(marker(2, FieldGroup.ALL, List.of(MKDIR), List.of(1L), MKDIR));
        coverage.add(marker(3, FieldGroup.ALL, List.of(), List.of(), MKDIR));
        coverage.add(marker(4, FieldGroup.ALL, List.of(), List.of(), MKDIR));

        assertThat(coverage.uncaptured())
                .containsExactly(new Uncaptured("rule made", "n", 1, 3, "event type mkdir"));
    }

    @Test
    void rule_withoutTypeOrFields_isToldBoth() {
        coverage.add(marker(1, FieldGroup.DEFAULT, List.of(), List.of(), RMDIR));
        coverage.add(marker(2, FieldGroup.DEFAULT, List.of(), List.of(), RMDIR));

        assertThat(coverage.uncaptured())
                .extracting(Uncaptured::what)
                .containsExactly("event type mkdir, fields environment");
    }

    @Test
    void interval_betweenTwoRuns_isNotTold() {
        coverage.add(marker(1, 0, List.of(), List.of(), RMDIR));
        coverage.add(
                new Marker(
                        "n", MarkerKind.START, 9, RUN + 1, 0, 0, 0, List.of(), 0, 0, List.of(), 0));

        assertThat(coverage.uncaptured()).isEmpty();
    }
}
