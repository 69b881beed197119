// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.check.Condition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the comparisons that a condition is made of: equal ones are evaluated once an event. */
final class ComparisonSet implements Condition.Visitor<Void> {

    private final Set<Condition> comparisons = new HashSet<>();

    private ComparisonSet() {}

    static Set<Condition> of(Iterable<Condition> conditions) {
        ComparisonSet set = new ComparisonSet();
        conditions.forEach(condition -> condition.accept(set));
        return set.comparisons;
    }

    private Void all(List<Condition> terms) {
        terms.forEach(term -> term.accept(this));
        return null;
    }

    private Void add(Condition comparison) {
        comparisons.add(comparison);
        return null;
    }

    @Override
    public Void visitAnd(Condition.And condition) {
        return all(condition.terms());
    }

    @Override
    public Void visitOr(Condition.Or condition) {
        return all(condition.terms());
    }

    @Override
    public Void visitNot(Condition.Not condition) {
        return condition.term().accept(this);
    }

    @Override
    public Void visitExists(Condition.Exists condition) {
        return add(condition);
    }

    @Override
    public Void visitCompare(Condition.Compare condition) {
        return add(condition);
    }

    @Override
    public Void visitCompareList(Condition.CompareList condition) {
        return add(condition);
    }

    @Override
    public Void visitCompareEach(Condition.CompareEach condition) {
        return add(condition);
    }

    @Override
    public Void visitCompareOperands(Condition.CompareOperands condition) {
        return add(condition);
    }
}
