// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;

/** The forms of {@link Node}. */
final class Nodes {
    private Nodes() {}

    /** False if any term is, else unknown if any is. */
    record And(Node[] terms) implements Node {
        @Override
        public Truth test(EventRegisters event) {
            Truth outcome = Truth.TRUE;
            for (Node term : terms) {
                Truth truth = term.test(event);
                if (truth == Truth.FALSE) {
                    return Truth.FALSE;
                }
                if (truth == Truth.UNKNOWN) {
                    outcome = Truth.UNKNOWN;
                }
            }
            return outcome;
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            return firstUnknown(terms, event);
        }
    }

    /** True if any term is, else unknown if any is. */
    record Or(Node[] terms) implements Node {
        @Override
        public Truth test(EventRegisters event) {
            Truth outcome = Truth.FALSE;
            for (Node term : terms) {
                Truth truth = term.test(event);
                if (truth == Truth.TRUE) {
                    return Truth.TRUE;
                }
                if (truth == Truth.UNKNOWN) {
                    outcome = Truth.UNKNOWN;
                }
            }
            return outcome;
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            return firstUnknown(terms, event);
        }
    }

    record Not(Node term) implements Node {
        @Override
        public Truth test(EventRegisters event) {
            return term.test(event).not();
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            return term.unknownField(event);
        }
    }

    /** Whether there is a value; of ancestors, whether there is any. */
    record Exists(ValueSource left, boolean ofAncestors) implements Node {
        @Override
        public Truth test(EventRegisters event) {
            Value value = left.read(event);
            return switch (value.kind()) {
                case NULL -> Truth.FALSE;
                case UNKNOWN -> Truth.UNKNOWN;
                case LIST -> Truth.of(!ofAncestors || value.size() > 0);
                case NUMBER, REAL, BOOL, BYTES -> Truth.TRUE;
            };
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            return left.unknownField(event);
        }
    }

    /** An operator with literals on its right. */
    record Check(ValueSource left, Plurality plurality, ValueTest test) implements Node {
        @Override
        public Truth test(EventRegisters event) {
            return plurality.test(left.read(event), test);
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            return left.unknownField(event);
        }
    }

    private static FieldRef firstUnknown(Node[] terms, EventRegisters event) {
        for (Node term : terms) {
            if (term.test(event) == Truth.UNKNOWN) {
                return term.unknownField(event);
            }
        }
        throw new IllegalStateException("unknown outcome without an unknown term");
    }
}
