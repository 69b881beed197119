// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventTypeFacts;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles conditions for one event type: what the type alone decides is decided now, cheap terms
 * come before dear ones, and a condition that occurs more than once is evaluated once per event.
 * None of that changes an outcome: terms have no side effects, and Kleene's and/or ask for no
 * order.
 */
final class Specializer extends ConditionCompiler {
    /** Any event type: nothing is decided by the type. */
    static final int ANY_TYPE = -1;

    /** Below this a kept outcome costs as much as the test. */
    private static final int LEAST_SHARED_COST = 4;

    private final int type;
    private final EventRegisters registers;
    private final Map<Condition, Integer> uses;
    private final Map<Condition, Node> compiled = new HashMap<>();

    Specializer(int type, EventRegisters registers, Map<Condition, Integer> uses) {
        super(registers);
        this.type = type;
        this.registers = registers;
        this.uses = uses;
    }

    @Override
    Node compile(Condition condition) {
        Node known = compiled.get(condition);
        if (known != null) {
            return known;
        }
        Node node = super.compile(condition);
        boolean shared = uses.getOrDefault(condition, 0) > 1 && node.cost() >= LEAST_SHARED_COST;
        if (shared && !(node instanceof Nodes.Shared)) {
            node = new Nodes.Shared(node, registers.truthSlot());
        }
        compiled.put(condition, node);
        return node;
    }

    @Override
    public Node visitAnd(Condition.And condition) {
        List<Node> terms = new ArrayList<>();
        for (Condition term : condition.terms()) {
            Node node = compile(term);
            if (node == Nodes.Constant.FALSE) {
                return node;
            }
            if (node != Nodes.Constant.TRUE) {
                terms.add(node);
            }
        }
        if (terms.isEmpty()) {
            return Nodes.Constant.TRUE;
        }
        return terms.size() == 1 ? terms.get(0) : and(cheapFirst(terms));
    }

    @Override
    public Node visitOr(Condition.Or condition) {
        List<Node> terms = new ArrayList<>();
        for (Condition term : condition.terms()) {
            Node node = compile(term);
            if (node == Nodes.Constant.TRUE) {
                return node;
            }
            if (node != Nodes.Constant.FALSE) {
                terms.add(node);
            }
        }
        if (terms.isEmpty()) {
            return Nodes.Constant.FALSE;
        }
        return terms.size() == 1 ? terms.get(0) : or(cheapFirst(terms));
    }

    @Override
    public Node visitNot(Condition.Not condition) {
        Node term = compile(condition.term());
        if (term instanceof Nodes.Constant constant) {
            return Nodes.Constant.of(constant.truth() == Truth.FALSE);
        }
        return new Nodes.Not(term);
    }

    @Override
    public Node visitExists(Condition.Exists condition) {
        return fold(condition.left(), super.visitExists(condition));
    }

    @Override
    public Node visitCompare(Condition.Compare condition) {
        if (isNeverTrue(condition)) {
            return Nodes.Constant.FALSE;
        }
        return fold(condition.left(), super.visitCompare(condition));
    }

    @Override
    public Node visitCompareList(Condition.CompareList condition) {
        return fold(condition.left(), super.visitCompareList(condition));
    }

    @Override
    public Node visitCompareEach(Condition.CompareEach condition) {
        return fold(condition.left(), super.visitCompareEach(condition));
    }

    /** Events are counted from one: {@code evt.num = 0} is how rules say never. */
    private static boolean isNeverTrue(Condition.Compare condition) {
        FieldRef field = fieldOf(condition.left());
        return field != null
                && field.field().name().equals("evt.num")
                && condition.operator() == Operator.EQ
                && condition.right().equals(new Literal.Number(0));
    }

    /** A check of a field whose value the event type tells is evaluated here and now. */
    private Node fold(Operand left, Node check) {
        FieldRef field = fieldOf(left);
        if (type == ANY_TYPE || field == null) {
            return check;
        }
        Value value = new Value();
        if (!EventTypeFacts.read(BoundField.of(field), type, value)) {
            return check;
        }
        Truth truth =
                check instanceof Nodes.Check test
                        ? test.plurality().test(value, test.test())
                        : Truth.of(value.kind() != Value.Kind.NULL);
        return Nodes.Constant.of(truth == Truth.TRUE);
    }

    private static Node[] cheapFirst(List<Node> terms) {
        return terms.stream().sorted(Comparator.comparingInt(Node::cost)).toArray(Node[]::new);
    }

    private static Node and(Node[] terms) {
        return new Nodes.And(terms, cost(terms));
    }

    private static Node or(Node[] terms) {
        return new Nodes.Or(terms, cost(terms));
    }
}
