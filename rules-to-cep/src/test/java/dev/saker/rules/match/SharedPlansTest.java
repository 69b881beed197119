// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.events;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventSample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rules have in common is evaluated once per event, if it costs more than keeping it. */
class SharedPlansTest {
    private static final String TYPE = "PPME_SYSCALL_OPEN_X";
    private static final Condition DEAR = check("proc.cmdline", "regex", "a.*b");
    private static final Condition CHEAP = check("fd.num", "=", "3");

    private static CompiledRules compiled(Condition... conditions) {
        Rule[] rules = new Rule[conditions.length];
        Arrays.setAll(rules, i -> rule(i, conditions[i], events(TYPE)));
        return new CompiledRules(List.of(rules), Integer.MAX_VALUE, false);
    }

    private static Plan plan(CompiledRules rules, int rule) {
        return rules.candidates(EventSample.code(TYPE))[rule].plan();
    }

    private static Plan dearTerm(Plan plan) {
        Plan[] terms = ((Junction) plan).terms();
        return terms[terms.length - 1];
    }

    @Test
    void dearTerm_ofTwoRules_isShared() {
        CompiledRules rules =
                compiled(and(CHEAP, DEAR), and(check("fd.num", "=", "4"), not(DEAR)), CHEAP);
        Plan shared = dearTerm(plan(rules, 0));

        assertThat(shared.sharedSlot()).isZero();
        assertThat(((Negation) dearTerm(plan(rules, 1))).term()).isSameAs(shared);
        assertThat(rules.operands().sharedCount()).isEqualTo(1);
        assertThat(plan(rules, 2).sharedSlot()).isEqualTo(Plan.NOT_SHARED);
    }

    @Test
    void term_ofOneRule_isNotShared() {
        CompiledRules rules = compiled(and(CHEAP, DEAR), CHEAP);

        assertThat(dearTerm(plan(rules, 0)).sharedSlot()).isEqualTo(Plan.NOT_SHARED);
        assertThat(rules.operands().sharedCount()).isZero();
    }

    @Test
    void wholeCondition_ofThreeRules_hasOnePlace() {
        Condition both = and(CHEAP, DEAR);
        CompiledRules rules = compiled(both, both, both);

        assertThat(plan(rules, 0).sharedSlot()).isZero();
        assertThat(dearTerm(plan(rules, 0)).sharedSlot()).isEqualTo(Plan.NOT_SHARED);
        assertThat(rules.operands().sharedCount()).isEqualTo(1);
    }

    @Test
    void sharedOutcome_isFoundOnceForAnEvent() {
        CompiledRules rules = compiled(DEAR, DEAR);
        EventRegisters registers = new EventRegisters(rules.operands());
        Plan plan = plan(rules, 0);
        registers.begin(new EventSample().type(TYPE).view());
        assertThat(registers.outcome(0)).isNegative();

        int outcome = plan.test(registers);

        assertThat(registers.outcome(0)).isEqualTo(outcome);

        for (int kept : new int[] {Plan.FALSE, Plan.TRUE, Plan.UNKNOWN}) {
            registers.keepOutcome(0, kept);
            assertThat(plan.test(registers)).isEqualTo(kept);
        }
        assertThat(plan.evaluate(registers)).isEqualTo(outcome);

        registers.begin(new EventSample().type(TYPE).view());

        assertThat(registers.outcome(0)).isNegative();
        assertThat(plan.test(registers)).isEqualTo(outcome);
    }

    @Test
    void operand_isReadOnceForAnEvent() {
        CompiledRules rules = compiled(CHEAP, check("fd.num", ">", "1"));
        EventRegisters registers = new EventRegisters(rules.operands());
        CountingView view = CountingView.of(new EventSample().type(TYPE));
        registers.begin(view);

        assertThat(plan(rules, 0).test(registers)).isEqualTo(Plan.TRUE);
        assertThat(plan(rules, 1).test(registers)).isEqualTo(Plan.TRUE);
        assertThat(view.reads).isEqualTo(1);

        registers.begin(view);
        plan(rules, 0).test(registers);

        assertThat(view.reads).isEqualTo(2);
    }
}
