// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCountersTest {
    private static final int EVENTS = 5 * 1021 + 7;
    private static final MatchHandler DEAF =
            new MatchHandler() {
                @Override
                public void onMatch(Rule rule, EventView event) {}

                @Override
                public void onUnknown(Rule rule, FieldRef field, EventView event) {}
            };

    @Test
    void counts_ofARuleThatSeesEverything_areExact() {
        Rule everything = rule(0, check("evt.source", "=", "syscall"));
        Rule cats = rule(1, check("proc.name", "=", "cat"));
        Matcher matcher = new Matcher(rules(false, everything, cats), MatchMode.ALL);

        run(matcher);

        assertThat(matcher.cost(everything).evaluations()).isEqualTo(EVENTS);
        assertThat(matcher.cost(everything).matches()).isEqualTo(EVENTS);
        assertThat(matcher.cost(cats).evaluations()).isEqualTo(EVENTS);
        assertThat(matcher.cost(cats).matches()).isEqualTo((EVENTS + 2) / 3);
        assertThat(matcher.cost(cats).unknowns()).isZero();
    }

    @Test
    void oneEvaluationInAThousand_isTimed() {
        Rule dear = rule(0, check("proc.cmdline", "regex", "(a|b)*c(.*)d.*/etc/pass.*"));
        Matcher matcher = new Matcher(rules(false, dear), MatchMode.ALL);

        run(matcher);

        RuleCost cost = matcher.cost(dear);
        assertThat(cost.timed()).isEqualTo(5);
        assertThat(cost.timedNanos()).isPositive();
        assertThat(cost.estimatedNanos()).isGreaterThan(1000 * cost.timedNanos());
    }

    @Test
    void matchesInFirstMode_ofARuleBehindAnother_areNotEvaluated() {
        Rule first = rule(0, check("evt.source", "=", "syscall"));
        Rule second = rule(1, check("evt.source", "=", "syscall"));
        Matcher matcher = new Matcher(rules(false, first, second), MatchMode.FIRST);

        run(matcher);

        assertThat(matcher.cost(second)).isEqualTo(new RuleCost(0, 0, 0, 0, 0));
    }

    @Test
    void events_thatTheIndexKeepsFromARule_areNotItsEvaluations() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rules.add(rule(i, check("proc.name", "=", i == 7 ? "cat" : "name" + i)));
        }
        Matcher matcher = new Matcher(rules(true, rules.toArray(Rule[]::new)), MatchMode.ALL);

        run(matcher);

        assertThat(matcher.cost(rules.get(7)).evaluations()).isEqualTo((EVENTS + 2) / 3);
        assertThat(matcher.cost(rules.get(8)).evaluations()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, 10, 500, 50000", "3, 0, 0, 0", "0, 0, 0, 0", "4, 3, 10, 13"})
    void estimate_isAllEvaluationsAtTheAverageOfTheTimed(
            long evaluations, long timed, long timedNanos, long estimate) {
        RuleCost cost = new RuleCost(0, 0, evaluations, timed, timedNanos);

        assertThat(cost.estimatedNanos()).isEqualTo(estimate);
    }

    private static CompiledRules rules(boolean indexed, Rule... rules) {
        return new CompiledRules(List.of(rules), CompiledRules.INTERPRETED_TESTS, indexed);
    }

    /** Every third event, from the first on, is a cat's. */
    private static void run(Matcher matcher) {
        EventSample cat = new EventSample();
        EventSample dog = new EventSample();
        dog.process.name = "dog";
        for (int i = 0; i < EVENTS; i++) {
            matcher.match((i % 3 == 0 ? cat : dog).view(), DEAF);
        }
    }
}
