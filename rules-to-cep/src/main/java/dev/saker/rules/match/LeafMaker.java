// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.syntax.Operator;
import dev.saker.schemas.Slice;

/** Makes the leaves of plans out of checks. */
final class LeafMaker {
    // In units of comparing a number.
    private static final int PATTERN_COST = 10;
    private static final int REGEX_COST = 100;

    private final OperandTable operands;

    /** Only asked what operands cost. */
    private final ValueSources sources = new ValueSources(new EventRegisters());

    LeafMaker(OperandTable operands) {
        this.operands = operands;
    }

    /**
     * @param check of any form but and, or, not
     */
    Leaf make(int id, Condition check) {
        if (check instanceof Condition.CompareOperands pair) {
            int cost = cost(pair.left()) + cost(pair.right()) + 1;
            int index = operands.pair(pair);
            return new Leaf(id, check, Leaf.Form.PAIR, index, Plurality.ONE, null, null, cost);
        }
        if (check instanceof Condition.Exists exists) {
            boolean ofAncestors = Plurality.isOfAncestors(exists.left());
            Plurality plurality = ofAncestors ? Plurality.ANY : Plurality.ONE;
            int slot = operands.slot(exists.left());
            int cost = cost(exists.left());
            return new Leaf(id, check, Leaf.Form.EXISTS, slot, plurality, null, null, cost);
        }
        if (check instanceof Condition.Compare compare) {
            return compare(id, compare);
        }
        if (check instanceof Condition.CompareList list) {
            return compareList(id, list);
        }
        Condition.CompareEach each = (Condition.CompareEach) check;
        Operand left = each.left();
        ValueTest test =
                ListTests.each(left.type(), each.operator(), each.modifier(), each.right());
        int cost = cost(left) + Math.max(1, each.right().size()) * costOf(each.operator());
        return leaf(id, check, left, each.operator(), test, Leaf.Form.ANY_TEST, null, cost);
    }

    private int cost(Operand operand) {
        return sources.of(operand).cost();
    }

    private static int costOf(Operator operator) {
        return switch (operator) {
            case EQ, NE, LT, LE, GT, GE, STARTSWITH, BSTARTSWITH, ENDSWITH -> 1;
            case IN, INTERSECTS -> 2;
            case CONTAINS, BCONTAINS, ICONTAINS, GLOB, IGLOB, PMATCH -> PATTERN_COST;
            case REGEX -> REGEX_COST;
        };
    }

    private Leaf compare(int id, Condition.Compare check) {
        Operand left = check.left();
        ValueTest test = LiteralTests.of(left.type(), check.operator(), check.right());
        Leaf.Form form = form(check.operator(), check.right());
        Object constant = form == Leaf.Form.ANY_TEST ? null : constant(form, check);
        int cost = cost(left) + costOf(check.operator());
        return leaf(id, check, left, check.operator(), test, form, constant, cost);
    }

    private Leaf compareList(int id, Condition.CompareList check) {
        Operand left = check.left();
        ValueTest test = ListTests.of(left.type(), check.operator(), check.right());
        boolean members = test instanceof ListTests.Members;
        Leaf.Form form = members ? Leaf.Form.MEMBER : Leaf.Form.ANY_TEST;
        Object constant = test instanceof ListTests.Members set ? set.set() : null;
        int late = LateAddresses.isIn(check) ? LateAddresses.COST : 0;
        int cost = cost(left) + costOf(check.operator()) + late;
        return leaf(id, check, left, check.operator(), test, form, constant, cost);
    }

    private Leaf leaf(
            int id,
            Condition check,
            Operand left,
            Operator operator,
            ValueTest test,
            Leaf.Form form,
            Object constant,
            int cost) {
        Plurality plurality = Plurality.of(left, operator);
        return new Leaf(id, check, form, operands.slot(left), plurality, test, constant, cost);
    }

    private static Leaf.Form form(Operator operator, Literal right) {
        boolean equality = operator == Operator.EQ || operator == Operator.NE;
        if (right instanceof Literal.Number && equality) {
            return operator == Operator.EQ ? Leaf.Form.NUMBER_EQUAL : Leaf.Form.NUMBER_DIFFERENT;
        }
        if (right instanceof Literal.Bool && equality) {
            return Leaf.Form.BOOL;
        }
        boolean ip = right instanceof Literal.Ip;
        if (!(right instanceof Literal.Text) && !ip) {
            return Leaf.Form.ANY_TEST;
        }
        return switch (operator) {
            case EQ -> Leaf.Form.EQUAL;
            case NE -> Leaf.Form.DIFFERENT;
            case STARTSWITH, BSTARTSWITH -> Leaf.Form.PREFIX;
            case ENDSWITH -> Leaf.Form.SUFFIX;
            case CONTAINS, BCONTAINS -> Leaf.Form.PART;
            default -> Leaf.Form.ANY_TEST;
        };
    }

    private static Object constant(Leaf.Form form, Condition.Compare check) {
        if (check.right() instanceof Literal.Number number) {
            return number.value();
        }
        if (check.right() instanceof Literal.Bool bool) {
            boolean expected = bool.value() == (check.operator() == Operator.EQ);
            return expected ? 1L : 0L;
        }
        byte[] bytes =
                check.right() instanceof Literal.Ip ip
                        ? ip.address().array()
                        : ((Literal.Text) check.right()).bytes().array();
        boolean whole = form == Leaf.Form.EQUAL || form == Leaf.Form.DIFFERENT;
        return whole ? bytes : Slice.of(bytes);
    }
}
