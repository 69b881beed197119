// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import java.util.List;

/** Makes a condition of a condition: the same, but for the comparisons that a subclass changes. */
abstract class ConditionRewrite implements Condition.Visitor<Condition> {

    final CheckedRule rule(CheckedRule rule) {
        return new CheckedRule(
                rule.definition(),
                rule.expression(),
                rule.condition().accept(this),
                rule.output(),
                rule.eventCodes());
    }

    @Override
    public final Condition visitAnd(Condition.And condition) {
        return new Condition.And(all(condition.terms()));
    }

    @Override
    public final Condition visitOr(Condition.Or condition) {
        return new Condition.Or(all(condition.terms()));
    }

    private List<Condition> all(List<Condition> terms) {
        return terms.stream().map(term -> term.accept(this)).toList();
    }

    @Override
    public final Condition visitNot(Condition.Not condition) {
        return new Condition.Not(condition.term().accept(this));
    }

    @Override
    public Condition visitExists(Condition.Exists condition) {
        return condition;
    }

    @Override
    public Condition visitCompare(Condition.Compare condition) {
        return condition;
    }

    @Override
    public Condition visitCompareList(Condition.CompareList condition) {
        return condition;
    }

    @Override
    public Condition visitCompareEach(Condition.CompareEach condition) {
        return condition;
    }

    @Override
    public Condition visitCompareOperands(Condition.CompareOperands condition) {
        return condition;
    }
}
