// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleMatchTest {
    @Test
    void ordinary_events_match_none_of_our_rules() throws Exception {
        RuleMatch benchmark = new RuleMatch();

        benchmark.setUp();

        assertThat(benchmark.match()).isZero();
        assertThat(benchmark.decodeOnly()).isNotZero();
    }
}
