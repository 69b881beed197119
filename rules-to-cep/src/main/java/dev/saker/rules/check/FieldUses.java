// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the fields that a condition, an operand or an output reads, each once. */
public final class FieldUses
        implements Condition.Visitor<Void>, Operand.Visitor<Void>, OutputFormat.Visitor<Void> {

    private final Set<FieldRef> uses = new LinkedHashSet<>();

    private FieldUses() {}

    public static List<FieldRef> of(Condition condition) {
        FieldUses collector = new FieldUses();
        condition.accept(collector);
        return List.copyOf(collector.uses);
    }

    public static List<FieldRef> of(Operand operand) {
        FieldUses collector = new FieldUses();
        operand.accept(collector);
        return List.copyOf(collector.uses);
    }

    public static List<FieldRef> of(OutputFormat output) {
        FieldUses collector = new FieldUses();
        output.tokens().forEach(token -> token.accept(collector));
        output.extraFields()
                .forEach(field -> field.tokens().forEach(token -> token.accept(collector)));
        return List.copyOf(collector.uses);
    }

    @Override
    public Void visitAnd(Condition.And condition) {
        condition.terms().forEach(term -> term.accept(this));
        return null;
    }

    @Override
    public Void visitOr(Condition.Or condition) {
        condition.terms().forEach(term -> term.accept(this));
        return null;
    }

    @Override
    public Void visitNot(Condition.Not condition) {
        return condition.term().accept(this);
    }

    @Override
    public Void visitExists(Condition.Exists condition) {
        return condition.left().accept(this);
    }

    @Override
    public Void visitCompare(Condition.Compare condition) {
        return condition.left().accept(this);
    }

    @Override
    public Void visitCompareList(Condition.CompareList condition) {
        return condition.left().accept(this);
    }

    @Override
    public Void visitCompareEach(Condition.CompareEach condition) {
        return condition.left().accept(this);
    }

    @Override
    public Void visitCompareOperands(Condition.CompareOperands condition) {
        condition.left().accept(this);
        return condition.right().accept(this);
    }

    @Override
    public Void visitField(Operand.Field operand) {
        uses.add(operand.ref());
        return null;
    }

    @Override
    public Void visitTransform(Operand.Transform operand) {
        operand.arguments().forEach(argument -> argument.accept(this));
        return null;
    }

    @Override
    public Void visitConstant(Operand.Constant operand) {
        return null;
    }

    @Override
    public Void visitListOf(Operand.ListOf operand) {
        operand.items().forEach(item -> item.accept(this));
        return null;
    }

    @Override
    public Void visitLiteral(OutputFormat.Literal token) {
        return null;
    }

    @Override
    public Void visitField(OutputFormat.Field token) {
        uses.add(token.ref());
        return null;
    }

    @Override
    public Void visitTransformed(OutputFormat.Transformed token) {
        uses.addAll(token.fields());
        return null;
    }
}
