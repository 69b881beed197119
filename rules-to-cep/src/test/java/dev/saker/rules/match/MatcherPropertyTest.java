// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules over random events: matcher, interpreter and the definition say the same. */
class MatcherPropertyTest {
    private static final int RULE_SETS = 12;
    private static final int RULES = 12;
    private static final int EVENTS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void matcher_agrees_with_the_definition(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < RULE_SETS; i++) {
            List<Rule> rules = rules(random);
            Matcher all = new Matcher(rules, MatchMode.ALL);
            Matcher first = new Matcher(rules, MatchMode.FIRST);
            for (int j = 0; j < EVENTS; j++) {
                EventSample event = new RandomSample(random).next();
                String where = "seed " + seed + ", rule set " + i + ", event " + j;
                List<String> expected = expected(rules, event);

                assertThat(findings(all, event)).as(where).isEqualTo(expected);
                assertThat(findings(first, event)).as(where).isEqualTo(untilFirst(expected));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void interpreter_agrees_with_the_definition(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < RULE_SETS; i++) {
            Rule rule = TestConditions.rule(0, new RandomConditions(random).next(4));
            Interpreter interpreter = new Interpreter(rule);
            for (int j = 0; j < EVENTS; j++) {
                EventSample event = new RandomSample(random).next();

                assertThat(interpreter.evaluate(event.view()))
                        .as("seed " + seed + ", rule " + i + ", event " + j)
                        .isEqualTo(truth(rule, event));
            }
        }
    }

    private static List<Rule> rules(Random random) {
        RandomConditions conditions = new RandomConditions(random);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            BitSet codes =
                    random.nextInt(3) == 0
                            ? TestConditions.allEvents()
                            : TestConditions.events(
                                    RandomSample.pick(random, RandomSample.TYPES),
                                    RandomSample.pick(random, RandomSample.TYPES),
                                    RandomSample.pick(random, RandomSample.TYPES));
            rules.add(TestConditions.rule(i, conditions.next(random.nextInt(5)), codes));
        }
        return rules;
    }

    private static Truth truth(Rule rule, EventSample event) {
        Boolean truth = PlainEvaluator.evaluate(rule.condition(), event);
        return truth == null ? Truth.UNKNOWN : Truth.of(truth);
    }

    private static List<String> expected(List<Rule> rules, EventSample event) {
        List<String> expected = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.eventCodes().get(event.type)) {
                Truth truth = truth(rule, event);
                if (truth != Truth.FALSE) {
                    expected.add(rule.name() + " " + truth);
                }
            }
        }
        return expected;
    }

    private static List<String> untilFirst(List<String> findings) {
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).endsWith("TRUE")) {
                return findings.subList(0, i + 1);
            }
        }
        return findings;
    }

    private static List<String> findings(Matcher matcher, EventSample event) {
        List<String> findings = new ArrayList<>();
        matcher.match(
                event.view(),
                new MatchHandler() {
                    @Override
                    public void onMatch(Rule rule, EventView view) {
                        findings.add(rule.name() + " " + Truth.TRUE);
                    }

                    @Override
                    public void onUnknown(Rule rule, FieldRef field, EventView view) {
                        findings.add(rule.name() + " " + Truth.UNKNOWN);
                        assertThat(PlainEvaluator.isUnknown(field.name(), event))
                                .as("field to blame: " + field)
                                .isTrue();
                    }
                });
        return findings;
    }
}
