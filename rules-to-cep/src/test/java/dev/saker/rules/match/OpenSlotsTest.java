// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.or;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.FieldDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which names are asked for once it is known what kind of descriptor an event is about. */
class OpenSlotsTest {
    private static final String TYPE = "PPME_SYSCALL_OPEN_X";
    private static final Condition FILE = kind("f");
    private static final Condition SOCKET = kind("4");
    private static final Condition PIPE = kind("p");
    private static final Condition NAME = check("fd.name", "=", "/a");
    private static final Condition FOLDER = check("fd.directory", "=", "/d");

    private static Condition kind(String letter) {
        return check("fd.typechar", "=", letter);
    }

    /** The fields that are read for a kind, by their names. */
    private static List<String> open(String kind, Condition... conditions) {
        List<Rule> rules = new ArrayList<>();
        for (Condition condition : conditions) {
            rules.add(TestConditions.rule(rules.size(), condition, TestConditions.events(TYPE)));
        }
        CompiledRules compiled = new CompiledRules(rules, 1, true);
        RuleIndex index = compiled.index();
        RuleFilter filter = compiled.filters()[EventSample.code(TYPE)].descriptor();
        LeafOutcomes outcomes = index.outcomes();
        outcomes.clear();
        for (int slot : filter.slots()) {
            if (index.domain(slot) == FieldDomain.KIND) {
                index.operand(slot).find(GivenView.text(kind), outcomes);
            }
        }
        return Arrays.stream(OpenSlots.of(filter, index, outcomes))
                .mapToObj(slot -> compiled.operands().operands().get(slot).toString())
                .map(operand -> operand.contains("fd.name") ? "name" : "folder")
                .toList();
    }

    @Test
    void rule_thatTheKindMakesFalse_asksForNothing() {
        Condition condition = and(FILE, NAME);

        assertThat(open("f", condition)).containsExactly("name");
        assertThat(open("4", condition)).isEmpty();
    }

    @Test
    void alternative_thatTheKindMakesTrue_asksForNothing() {
        Condition condition = and(or(SOCKET, NAME), or(FILE, FOLDER));

        assertThat(open("f", condition)).containsExactly("name");
        assertThat(open("4", condition)).containsExactly("folder");
        assertThat(open("p", condition)).containsExactlyInAnyOrder("name", "folder");
    }

    @Test
    void negation_isAskedForWhatItLeavesOpen() {
        Condition condition = not(and(FILE, NAME));

        assertThat(open("f", condition)).containsExactly("name");
        assertThat(open("4", condition)).isEmpty();
    }

    @Test
    void termsInTerms_failAndHoldWithThem() {
        Condition condition = and(or(and(FILE, NAME), SOCKET), or(FOLDER, PIPE));

        assertThat(open("f", condition)).containsExactlyInAnyOrder("name", "folder");
        assertThat(open("4", condition)).containsExactly("folder");
        assertThat(open("p", condition)).isEmpty();
        assertThat(open("4", or(and(or(SOCKET, PIPE), or(PIPE, SOCKET)), NAME))).isEmpty();
    }

    @Test
    void rules_askTogetherForWhatOneOfThemDoes() {
        assertThat(open("f", and(FILE, NAME), and(SOCKET, FOLDER))).containsExactly("name");
        assertThat(open("4", and(FILE, NAME), and(SOCKET, FOLDER))).containsExactly("folder");
        assertThat(open("p", and(FILE, NAME), and(SOCKET, FOLDER))).isEmpty();
    }
}
