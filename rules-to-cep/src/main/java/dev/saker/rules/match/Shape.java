// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.ArrayList;
import java.util.List;

/**
 * How a condition is put together, without what it compares with: what one generated class is made
 * for. Conditions of equal shape share the class and bring their own elements.
 */
sealed interface Shape {

    /** How many leaves and parts there are. */
    int size();

    /** Appends the leaves and parts in the order in which code for the shape numbers them. */
    void addElements(List<Object> into);

    /** Appends text that is equal for equal shapes. */
    void describe(StringBuilder into);

    /** A leaf, evaluated in place. */
    record Check(Leaf leaf) implements Shape {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void addElements(List<Object> into) {
            into.add(leaf);
        }

        @Override
        public void describe(StringBuilder into) {
            into.append((char) ('a' + form().ordinal()));
        }

        /** A leaf whose outcome is kept for other rules takes the way that keeps it. */
        Leaf.Form form() {
            return leaf.sharedSlot() == Plan.NOT_SHARED ? leaf.form() : Leaf.Form.ANY_TEST;
        }
    }

    /** A condition that is code of its own: shared, or split off to keep methods small. */
    record Outsourced(Part part) implements Shape {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public void addElements(List<Object> into) {
            into.add(part);
        }

        @Override
        public void describe(StringBuilder into) {
            into.append('.');
        }
    }

    /** "and", if all terms must hold, or "or". */
    record Group(boolean all, List<Shape> terms, int size) implements Shape {
        static Group of(boolean all, List<Shape> terms) {
            return new Group(all, terms, terms.stream().mapToInt(Shape::size).sum());
        }

        @Override
        public void addElements(List<Object> into) {
            terms.forEach(term -> term.addElements(into));
        }

        @Override
        public void describe(StringBuilder into) {
            into.append(all ? "&(" : "|(");
            terms.forEach(term -> term.describe(into));
            into.append(')');
        }
    }

    /** "not". */
    record Not(Shape term) implements Shape {
        @Override
        public int size() {
            return term.size();
        }

        @Override
        public void addElements(List<Object> into) {
            term.addElements(into);
        }

        @Override
        public void describe(StringBuilder into) {
            into.append('!');
            term.describe(into);
        }
    }

    /**
     * Code of its own within a condition.
     *
     * @param sharedSlot where its outcome is kept, or {@link Plan#NOT_SHARED}
     */
    record Part(int sharedSlot, CompiledCondition code) {
        int test(EventRegisters event) {
            if (sharedSlot == Plan.NOT_SHARED) {
                return code.test(event);
            }
            int kept = event.outcome(sharedSlot);
            if (kept < 0) {
                kept = code.test(event);
                event.keepOutcome(sharedSlot, kept);
            }
            return kept;
        }
    }

    default Object[] elements() {
        List<Object> elements = new ArrayList<>(size());
        addElements(elements);
        return elements.toArray();
    }

    default String description() {
        StringBuilder description = new StringBuilder();
        describe(description);
        return description.toString();
    }
}
