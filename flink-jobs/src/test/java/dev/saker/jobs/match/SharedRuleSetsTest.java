// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.rules.RuleSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedRuleSetsTest {

    private final SharedRuleSets shared = SharedRuleSets.instance();
    private final AtomicInteger compilations = new AtomicInteger();

    @Test
    void lease_ofTheSameFiles_compilesOnce() {
        try (RuleSetLease first = lease("same");
                RuleSetLease second = lease("same")) {
            assertThat(second.ruleSet()).isSameAs(first.ruleSet());
        }

        assertThat(compilations).hasValue(1);
    }

    @Test
    void ruleSet_givenBackByItsLastTask_isForgotten() {
        RuleSetLease first = lease("gone");
        RuleSetLease second = lease("gone");
        int held = shared.size();

        first.close();
        first.close();
        int heldByOne = shared.size();
        second.close();

        assertThat(held).isEqualTo(1);
        assertThat(heldByOne).isEqualTo(1);
        assertThat(shared.size()).isZero();
    }

    @Test
    void lease_withOtherMatching_isAnotherRuleSet() {
        Matching strict = new Matching(Matching.defaults().mode(), true, false, false);

        try (RuleSetLease one = lease("files");
                RuleSetLease other = shared.lease("files", strict, this::compile)) {
            assertThat(other.ruleSet()).isNotSameAs(one.ruleSet());
        }
    }

    private RuleSetLease lease(String sha256) {
        return shared.lease(sha256, Matching.defaults(), this::compile);
    }

    private RuleSet compile() {
        return new RuleSet(List.of(), List.of(), 0, "print " + compilations.incrementAndGet());
    }
}
