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
    private static final int PATTERN_COST = 10;
    private static final int REGEX_COST = 100;

    private final ValueSources sources;

    ConditionCompiler(EventRegisters registers) {
        this.sources = new ValueSources(registers);
    }

    Node compile(Condition condition) {
        return condition.accept(this);
    }

    @Override
    public Node visitAnd(Condition.And condition) {
        Node[] terms = compile(condition.terms());
        return new Nodes.And(terms, cost(terms));
    }

    @Override
    public Node visitOr(Condition.Or condition) {
        Node[] terms = compile(condition.terms());
        return new Nodes.Or(terms, cost(terms));
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
        return check(left, operator, LiteralTests.of(left.type(), operator, right), 1);
    }

    @Override
    public Node visitCompareList(Condition.CompareList condition) {
        Operand left = condition.left();
        Operator operator = condition.operator();
        return check(left, operator, ListTests.of(left.type(), operator, condition.right()), 1);
    }

    @Override
    public Node visitCompareEach(Condition.CompareEach condition) {
        Operand left = condition.left();
        Operator operator = condition.operator();
        Modifier modifier = condition.modifier();
        List<Literal> right = condition.right();
        return check(
                left,
                operator,
                ListTests.each(left.type(), operator, modifier, right),
                Math.max(1, right.size()));
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

    static int cost(Node[] terms) {
        int cost = 0;
        for (Node term : terms) {
            cost += term.cost();
        }
        return cost;
    }

    private Node[] compile(List<Condition> terms) {
        return terms.stream().map(this::compile).toArray(Node[]::new);
    }

    private Node check(Operand left, Operator operator, ValueTest test, int times) {
        ValueSource source = sources.of(left);
        int cost = source.cost() + times * costOf(operator);
        return new Nodes.Check(source, Plurality.of(left, operator), test, cost);
    }

    static int costOf(Operator operator) {
        return switch (operator) {
            case EQ, NE, LT, LE, GT, GE, STARTSWITH, BSTARTSWITH, ENDSWITH -> 1;
            case IN, INTERSECTS -> 2;
            case CONTAINS, BCONTAINS, ICONTAINS, GLOB, IGLOB, PMATCH -> PATTERN_COST;
            case REGEX -> REGEX_COST;
        };
    }
}
