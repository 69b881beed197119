// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.syntax.Operator;
import dev.saker.scap.EventTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which system calls without an event of their own a condition can hold for, by name. Empty stands
 * for all of them, a set without names for none.
 */
final class GenericNames implements Condition.Visitor<Optional<Set<String>>> {
    private static final Optional<Set<String>> ANY = Optional.empty();

    private GenericNames() {}

    static Optional<Set<String>> of(Condition condition) {
        return condition.accept(new GenericNames());
    }

    /** Of two needs. */
    static Optional<Set<String>> both(Optional<Set<String>> one, Optional<Set<String>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return ANY;
        }
        Set<String> union = new TreeSet<>(one.get());
        union.addAll(other.get());
        return Optional.of(union);
    }

    @Override
    public Optional<Set<String>> visitAnd(Condition.And condition) {
        Optional<Set<String>> all = ANY;
        for (Condition term : condition.terms()) {
            Optional<Set<String>> names = term.accept(this);
            if (all.isPresent() && names.isPresent()) {
                Set<String> common = new TreeSet<>(all.get());
                common.retainAll(names.get());
                all = Optional.of(common);
            } else if (names.isPresent()) {
                all = names;
            }
        }
        return all;
    }

    @Override
    public Optional<Set<String>> visitOr(Condition.Or condition) {
        Optional<Set<String>> any = Optional.of(Set.of());
        for (Condition term : condition.terms()) {
            any = both(any, term.accept(this));
        }
        return any;
    }

    @Override
    public Optional<Set<String>> visitNot(Condition.Not condition) {
        return ANY;
    }

    @Override
    public Optional<Set<String>> visitExists(Condition.Exists condition) {
        return ANY;
    }

    @Override
    public Optional<Set<String>> visitCompare(Condition.Compare condition) {
        return condition.operator() == Operator.EQ
                ? names(condition.left(), List.of(condition.right()))
                : ANY;
    }

    @Override
    public Optional<Set<String>> visitCompareList(Condition.CompareList condition) {
        return condition.operator() == Operator.IN
                ? names(condition.left(), condition.right())
                : ANY;
    }

    @Override
    public Optional<Set<String>> visitCompareEach(Condition.CompareEach condition) {
        return ANY;
    }

    @Override
    public Optional<Set<String>> visitCompareOperands(Condition.CompareOperands condition) {
        return ANY;
    }

    private static Optional<Set<String>> names(Operand operand, List<Literal> literals) {
        boolean isType =
                operand instanceof Operand.Field field
                        && (field.ref().name().equals("evt.type")
                                || field.ref().name().equals("syscall.type"));
        if (!isType) {
            return ANY;
        }
        return Optional.of(
                literals.stream()
                        .map(literal -> ((Literal.Text) literal).bytes().text())
                        .filter(name -> EventTable.get().byName(name).isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
