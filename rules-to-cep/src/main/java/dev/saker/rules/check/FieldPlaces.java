// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Place;
import dev.saker.rules.syntax.Right;
import dev.saker.rules.syntax.Term;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds where a condition first names a field. */
final class FieldPlaces
        implements Expression.Visitor<Optional<Place>>, Term.Visitor<Optional<Place>> {

    private final Predicate<String> wanted;

    private FieldPlaces(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    static Optional<Place> first(Expression expression, Predicate<String> wanted) {
        return expression.accept(new FieldPlaces(wanted));
    }

    @Override
    public Optional<Place> visitAnd(Expression.And expression) {
        return firstOf(expression.terms());
    }

    @Override
    public Optional<Place> visitOr(Expression.Or expression) {
        return firstOf(expression.terms());
    }

    private Optional<Place> firstOf(List<Expression> terms) {
        return terms.stream().flatMap(term -> term.accept(this).stream()).findFirst();
    }

    private Optional<Place> firstOfTerms(List<Term> terms) {
        return terms.stream().flatMap(term -> term.accept(this).stream()).findFirst();
    }

    @Override
    public Optional<Place> visitNot(Expression.Not expression) {
        return expression.term().accept(this);
    }

    @Override
    public Optional<Place> visitMacroName(Expression.MacroName expression) {
        return Optional.empty();
    }

    @Override
    public Optional<Place> visitExists(Expression.Exists expression) {
        return expression.left().accept(this);
    }

    @Override
    public Optional<Place> visitCheck(Expression.Check expression) {
        Optional<Place> left = expression.left().accept(this);
        if (left.isPresent() || !(expression.right() instanceof Right.Operand right)) {
            return left;
        }
        return right.call().accept(this);
    }

    @Override
    public Optional<Place> visitField(Term.Field term) {
        return wanted.test(term.name()) ? Optional.of(term.place()) : Optional.empty();
    }

    @Override
    public Optional<Place> visitCall(Term.Call term) {
        return firstOfTerms(term.arguments());
    }

    @Override
    public Optional<Place> visitConstant(Term.Constant term) {
        return Optional.empty();
    }

    @Override
    public Optional<Place> visitTermList(Term.TermList term) {
        return firstOfTerms(term.items());
    }
}
