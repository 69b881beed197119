// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkList;
import static dev.saker.rules.match.TestConditions.events;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.or;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules that are too much of something: they take effect all the same, in bounded time. */
@Timeout(120)
class HostileRulesTest {
    private static final int MANY = 100_000;
    private static final int MANY_RULES = 20_000;

    /** Names of the rules that match. */
    private static final class Matches implements MatchHandler {
        private final List<String> names = new ArrayList<>();

        @Override
        public void onMatch(Rule rule, EventView event) {
            names.add(rule.name());
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            names.add(rule.name() + " unknown");
        }
    }

    private static List<String> matches(List<Rule> rules, String name, String path) {
        return matches(new CompiledRules(rules, 0, true), name, path);
    }

    private static List<String> matches(CompiledRules rules, String name, String path) {
        Matches matches = new Matches();
        EventSample event = new EventSample().type("PPME_SYSCALL_OPENAT_2_X");
        event.process.name = name;
        event.fd = new EventSample.Fd();
        event.fd.name = path;
        new Matcher(rules, MatchMode.ALL).match(event.view(), matches);
        return matches.names;
    }

    private static Rule openRule(int index, Condition condition) {
        return rule(index, condition, events("PPME_SYSCALL_OPENAT_2_X"));
    }

    @Test
    void list_of_a_hundred_thousand_is_looked_up() {
        String[] names = IntStream.range(0, MANY).mapToObj(i -> "name" + i).toArray(String[]::new);
        String[] paths = IntStream.range(0, MANY).mapToObj(i -> "/srv/" + i).toArray(String[]::new);
        List<Rule> rules =
                List.of(
                        openRule(0, checkList("proc.name", "in", names)),
                        openRule(1, checkList("fd.name", "pmatch", paths)),
                        openRule(2, not(checkList("proc.name", "in", names))));

        assertThat(matches(rules, "name99999", "/srv/77777/x")).containsExactly("rule 0", "rule 1");
        assertThat(matches(rules, "name100000", "/srv/x")).containsExactly("rule 2");
    }

    @Test
    void condition_of_many_terms_becomes_several_methods() {
        List<Condition> terms = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            terms.add(and(check("proc.name", "=", "n" + i), check("fd.name", "=", "/f" + i)));
        }
        List<Rule> rules =
                List.of(
                        openRule(0, new Condition.Or(terms)),
                        openRule(1, not(new Condition.Or(terms))),
                        openRule(2, check("proc.name", "=", "none")));

        assertThat(matches(rules, "n4999", "/f4999")).containsExactly("rule 0");
        assertThat(matches(rules, "n4999", "/f4998")).containsExactly("rule 1");
    }

    @Test
    void deeply_nested_condition_is_evaluated() {
        Condition condition = check("proc.name", "=", "deep");
        for (int depth = 0; depth < 400; depth++) {
            Condition side = check("fd.name", "=", "/side" + depth);
            condition = depth % 2 == 0 ? or(condition, side) : and(condition, not(side));
        }
        List<Rule> rules = List.of(openRule(0, condition));

        assertThat(matches(rules, "deep", "/x")).containsExactly("rule 0");
        assertThat(matches(rules, "flat", "/x")).isEmpty();
    }

    @Test
    void expression_made_to_backtrack_takes_linear_time() {
        List<Rule> rules = List.of(openRule(0, check("fd.name", "regex", "(/?a+)+(a*)*b")));
        String path = "/" + "a".repeat(20_000);

        assertThat(matches(rules, "x", path)).isEmpty();
        assertThat(matches(rules, "x", path + "b")).containsExactly("rule 0");
    }

    @Test
    void shell_pattern_made_to_backtrack_takes_bounded_time() {
        List<Rule> rules = List.of(openRule(0, check("fd.name", "glob", "*a*a*a*a*a*a*a*a*b")));

        assertThat(matches(rules, "x", "a".repeat(20_000))).isEmpty();
    }

    @Test
    void twenty_thousand_rules_are_told_apart() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < MANY_RULES; i++) {
            Condition name = check("proc.name", i % 2 == 0 ? "=" : "startswith", "program" + i);
            Condition path =
                    or(
                            check("fd.name", "startswith", "/srv/" + i + "/"),
                            check("fd.name", "contains", "secret" + i),
                            check("fd.directory", "endswith", "/keys" + i));
            rules.add(openRule(i, and(name, path)));
        }

        CompiledRules compiled = new CompiledRules(rules, 0, true);

        assertThat(matches(compiled, "program12344", "/srv/12344/x")).containsExactly("rule 12344");
        assertThat(matches(compiled, "program19999x", "/a/secret19999"))
                .containsExactly("rule 1", "rule 19", "rule 199", "rule 1999", "rule 19999");
        assertThat(matches(compiled, "other", "/srv/12344/x")).isEmpty();
    }
}
