// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.List;

/** Something with a value: a field, a transformer, or an argument of one. */
public sealed interface Term {

    Place place();

    <R> R accept(Visitor<R> visitor);

    /**
     * A field by name.
     *
     * @param argument what stands in the brackets
     * @param bracketed whether there are brackets
     */
    record Field(String name, String argument, boolean bracketed, Place place) implements Term {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitField(this);
        }
    }

    /**
     * A transformer, or {@code val}.
     *
     * @param option what stands in the brackets behind it
     * @param bracketed whether there are brackets
     */
    record Call(String name, List<Term> arguments, String option, boolean bracketed, Place place)
            implements Term {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCall(this);
        }
    }

    /** A quoted string or a number as an argument. */
    record Constant(String value, Place place) implements Term {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitConstant(this);
        }
    }

    /** A list in parentheses as an argument. */
    record TermList(List<Term> items, Place place) implements Term {
        public TermList {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTermList(this);
        }
    }

    /** One method per form. */
    interface Visitor<R> {
        R visitField(Field term);

        R visitCall(Call term);

        R visitConstant(Constant term);

        R visitTermList(TermList term);
    }
}
