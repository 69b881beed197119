// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.syntax.Operator;
import java.util.List;
import java.util.Set;

/**
 * Gives conditions the meaning they have in Falco where that is probably a mistake there: sets of
 * addresses and ancestors' ids in which nothing is ever found, and lists of which only the first
 * item counts. docs/falco-differences.md lists them.
 */
public final class StrictFalco extends ConditionRewrite {

    private static final Set<String> NEVER_IN_A_LIST = Set.of("fd.ip", "proc.apid");

    private static final Set<String> ANCESTORS =
            Set.of(
                    "proc.aname",
                    "proc.aexe",
                    "proc.aexepath",
                    "proc.acmdline",
                    "proc.apid",
                    "proc.aenv");

    private StrictFalco() {}

    public static CheckedRule of(CheckedRule rule) {
        return new StrictFalco().rule(rule);
    }

    static Condition of(Condition condition) {
        return condition.accept(new StrictFalco());
    }

    /** What is in no list is in the empty one: false, as for everything. */
    @Override
    public Condition visitCompareList(Condition.CompareList condition) {
        if (condition.operator() != Operator.IN) {
            return condition;
        }
        if (isField(condition.left(), NEVER_IN_A_LIST)) {
            return new Condition.CompareList(condition.left(), Operator.IN, List.of());
        }
        if (isField(condition.left(), Set.of("fd.net"))) {
            return new Condition.CompareList(
                    condition.left(), Operator.IN, first(condition.right()));
        }
        return condition;
    }

    @Override
    public Condition visitCompareEach(Condition.CompareEach condition) {
        if (!isField(condition.left(), ANCESTORS)) {
            return condition;
        }
        return new Condition.CompareEach(
                condition.left(),
                condition.operator(),
                condition.modifier(),
                first(condition.right()));
    }

    private static List<Literal> first(List<Literal> literals) {
        return literals.isEmpty() ? literals : literals.subList(0, 1);
    }

    /** One of these, without an argument: then it stands for many values. */
    private static boolean isField(Operand operand, Set<String> names) {
        return operand instanceof Operand.Field field
                && !field.ref().hasArgument()
                && names.contains(field.ref().field().name());
    }
}
