// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts how often each condition occurs among rules, as a whole or within others. */
final class SharedConditions implements Condition.Visitor<Void> {
    private final Map<Condition, Integer> counts = new HashMap<>();

    private SharedConditions() {}

    static Map<Condition, Integer> count(Collection<Rule> rules) {
        SharedConditions counter = new SharedConditions();
        rules.forEach(rule -> counter.count(rule.condition()));
        return counter.counts;
    }

    /** The parts of what was seen before are shared through the whole: they are counted once. */
    private void count(Condition condition) {
        if (counts.merge(condition, 1, Integer::sum) == 1) {
            condition.accept(this);
        }
    }

    private void countAll(List<Condition> terms) {
        terms.forEach(this::count);
    }

    @Override
    public Void visitAnd(Condition.And condition) {
        countAll(condition.terms());
        return null;
    }

    @Override
    public Void visitOr(Condition.Or condition) {
        countAll(condition.terms());
        return null;
    }

    @Override
    public Void visitNot(Condition.Not condition) {
        count(condition.term());
        return null;
    }

    @Override
    public Void visitExists(Condition.Exists condition) {
        return null;
    }

    @Override
    public Void visitCompare(Condition.Compare condition) {
        return null;
    }

    @Override
    public Void visitCompareList(Condition.CompareList condition) {
        return null;
    }

    @Override
    public Void visitCompareEach(Condition.CompareEach condition) {
        return null;
    }

    @Override
    public Void visitCompareOperands(Condition.CompareOperands condition) {
        return null;
    }
}
