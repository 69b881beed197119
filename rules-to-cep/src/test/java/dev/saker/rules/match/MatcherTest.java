// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkList;
import static dev.saker.rules.match.TestConditions.checkOperands;
import static dev.saker.rules.match.TestConditions.events;
import static dev.saker.rules.match.TestConditions.exists;
import static dev.saker.rules.match.TestConditions.field;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.or;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.schemas.FieldGroup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatcherTest {
    private static final Condition TRUE = check("evt.source", "=", "syscall");
    private static final Condition FALSE = check("evt.source", "=", "other");

    /** Of a group that the samples below leave out. */
    private static final Condition UNKNOWN = check("proc.env", "contains", "x");

    private static final class Findings implements MatchHandler {
        private final List<String> matches = new ArrayList<>();
        private final List<String> unknowns = new ArrayList<>();

        @Override
        public void onMatch(Rule rule, EventView event) {
            matches.add(rule.name());
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            unknowns.add(rule.name() + ": " + field);
        }
    }

    private static EventSample sample() {
        EventSample sample = new EventSample();
        sample.projection = FieldGroup.DEFAULT;
        return sample;
    }

    private static Findings match(MatchMode mode, EventSample event, Condition... conditions) {
        List<Rule> rules = new ArrayList<>();
        for (Condition condition : conditions) {
            rules.add(rule(rules.size(), condition));
        }
        return match(new Matcher(rules, mode), event);
    }

    private static Findings match(Matcher matcher, EventSample event) {
        Findings findings = new Findings();
        matcher.match(event.view(), findings);
        return findings;
    }

    @Test
    void all_rules_that_match_are_told_in_order() {
        assertThat(match(MatchMode.ALL, sample(), TRUE, FALSE, TRUE).matches)
                .containsExactly("rule 0", "rule 2");
    }

    @Test
    void first_rule_hides_the_others() {
        assertThat(match(MatchMode.FIRST, sample(), FALSE, TRUE, TRUE).matches)
                .containsExactly("rule 1");
    }

    @ParameterizedTest
    @EnumSource
    void unknown_rule_is_told_and_does_not_hide_others(MatchMode mode) {
        Findings findings = match(mode, sample(), UNKNOWN, TRUE);

        assertThat(findings.matches).containsExactly("rule 1");
        assertThat(findings.unknowns).containsExactly("rule 0: proc.env");
    }

    @Test
    void known_terms_settle_what_unknown_ones_leave_open() {
        Findings findings =
                match(
                        MatchMode.ALL,
                        sample(),
                        and(UNKNOWN, FALSE),
                        or(UNKNOWN, TRUE),
                        not(UNKNOWN),
                        and(or(UNKNOWN, TRUE), check("thread.cgroups", "=", "x")),
                        or(FALSE, UNKNOWN),
                        exists("proc.env"),
                        checkOperands(field("proc.env"), "=", field("proc.name")),
                        checkOperands(field("proc.name"), "=", field("thread.cgroups")));

        assertThat(findings.matches).containsExactly("rule 1");
        assertThat(findings.unknowns)
                .containsExactly(
                        "rule 2: proc.env",
                        "rule 3: thread.cgroups",
                        "rule 4: proc.env",
                        "rule 5: proc.env",
                        "rule 6: proc.env",
                        "rule 7: thread.cgroups");
    }

    @Test
    void known_ancestor_settles_what_unknown_ones_leave_open() {
        EventSample event = sample();
        event.ancestors = List.of(Ancestor.of("bash", 4000), Ancestor.of("sshd", 3000));

        Findings findings =
                match(
                        MatchMode.ALL,
                        event,
                        check("proc.aexe", "=", "bash"),
                        check("proc.aexe", "=", "sshd"),
                        check("proc.aexe", "=", "nobody"));

        assertThat(findings.matches).containsExactly("rule 0");
        assertThat(findings.unknowns).containsExactly("rule 1: proc.aexe", "rule 2: proc.aexe");
    }

    @Test
    void findings_are_counted_by_rule() {
        Rule matching = rule(0, TRUE);
        Rule open = rule(1, UNKNOWN);
        Matcher matcher = new Matcher(List.of(matching, open), MatchMode.ALL);

        match(matcher, sample());
        match(matcher, sample());

        assertThat(matcher.cost(matching).matches()).isEqualTo(2);
        assertThat(matcher.cost(matching).unknowns()).isZero();
        assertThat(matcher.cost(open).matches()).isZero();
        assertThat(matcher.cost(open).unknowns()).isEqualTo(2);
    }

    @Test
    void rule_sees_only_events_of_its_types() {
        Rule rule = rule(0, TRUE, events("PPME_SOCKET_CONNECT_X"));
        Matcher matcher = new Matcher(List.of(rule), MatchMode.ALL);

        assertThat(match(matcher, sample()).matches).isEmpty();
        assertThat(match(matcher, sample().type("PPME_SOCKET_CONNECT_X")).matches).hasSize(1);
        assertThat(matcher.watches(sample().type)).isFalse();
    }

    @Test
    void rule_that_no_event_of_a_type_can_match_leaves_the_type_unwatched() {
        Rule never = rule(0, and(check("evt.num", "=", "0"), TRUE), events("PPME_SYSCALL_OPEN_X"));
        Rule other =
                rule(
                        1,
                        and(checkList("evt.type", "in", "close", "connect"), TRUE),
                        events("PPME_SYSCALL_OPEN_X", "PPME_SOCKET_CONNECT_X"));
        Matcher matcher = new Matcher(List.of(never, other), MatchMode.ALL);

        assertThat(matcher.watches(EventSample.code("PPME_SYSCALL_OPEN_X"))).isFalse();
        assertThat(matcher.watches(EventSample.code("PPME_SOCKET_CONNECT_X"))).isTrue();
    }

    @Test
    void generic_event_is_decided_by_the_name_it_carries() {
        EventSample getpid = sample().type("PPME_GENERIC_X");
        getpid.args = List.of(0L, 39L);
        Rule rule = rule(0, check("evt.type", "=", "getpid"), events("PPME_GENERIC_X"));
        Matcher matcher = new Matcher(List.of(rule), MatchMode.ALL);

        assertThat(match(matcher, getpid).matches).hasSize(1);

        getpid.args = List.of(0L, 40L);

        assertThat(match(matcher, getpid).matches).isEmpty();
    }

    @Test
    void rule_of_another_source_never_sees_a_syscall() {
        Rule rule = rule(0, TRUE);
        Rule audit =
                new Rule(
                        1,
                        "audit",
                        "",
                        "k8s_audit",
                        rule.priority(),
                        List.of(),
                        TRUE,
                        rule.output(),
                        rule.eventCodes(),
                        rule.span());
        Matcher matcher = new Matcher(List.of(rule, audit), MatchMode.ALL);

        assertThat(match(matcher, sample()).matches).containsExactly("rule 0");
    }

    @Test
    void event_type_of_another_table_is_passed_over() {
        EventSample event = sample();
        event.type = 9999;

        assertThat(match(MatchMode.ALL, event, TRUE).matches).isEmpty();
    }

    @Test
    void values_of_the_last_event_are_forgotten() {
        Matcher matcher =
                new Matcher(List.of(rule(0, check("proc.name", "=", "cat"))), MatchMode.ALL);
        EventSample other = sample();
        other.process.name = "dog";

        assertThat(match(matcher, sample()).matches).hasSize(1);
        assertThat(match(matcher, other).matches).isEmpty();
    }
}
