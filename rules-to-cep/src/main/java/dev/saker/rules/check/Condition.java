// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import java.util.List;
import java.util.Objects;

/**
 * A condition with every name resolved and every type checked: what is evaluated. A comparison
 * whose left side (or right operand) is null is false, whatever the operator, {@code !=} included.
 */
public sealed interface Condition {

    <R> R accept(Visitor<R> visitor);

    record And(List<Condition> terms) implements Condition {
        public And {
            terms = requireTwo("and", terms);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitAnd(this);
        }
    }

    record Or(List<Condition> terms) implements Condition {
        public Or {
            terms = requireTwo("or", terms);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOr(this);
        }
    }

    record Not(Condition term) implements Condition {
        public Not {
            Objects.requireNonNull(term, "term is null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }

    record Exists(Operand left) implements Condition {
        public Exists {
            Objects.requireNonNull(left, "left is null");
        }

        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof Exists exists && left.equals(exists.left);
        }

        @Override
        public int hashCode() {
            return left.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitExists(this);
        }
    }

    /** With one literal; the operator takes no list. */
    record Compare(Operand left, Operator operator, Literal right) implements Condition {
        public Compare {
            Objects.requireNonNull(left, "left is null");
            Objects.requireNonNull(right, "right is null");
            if (operator.takesList()) {
                throw new IllegalArgumentException("operator takes a list: " + operator);
            }
        }

        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof Compare compare
                    && operator == compare.operator
                    && left.equals(compare.left)
                    && right.equals(compare.right);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * left.hashCode() + operator.hashCode()) + right.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompare(this);
        }
    }

    /** With a list of literals: in, intersects, pmatch. */
    record CompareList(Operand left, Operator operator, List<Literal> right) implements Condition {
        public CompareList {
            Objects.requireNonNull(left, "left is null");
            right = List.copyOf(right);
            if (!operator.takesList()) {
                throw new IllegalArgumentException("operator takes no list: " + operator);
            }
        }

        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof CompareList list
                    && operator == list.operator
                    && left.equals(list.left)
                    && right.equals(list.right);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * left.hashCode() + operator.hashCode()) + right.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompareList(this);
        }
    }

    /** With each literal of a list, as the modifier says. */
    record CompareEach(Operand left, Operator operator, Modifier modifier, List<Literal> right)
            implements Condition {
        public CompareEach {
            Objects.requireNonNull(left, "left is null");
            Objects.requireNonNull(modifier, "modifier is null");
            right = List.copyOf(right);
            if (operator.takesList()) {
                throw new IllegalArgumentException("operator takes a list: " + operator);
            }
        }

        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof CompareEach each
                    && operator == each.operator
                    && modifier == each.modifier
                    && left.equals(each.left)
                    && right.equals(each.right);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * left.hashCode() + operator.hashCode()) + right.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompareEach(this);
        }
    }

    /**
     * With another operand ({@code val(...)} or a transformer), of the same type; for {@code in}
     * and {@code intersects} it may be a list.
     */
    record CompareOperands(Operand left, Operator operator, Operand right) implements Condition {
        public CompareOperands {
            Objects.requireNonNull(left, "left is null");
            Objects.requireNonNull(operator, "operator is null");
            Objects.requireNonNull(right, "right is null");
        }

        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof CompareOperands pair
                    && operator == pair.operator
                    && left.equals(pair.left)
                    && right.equals(pair.right);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * left.hashCode() + operator.hashCode()) + right.hashCode();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompareOperands(this);
        }
    }

    private static List<Condition> requireTwo(String name, List<Condition> terms) {
        if (terms.size() < 2) {
            throw new IllegalArgumentException(name + " needs two terms, has " + terms.size());
        }
        return List.copyOf(terms);
    }

    /** One method per form. */
    interface Visitor<R> {
        R visitAnd(And condition);

        R visitOr(Or condition);

        R visitNot(Not condition);

        R visitExists(Exists condition);

        R visitCompare(Compare condition);

        R visitCompareList(CompareList condition);

        R visitCompareEach(CompareEach condition);

        R visitCompareOperands(CompareOperands condition);
    }
}
