// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.List;

/** The right side of a check. */
public sealed interface Right {

    Place place();

    <R> R accept(Visitor<R> visitor);

    /** One value, escapes resolved. */
    record Value(String text, Place place) implements Right {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitValue(this);
        }
    }

    /** Values in parentheses. */
    record Values(List<Value> items, Place place) implements Right {
        public Values {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitValues(this);
        }
    }

    /** {@code val(field)} or a transformer. */
    record Operand(Term.Call call) implements Right {
        @Override
        public Place place() {
            return call.place();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOperand(this);
        }
    }

    /** One method per form. */
    interface Visitor<R> {
        R visitValue(Value right);

        R visitValues(Values right);

        R visitOperand(Operand right);
    }
}
