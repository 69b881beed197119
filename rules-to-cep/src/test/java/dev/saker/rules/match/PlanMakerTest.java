// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkEach;
import static dev.saker.rules.match.TestConditions.field;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.or;
import static dev.saker.rules.match.TestConditions.transform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Operand;
import dev.saker.rules.check.Transformer;
import dev.saker.rules.syntax.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans say what conditions say, with less: equal parts are one, cheap ones come first. */
class PlanMakerTest {
    private static final Condition NAME = check("proc.name", "=", "cat");
    private static final Condition NUMBER = check("fd.num", "=", "3");
    private static final Condition FILE = check("fd.name", "startswith", "/etc");
    private static final Condition REGEX = check("proc.cmdline", "regex", "a.*b");

    private final PlanMaker maker = new PlanMaker(new OperandTable());

    @Test
    void equalConditions_areOnePlan_inWhateverOrder() {
        Plan plan = maker.make(or(and(NAME, FILE), not(NUMBER)));

        assertThat(maker.make(or(and(NAME, FILE), not(NUMBER)))).isSameAs(plan);
        assertThat(maker.make(or(not(NUMBER), and(FILE, NAME)))).isSameAs(plan);
        assertThat(maker.make(and(NAME, FILE))).isSameAs(((Junction) plan).terms()[1]);
    }

    @Test
    void andAndOr_ofTheSameTerms_areDifferentPlans() {
        assertThat(maker.make(and(NAME, FILE))).isNotSameAs(maker.make(or(NAME, FILE)));
    }

    @Test
    void nestedTermsOfAKind_areOneLevel_cheapOnesFirst() {
        Junction plan = (Junction) maker.make(and(REGEX, and(FILE, and(NAME, NUMBER)), NAME));

        assertThat(plan.terms()).hasSize(4);
        assertThat(plan.terms()[3]).isSameAs(maker.make(REGEX));
        assertThat(List.of(plan.terms())).isSortedAccordingTo((a, b) -> a.cost() - b.cost());
    }

    @Test
    void cost_growsWithWhatThereIsToDo() {
        int one = maker.make(check("proc.name", "contains", "a")).cost();
        int three =
                maker.make(checkEach("proc.name", "contains", Modifier.ANYOF, "a", "b", "c"))
                        .cost();

        assertThat(maker.make(NAME).cost()).isLessThan(one);
        assertThat(three).isGreaterThan(2 * one);
        assertThat(maker.make(REGEX).cost()).isGreaterThan(three);
        assertThat(maker.make(check(lower(), "=", "cat")).cost())
                .isGreaterThan(maker.make(NAME).cost());
        assertThat(maker.make(and(NAME, REGEX)).cost())
                .isEqualTo(maker.make(NAME).cost() + maker.make(REGEX).cost());
    }

    private static Operand lower() {
        return transform(Transformer.TOLOWER, field("proc.name"));
    }

    @ParameterizedTest
    @CsvSource({
        "proc.name, =, cat, EQUAL",
        "proc.name, !=, cat, DIFFERENT",
        "proc.name, startswith, c, PREFIX",
        "proc.name, endswith, t, SUFFIX",
        "proc.name, contains, a, PART",
        "proc.name, icontains, A, ANY_TEST",
        "fd.num, =, 3, NUMBER_EQUAL",
        "fd.num, !=, 3, NUMBER_DIFFERENT",
        "fd.num, <, 3, ANY_TEST",
        "thread.ismain, =, true, BOOL",
        "thread.ismain, !=, true, BOOL",
        "fd.sip, =, 1.2.3.4, EQUAL",
        "fd.snet, =, 1.2.3.0/24, ANY_TEST",
        "proc.fdusage, =, 3, ANY_TEST",
    })
    void check_takesTheShortestWay(String field, String operator, String right, Leaf.Form form) {
        assertThat(((Leaf) maker.make(check(field, operator, right))).form()).isEqualTo(form);
    }

    @Test
    void doubleNegation_isNone() {
        assertThat(maker.make(not(not(FILE)))).isSameAs(maker.make(FILE));
    }
}
