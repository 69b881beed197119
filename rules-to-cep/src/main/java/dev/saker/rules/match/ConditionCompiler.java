// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import java.util.List;

/**
 * Turns conditions into nodes, form by form: no reordering, no folding, nothing shared. What comes
 * out is the definition that everything faster is held to.
 */
class ConditionCompiler implements Condition.Visitor<Node> {
    private final ValueSources sources;

    ConditionCompiler(EventRegisters registers) {
        this.sources = new ValueSources(registers);
    }

    Node compile(Condition condition) {
        return condition.accept(this);
    }

    @Override
    public Node visitAnd(Condition.And condition) {
        return new Nodes.And(compile(condition.terms()));
    }

    @Override
    public Node visitOr(Condition.Or condition) {
        return new Nodes.Or(compile(condition.terms()));
    }

    @Override
    public Node visitNot(Condition.Not condition) {
        return new Nodes.Not(compile(condition.term()));
    }

    @Override
    public Node visitExists(Condition.Exists condition) {
        boolean ofAncestors = Plurality.isOfAncestors(condition.left());
        return new Nodes.Exists(sources.of(condition.left()), ofAncestors);
    }

    @Override
    public Node visitCompare(Condition.Compare condition) {
        Operand left = condition.left();
        Operator operator = condition.operator();
        Literal right = condition.right();
        return check(left, operator, LiteralTests.of(left.type(), operator, right));
    }

    @Override
    public Node visitCompareList(Condition.CompareList condition) {
        Operand left = condition.left();
        Operator operator = condition.operator();
        return check(left, operator, ListTests.of(left.type(), operator, condition.right()));
    }

    @Override
    public Node visitCompareEach(Condition.CompareEach condition) {
        Operand left = condition.left();
        Operator operator = condition.operator();
        Modifier modifier = condition.modifier();
        List<Literal> right = condition.right();
        return check(left, operator, ListTests.each(left.type(), operator, modifier, right));
    }

    @Override
    public Node visitCompareOperands(Condition.CompareOperands condition) {
        Operand left = condition.left();
        Operator operator = condition.operator();
        return new OperandCheck(
                sources.of(left),
                operator,
                sources.of(condition.right()),
                left.type().signed(),
                Plurality.of(left, operator));
    }

    private Node[] compile(List<Condition> terms) {
        return terms.stream().map(this::compile).toArray(Node[]::new);
    }

    private Node check(Operand left, Operator operator, ValueTest test) {
        return new Nodes.Check(sources.of(left), Plurality.of(left, operator), test);
    }
}
