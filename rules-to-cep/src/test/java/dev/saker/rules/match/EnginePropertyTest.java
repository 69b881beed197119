// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.ParsedConditions;
import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way of matching says the same: the interpreter, plans, bytecode, indexed plans, indexed
 * bytecode, and all of it after the conditions were printed and read again. A case is one event
 * under a set of rules; {@code -Dsaker.long=true} runs 200,000, {@code -Dengine.seeds} and {@code
 * -Dengine.sets} (of rules, for each seed) others.
 */
class EnginePropertyTest {
    private static final int RULES = 30;
    private static final int EVENTS = 100;
    private static final int SETS = Integer.getInteger("engine.sets", 10);
    private static final int SEEDS =
            Integer.getInteger("engine.seeds", Boolean.getBoolean("saker.long") ? 200 : 6);
    private static final int NEVER_COMPILED = Integer.MAX_VALUE;

    /** What a matcher tells of an event. */
    private static final class Findings implements MatchHandler {
        private final List<String> found = new ArrayList<>();

        @Override
        public void onMatch(Rule rule, EventView event) {
            found.add(rule.name() + " " + Truth.TRUE);
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            found.add(rule.name() + " " + Truth.UNKNOWN);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_way_of_matching_says_what_the_interpreter_says(long seed) {
        Random random = new Random(seed);
        for (int set = 0; set < SETS; set++) {
            List<Rule> rules = RandomRules.of(random, RULES);
            Map<String, Matcher> ways = ways(rules);
            List<Interpreter> interpreters = rules.stream().map(Interpreter::new).toList();
            RandomSample samples = new RandomSample(random);
            List<EventSample> events = new ArrayList<>();
            NumberedView.Numbers numbers = new NumberedView.Numbers();
            for (int i = 0; i < EVENTS; i++) {
                EventSample event = next(random, samples, events);
                events.add(event);
                String where = "seed " + seed + ", rule set " + set + ", event " + i + ", ";
                check(where, event, numbers.view(event), rules, interpreters, ways);
            }
        }
    }

    /** An event comes again, or its process does something else, or all is new. */
    private static EventSample next(Random random, RandomSample samples, List<EventSample> past) {
        int how = past.isEmpty() ? 0 : random.nextInt(4);
        return switch (how) {
            case 1 -> RandomSample.pick(random, past);
            case 2 -> samples.nextOf(RandomSample.pick(random, past));
            default -> samples.next();
        };
    }

    private static void check(
            String where,
            EventSample event,
            EventView numbered,
            List<Rule> rules,
            List<Interpreter> interpreters,
            Map<String, Matcher> ways) {
        byte[] record = event.record();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).eventCodes().get(event.type)) {
                Truth truth = interpreters.get(i).evaluate(event.view());
                if (truth != Truth.FALSE) {
                    expected.add(rules.get(i).name() + " " + truth);
                }
            }
        }
        ways.forEach(
                (way, matcher) -> {
                    List<String> right = way.startsWith("first") ? untilFirst(expected) : expected;
                    AvroEventView view = new AvroEventView().wrap(record, 0, record.length);
                    assertThat(found(matcher, view)).as(where + way).isEqualTo(right);
                    assertThat(found(matcher, event.view()))
                            .as(where + way + ", live view")
                            .isEqualTo(right);
                    assertThat(found(matcher, numbered))
                            .as(where + way + ", live view with numbers")
                            .isEqualTo(right);
                });
    }

    private static List<String> found(Matcher matcher, EventView event) {
        Findings findings = new Findings();
        matcher.match(event, findings);
        return findings.found;
    }

    private static List<String> untilFirst(List<String> findings) {
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i).endsWith("TRUE")) {
                return findings.subList(0, i + 1);
            }
        }
        return findings;
    }

    private static Map<String, Matcher> ways(List<Rule> rules) {
        List<Rule> reparsed = reparsed(rules);
        Map<String, Matcher> ways = new LinkedHashMap<>();
        ways.put("plans", matcher(rules, NEVER_COMPILED, false, MatchMode.ALL));
        ways.put("bytecode", matcher(rules, 0, false, MatchMode.ALL));
        ways.put("indexed plans", matcher(rules, NEVER_COMPILED, true, MatchMode.ALL));
        ways.put("indexed bytecode", matcher(rules, 0, true, MatchMode.ALL));
        ways.put("printed and read again", matcher(reparsed, 2, true, MatchMode.ALL));
        ways.put("first", matcher(rules, 2, true, MatchMode.FIRST));
        return ways;
    }

    private static Matcher matcher(
            List<Rule> rules, int interpreted, boolean indexed, MatchMode mode) {
        return new Matcher(new CompiledRules(rules, interpreted, indexed), mode);
    }

    private static List<Rule> reparsed(List<Rule> rules) {
        List<Condition> conditions = rules.stream().map(Rule::condition).toList();
        List<Condition> again =
                ParsedConditions.parse(conditions.stream().map(ConditionText::of).toList());
        List<Rule> reparsed = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            assertThat(again.get(i)).as(ConditionText.of(conditions.get(i))).isNotNull();
            reparsed.add(TestConditions.rule(i, again.get(i), rules.get(i).eventCodes()));
        }
        return reparsed;
    }
}
