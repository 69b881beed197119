// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.events;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.event.EventSample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One rule for each name of a process: it is possible if its leaf is true. */
class FilterCacheTest {
    private static final String TYPE = "PPME_SYSCALL_OPEN_X";
    private static final int RULES = 300;

    private final RuleFilter filter;
    private final LeafOutcomes outcomes;
    private final FilterCache cache;

    FilterCacheTest() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            rules.add(rule(i, check("proc.name", "=", "name" + i), events(TYPE)));
        }
        // A leaf of another part of the event, which no filter of processes asks.
        rules.add(rule(RULES, check("fd.name", "=", "/x"), events(TYPE)));
        CompiledRules compiled = new CompiledRules(rules, 1, true);
        filter = compiled.filters()[EventSample.code(TYPE)].context();
        outcomes = compiled.index().outcomes();
        cache = new FilterCache(filter, outcomes);
    }

    private long[] ask(int... leaves) {
        outcomes.clear();
        for (int leaf : leaves) {
            outcomes.set(leaf, Plan.TRUE);
        }
        return cache.possible(outcomes);
    }

    private static long[] rules(int... rules) {
        long[] bits = new long[(RULES + 1 + 63) / 64];
        bits[RULES >> 6] |= 1L << RULES; // no process rules it out
        for (int rule : rules) {
            bits[rule >> 6] |= 1L << rule;
        }
        return bits;
    }

    @Test
    void answer_isThatOfTheFilter_andKept() {
        long[] answer = ask(3, 70);

        assertThat(answer).isEqualTo(rules(3, 70));
        assertThat(ask(3, 70)).isSameAs(answer);
        assertThat(ask(3)).isEqualTo(rules(3));
        assertThat(ask(3, 71)).isEqualTo(rules(3, 71));
        assertThat(cache.filter()).isSameAs(filter);
    }

    @Test
    void answer_whenAllIsAsUsual_isFoundOnce() {
        assertThat(ask()).isEqualTo(rules()).isSameAs(ask());
        assertThat(ask(RULES)).isSameAs(ask());
    }

    @Test
    void unknownLeaf_isAnotherKeyThanATrueOne() {
        long[] answer = ask(3);
        outcomes.clear();
        outcomes.set(3, Plan.UNKNOWN);

        assertThat(cache.possible(outcomes)).isEqualTo(answer).isNotSameAs(answer);
    }

    @Test
    void answers_stayWhenTheCacheGrows() {
        List<long[]> answers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            answers.add(ask(i % RULES, RULES - 1 - i / RULES));
        }
        for (int i = 0; i < 2000; i++) {
            assertThat(ask(i % RULES, RULES - 1 - i / RULES)).isSameAs(answers.get(i));
        }
    }

    @Test
    void fullCache_isEmptied_andGoesOnKeeping() {
        long[] first = ask(0, 1);
        for (int i = 1; i < 2048; i++) {
            ask(i % RULES, (i + 2 + i / RULES) % RULES);
        }

        assertThat(ask(0, 1)).isSameAs(first);

        ask(5, 6, 7);
        long[] again = ask(0, 1);

        assertThat(again).isEqualTo(first).isNotSameAs(first);
        assertThat(ask(0, 1)).isSameAs(again);
    }

    @Test
    void answer_toAVeryLongKey_isNotKept() {
        assertThat(ask(first(256))).isSameAs(ask(first(256))).isEqualTo(rules(first(256)));
        assertThat(ask(first(257))).isNotSameAs(ask(first(257))).isEqualTo(rules(first(257)));
    }

    private static int[] first(int leaves) {
        int[] all = new int[leaves];
        for (int i = 0; i < leaves; i++) {
            all[i] = i;
        }
        return all;
    }

    @Test
    void none_isAnObjectOfItsOwn() {
        List<Rule> rules = List.of(rule(0, check("proc.name", "=", "cat"), events(TYPE)));
        CompiledRules compiled = new CompiledRules(rules, 1, true);
        LeafOutcomes own = compiled.index().outcomes();
        FilterCache ofOne =
                new FilterCache(compiled.filters()[EventSample.code(TYPE)].context(), own);
        own.clear();

        assertThat(ofOne.possible(own)).isSameAs(FilterCache.NONE);

        own.set(0, Plan.TRUE);

        assertThat(ofOne.possible(own)).containsExactly(1);
    }
}
