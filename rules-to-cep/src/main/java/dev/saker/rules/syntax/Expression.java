// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.List;

/** A condition as written: names not yet looked up, types not yet known. */
public sealed interface Expression {

    Place place();

    <R> R accept(Visitor<R> visitor);

    record And(List<Expression> terms, Place place) implements Expression {
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitAnd(this);
        }
    }

    record Or(List<Expression> terms, Place place) implements Expression {
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOr(this);
        }
    }

    record Not(Expression term, Place place) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }

    /** A bare word: the name of a macro. */
    record MacroName(String name, Place place) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMacroName(this);
        }
    }

    record Exists(Term left, Place place) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitExists(this);
        }
    }

    /**
     * A field or transformer, an operator and what it is held against.
     *
     * @param modifier {@code oneof}, {@code anyof}, {@code allof}; empty if there is none
     */
    record Check(Term left, String operator, String modifier, Right right, Place place)
            implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCheck(this);
        }
    }

    /** One method per form. */
    interface Visitor<R> {
        R visitAnd(And expression);

        R visitOr(Or expression);

        R visitNot(Not expression);

        R visitMacroName(MacroName expression);

        R visitExists(Exists expression);

        R visitCheck(Check expression);
    }
}
