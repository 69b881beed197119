// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.FieldDomain;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter says of many rules at once what their requirements say one by one. */
class RuleFilterTest {
    private static final String TYPE = "PPME_SYSCALL_OPEN_X";
    private static final int RULES = 90;

    private final Random random = new Random();
    private final List<Condition> leaves = new ArrayList<>();

    RuleFilterTest() {
        for (int i = 0; i < 12; i++) {
            leaves.add(TestConditions.check("proc.name", i % 3 == 0 ? "!=" : "=", "name" + i));
            leaves.add(TestConditions.check("fd.name", "startswith", "/dir" + i));
        }
    }

    private Condition leaf() {
        Condition leaf = leaves.get(random.nextInt(leaves.size()));
        return random.nextInt(3) == 0 ? TestConditions.not(leaf) : leaf;
    }

    private Condition term() {
        return switch (random.nextInt(4)) {
            case 0 -> leaf();
            case 1 -> TestConditions.or(leaf(), leaf());
            case 2 -> TestConditions.or(TestConditions.and(leaf(), leaf()), leaf());
            default -> TestConditions.not(TestConditions.or(leaf(), leaf()));
        };
    }

    /** Some terms many rules have in common, so that requirements are wide and narrow. */
    private CompiledRules rules() {
        Condition[] common = {term(), term()};
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            Condition own = TestConditions.and(term(), term());
            Condition condition = i % 3 == 0 ? own : TestConditions.and(common[i % 2], own);
            rules.add(TestConditions.rule(i, condition, TestConditions.events(TYPE)));
        }
        return new CompiledRules(rules, 1, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void possibleRules_areThoseWhoseRequirementsAllHold(int seed) {
        random.setSeed(seed);
        CompiledRules compiled = rules();
        RuleIndex index = compiled.index();
        Candidate[] candidates = compiled.candidates(EventSample.code(TYPE));
        for (FieldDomain domain : List.of(FieldDomain.CONTEXT, FieldDomain.DESCRIPTOR)) {
            RequirementMaker maker = new RequirementMaker(index, EnumSet.of(domain));
            RuleFilter filter = RuleFilter.of(candidates, maker, index);
            RuleFilter.Touched touched = filter.touched();
            LeafOutcomes outcomes = index.outcomes();
            for (int round = 0; round < 200; round++) {
                setSome(outcomes, leaves.size());

                long[] possible = filter.possible(outcomes, touched);

                assertThat(possible)
                        .as("seed %d, %s, round %d", seed, domain, round)
                        .isEqualTo(expected(candidates, maker, outcomes));
            }
        }
    }

    private void setSome(LeafOutcomes outcomes, int count) {
        outcomes.clear();
        for (int i = random.nextInt(6); i > 0; i--) {
            outcomes.set(random.nextInt(count), random.nextInt(3));
        }
    }

    private static long[] expected(
            Candidate[] candidates, RequirementMaker maker, LeafOutcomes outcomes) {
        long[] expected = new long[(candidates.length + 63) / 64];
        for (int rule = 0; rule < candidates.length; rule++) {
            boolean all =
                    maker.of(candidates[rule].plan()).stream().allMatch(r -> r.holds(outcomes));
            expected[rule / 64] |= all ? 1L << rule % 64 : 0;
        }
        return expected;
    }

    @Test
    void leaves_thatMatter_haveAPlace_andTheirOperandsAreRead() {
        CompiledRules compiled =
                new CompiledRules(
                        List.of(
                                TestConditions.rule(
                                        0,
                                        TestConditions.and(
                                                leaves.get(0), leaves.get(1), leaves.get(2)))),
                        1,
                        true);
        TypeFilters filters = compiled.filters()[EventSample.code(TYPE)];

        assertThat(filters.kind()).isNull();
        assertThat(filters.event()).isNull();
        assertThat(filters.context().slots()).hasSize(1);
        assertThat(filters.descriptor().slots()).hasSize(1);
        assertThat(filters.context().slots()).isNotEqualTo(filters.descriptor().slots());
        for (int leaf = 0; leaf < 3; leaf++) {
            boolean ofContext = filters.context().place(leaf) >= 0;
            assertThat(filters.descriptor().place(leaf) >= 0).isNotEqualTo(ofContext);
        }
        assertThat(filters.context().place(3)).isNegative();
    }

    @Test
    void kindAndName_keepAwayTogetherWhatNeitherDoesAlone() {
        Condition file = TestConditions.check("fd.typechar", "=", "f");
        Condition name = TestConditions.check("fd.name", "=", "/a");
        CompiledRules both =
                new CompiledRules(List.of(rule(TestConditions.or(file, name))), 1, true);
        CompiledRules kindOnly = new CompiledRules(List.of(rule(file)), 1, true);
        TypeFilters ofBoth = both.filters()[EventSample.code(TYPE)];
        TypeFilters ofKind = kindOnly.filters()[EventSample.code(TYPE)];

        assertThat(ofBoth.kind()).isNull();
        assertThat(ofBoth.descriptor().slots()).hasSize(2);
        assertThat(ofKind.kind().slots()).hasSize(1);
        assertThat(ofKind.descriptor()).isNull();
    }

    private static Rule rule(Condition condition) {
        return TestConditions.rule(0, condition, TestConditions.events(TYPE));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "64, 1, -1", "65, 2, 1", "128, 2, -1"})
    void bits_areOneForEachRule(int rules, int words, long last) {
        long[] bits = RuleFilter.bits(rules);

        assertThat(bits).hasSize(words);
        if (words > 0) {
            assertThat(bits[words - 1]).isEqualTo(last);
        }
    }
}
