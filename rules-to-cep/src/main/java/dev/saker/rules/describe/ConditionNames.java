// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Right;
import dev.saker.rules.syntax.Term;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects every name that stands in a condition. */
final class ConditionNames
        implements Expression.Visitor<Void>, Term.Visitor<Void>, Right.Visitor<Void> {

    private final Set<String> macros = new TreeSet<>();
    private final Set<String> operators = new TreeSet<>();
    private final Set<String> fields = new TreeSet<>();
    private final Set<String> values = new TreeSet<>();

    private ConditionNames() {}

    static ConditionNames of(Expression expression) {
        ConditionNames names = new ConditionNames();
        expression.accept(names);
        return names;
    }

    /** Names that stand where macros can. */
    Set<String> macros() {
        return Collections.unmodifiableSet(macros);
    }

    Set<String> operators() {
        return Collections.unmodifiableSet(operators);
    }

    /** With their arguments. */
    Set<String> fields() {
        return Collections.unmodifiableSet(fields);
    }

    /** Everything fields are held against: names of lists are among them. */
    Set<String> values() {
        return Collections.unmodifiableSet(values);
    }

    private Void all(List<Expression> terms) {
        terms.forEach(term -> term.accept(this));
        return null;
    }

    private Void allTerms(List<Term> terms) {
        terms.forEach(term -> term.accept(this));
        return null;
    }

    @Override
    public Void visitAnd(Expression.And expression) {
        return all(expression.terms());
    }

    @Override
    public Void visitOr(Expression.Or expression) {
        return all(expression.terms());
    }

    @Override
    public Void visitNot(Expression.Not expression) {
        return expression.term().accept(this);
    }

    @Override
    public Void visitMacroName(Expression.MacroName expression) {
        macros.add(expression.name());
        return null;
    }

    @Override
    public Void visitExists(Expression.Exists expression) {
        operators.add("exists");
        return expression.left().accept(this);
    }

    @Override
    public Void visitCheck(Expression.Check expression) {
        String modifier = expression.modifier().isEmpty() ? "" : " " + expression.modifier();
        operators.add(expression.operator() + modifier);
        expression.left().accept(this);
        return expression.right().accept(this);
    }

    @Override
    public Void visitField(Term.Field term) {
        fields.add(term.name() + (term.bracketed() ? "[" + term.argument() + "]" : ""));
        return null;
    }

    @Override
    public Void visitCall(Term.Call term) {
        return allTerms(term.arguments());
    }

    @Override
    public Void visitConstant(Term.Constant term) {
        return null;
    }

    @Override
    public Void visitTermList(Term.TermList term) {
        return allTerms(term.items());
    }

    @Override
    public Void visitValue(Right.Value right) {
        values.add(right.text());
        return null;
    }

    @Override
    public Void visitValues(Right.Values right) {
        right.items().forEach(item -> item.accept(this));
        return null;
    }

    @Override
    public Void visitOperand(Right.Operand right) {
        return right.call().accept(this);
    }
}
