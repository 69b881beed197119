// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.events;
import static dev.saker.rules.match.TestConditions.field;
import static dev.saker.rules.match.TestConditions.or;
import static dev.saker.rules.match.TestConditions.rule;
import static dev.saker.rules.match.TestConditions.transform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Transformer;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.schemas.FdType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What is known of a process or a file is not found out again, and filters do not cost in vain. */
class PossibleRulesTest {
    private static final String TYPE = "PPME_SYSCALL_OPEN_X";
    private static final int REST = 512;
    private static final MatchHandler DEAF =
            new MatchHandler() {
                @Override
                public void onMatch(Rule rule, EventView event) {}

                @Override
                public void onUnknown(Rule rule, FieldRef field, EventView event) {}
            };

    private static List<Rule> rules(int count, IntFunction<Condition> condition) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule(i, condition.apply(i), events(TYPE)));
        }
        return rules;
    }

    private static EventSample event(String process, String file) {
        EventSample sample = CountingView.process(process).type(TYPE);
        sample.fd.name = file;
        return sample;
    }

    private static int readsOf(Matcher matcher, CountingView view) {
        int before = view.reads;
        matcher.match(view, DEAF);
        return view.reads - before;
    }

    private static long evaluations(Matcher matcher, List<Rule> rules) {
        return rules.stream().mapToLong(rule -> matcher.cost(rule).evaluations()).sum();
    }

    @Test
    void process_thatComesAgain_isNotReadAgain() {
        List<Rule> rules =
                rules(
                        40,
                        i ->
                                and(
                                        check("proc.name", "=", "name" + i),
                                        check("proc.exepath", "startswith", "/x" + i)));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        assertThat(readsOf(matcher, CountingView.of(event("cat", "/a")))).isEqualTo(2);
        assertThat(readsOf(matcher, CountingView.of(event("cat", "/b")))).isZero();
        assertThat(readsOf(matcher, CountingView.of(event("dog", "/a")))).isEqualTo(2);
        assertThat(evaluations(matcher, rules)).isZero();
    }

    @Test
    void process_isJudgedByWhatIsMadeOfItsFieldsToo() {
        List<Rule> rules =
                rules(
                        40,
                        i ->
                                check(
                                        transform(Transformer.TOUPPER, field("proc.name")),
                                        "=",
                                        "NAME" + i));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        matcher.match(event("cat", "/a").view(), DEAF);
        matcher.match(event("name7", "/a").view(), DEAF);

        assertThat(evaluations(matcher, rules)).isOne();
        assertThat(matcher.cost(rules.get(7)).matches()).isOne();
    }

    @Test
    void processes_ofOneNumber_areNotReadAgainForAnotherType() {
        String other = "PPME_SYSCALL_CLOSE_X";
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rules.add(rule(i, check("proc.name", "=", "name" + i), events(TYPE, other)));
        }
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        EventSample close = event("cat", "/a").type(other);

        assertThat(readsOf(matcher, CountingView.withNumber(3, event("cat", "/a")))).isOne();
        assertThat(readsOf(matcher, CountingView.withNumber(3, close))).isZero();
        assertThat(evaluations(matcher, rules)).isZero();
    }

    @Test
    void file_thatComesAgain_isNotReadAgain() {
        List<Rule> rules = rules(40, i -> check("fd.name", "endswith", "name" + i));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        assertThat(readsOf(matcher, CountingView.of(event("cat", "/a")))).isOne();
        assertThat(readsOf(matcher, CountingView.of(event("dog", "/a")))).isZero();
        assertThat(readsOf(matcher, CountingView.of(event("dog", "/b")))).isOne();
        assertThat(evaluations(matcher, rules)).isZero();
    }

    @Test
    void file_ofALongName_isJudgedRightEachTime() {
        List<Rule> rules = rules(40, i -> check("fd.name", "endswith", "name" + i));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        String longName = "/" + "x".repeat(300);

        for (int i = 0; i < 3; i++) {
            assertThat(readsOf(matcher, CountingView.of(event("cat", longName)))).isOne();
            matcher.match(event("cat", longName + "name7").view(), DEAF);
        }

        assertThat(matcher.cost(rules.get(7)).matches()).isEqualTo(3);
        assertThat(evaluations(matcher, rules)).isEqualTo(3);
    }

    @Test
    void file_ruledOut_makesNobodyAskForTheProcess() {
        List<Rule> rules =
                rules(
                        40,
                        i ->
                                and(
                                        check("proc.name", "=", "cat"),
                                        check("fd.name", "=", "/name" + i)));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        CountingView view = CountingView.of(event("cat", "/a"));

        matcher.match(view, DEAF);

        assertThat(view.contexts + view.comparisons).isZero();
        assertThat(evaluations(matcher, rules)).isZero();
    }

    @Test
    void names_areNotReadWhereTheKindSaysEnough() {
        List<Rule> rules =
                rules(
                        40,
                        i ->
                                and(
                                        check("fd.typechar", "=", "f"),
                                        check("fd.name", "=", "/name" + i)));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        assertThat(readsOf(matcher, CountingView.of(connection("1:2->3:4")))).isOne();
        assertThat(readsOf(matcher, CountingView.of(connection("1:3->3:4")))).isZero();
        assertThat(readsOf(matcher, CountingView.of(event("cat", "/a")))).isEqualTo(2);
        assertThat(readsOf(matcher, CountingView.of(event("cat", "/b")))).isOne();
        assertThat(evaluations(matcher, rules)).isZero();
    }

    private static EventSample connection(String name) {
        EventSample sample = event("cat", name);
        sample.fd.type = FdType.IPV4;
        return sample;
    }

    @Test
    void names_areReadWhereOneRuleOfTheKindAsksForThem() {
        List<Rule> rules =
                rules(
                        40,
                        i ->
                                or(
                                        and(
                                                check("fd.typechar", "=", i == 7 ? "4" : "f"),
                                                check("fd.name", "endswith", "/name" + i)),
                                        and(
                                                check("fd.typechar", "=", "p"),
                                                check("fd.directory", "=", "/dir" + i))));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        assertThat(readsOf(matcher, CountingView.of(connection("x")))).isEqualTo(2);
        assertThat(readsOf(matcher, CountingView.of(connection("y")))).isOne();
        matcher.match(connection("/name7").view(), DEAF);
        matcher.match(connection("/name8").view(), DEAF);

        assertThat(matcher.cost(rules.get(7)).matches()).isOne();
        assertThat(evaluations(matcher, rules)).isOne();
    }

    @Test
    void fileAndProcess_togetherLeaveWhatBothLeave() {
        List<Rule> rules =
                rules(
                        100,
                        i ->
                                and(
                                        check("proc.name", "=", "name" + i % 10),
                                        check("fd.name", "=", "/name" + i / 10)));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        matcher.match(event("name3", "/name7").view(), DEAF);
        matcher.match(event("name4", "/name7").view(), DEAF);
        matcher.match(event("name4", "/other").view(), DEAF);

        assertThat(evaluations(matcher, rules)).isEqualTo(2);
        assertThat(matcher.cost(rules.get(73)).matches()).isOne();
        assertThat(matcher.cost(rules.get(74)).matches()).isOne();
    }

    @Test
    void filter_thatKeepsNothingAway_restsAndIsTriedAgain() {
        List<Rule> rules = rules(10, i -> or(check("proc.name", "=", "cat"), exists(i)));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        CountingView view = CountingView.of(event("cat", "/a"));
        int events = 3 * REST;
        for (int i = 0; i < events; i++) {
            matcher.match(view, DEAF);
        }

        // Used once, which writes the context twice, then five times after each rest.
        assertThat(view.contexts + view.comparisons).isEqualTo(2 + 5 + 5);
        assertThat(evaluations(matcher, rules)).isEqualTo(10L * events);

        for (int i = 0; i < REST; i++) {
            matcher.match(event("dog", "/a").view(), DEAF);
        }
        long before = evaluations(matcher, rules);
        matcher.match(event("dog", "/a").view(), DEAF);

        assertThat(evaluations(matcher, rules)).isEqualTo(before);
    }

    @Test
    void process_beforeParametersThatAreLookedAt_isComparedEachTime() {
        List<Rule> rules =
                rules(
                        10,
                        i ->
                                and(
                                        or(check("proc.name", "=", "cat"), exists(i)),
                                        check("evt.rawres", "=", String.valueOf(1000 + i))));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        CountingView view = CountingView.of(event("cat", "/a"));
        for (int i = 0; i < REST; i++) {
            matcher.match(view, DEAF);
        }

        assertThat(view.comparisons).isEqualTo(REST - 1);
        assertThat(evaluations(matcher, rules)).isZero();
    }

    private static Condition exists(int i) {
        return check("proc.exepath", "=", "/never" + i);
    }

    @Test
    void restOfAnEvent_isReadForManyRulesOnly() {
        assertThat(evaluationsOfParameters(6)).isEqualTo(6);
        assertThat(evaluationsOfParameters(7)).isZero();
    }

    /**
     * Rules of one process that ask for three things of the rest of the event, none of which is so.
     */
    private static long evaluationsOfParameters(int count) {
        String[] fields = {"evt.rawres", "evt.cpu", "fd.num"};
        List<Rule> rules =
                rules(
                        count,
                        i ->
                                and(
                                        check("proc.name", "=", "cat"),
                                        check(fields[i % 3], "=", String.valueOf(1000 + i))));
        rules.add(rule(count, check("proc.name", "=", "dog"), events(TYPE)));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        matcher.match(event("cat", "/a").view(), DEAF);
        return evaluations(matcher, rules);
    }

    @Test
    void restOfAnEvent_ofTwoFields_isReadForFewRulesToo() {
        String[] fields = {"evt.rawres", "evt.cpu"};
        List<Rule> rules =
                rules(
                        4,
                        i ->
                                and(
                                        check("proc.name", "=", "cat"),
                                        check(fields[i % 2], "=", String.valueOf(1000 + i))));
        Matcher matcher = new Matcher(rules, MatchMode.ALL);

        matcher.match(event("cat", "/a").view(), DEAF);

        assertThat(evaluations(matcher, rules)).isZero();
    }
}
