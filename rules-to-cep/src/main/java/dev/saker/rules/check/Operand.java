// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import java.util.List;
import java.util.Objects;

/** Something that has a value for an event: a field, or a transformer over operands. */
public sealed interface Operand {

    FieldType type();

    /** Whether the value is a list of {@link #type()}. */
    boolean list();

    <R> R accept(Visitor<R> visitor);

    record Field(FieldRef ref) implements Operand {
        public Field {
            Objects.requireNonNull(ref, "ref is null");
        }

        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof Field field && ref.equals(field.ref);
        }

        @Override
        public int hashCode() {
            return ref.hashCode();
        }

        @Override
        public FieldType type() {
            return ref.type();
        }

        @Override
        public boolean list() {
            return ref.field().list();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitField(this);
        }
    }

    /**
     * A transformer applied; null when any argument is.
     *
     * @param option what stands in the brackets after it; empty if nothing does. Only getopt has it
     */
    record Transform(
            Transformer transformer,
            List<Operand> arguments,
            String option,
            FieldType type,
            boolean list)
            implements Operand {
        public Transform {
            Objects.requireNonNull(transformer, "transformer is null");
            Objects.requireNonNull(option, "option is null");
            Objects.requireNonNull(type, "type is null");
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTransform(this);
        }
    }

    /** A literal argument of a transformer: text as written, numbers too. */
    record Constant(ByteString text) implements Operand {
        public Constant {
            Objects.requireNonNull(text, "text is null");
        }

        @Override
        public FieldType type() {
            return FieldType.TEXT;
        }

        @Override
        public boolean list() {
            return false;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitConstant(this);
        }
    }

    /** A list argument of a transformer, written out; items may be of any type that has text. */
    record ListOf(List<Operand> items) implements Operand {
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public FieldType type() {
            return FieldType.TEXT;
        }

        @Override
        public boolean list() {
            return true;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitListOf(this);
        }
    }

    /** One method per form. */
    interface Visitor<R> {
        R visitField(Field operand);

        R visitTransform(Transform operand);

        R visitConstant(Constant operand);

        R visitListOf(ListOf operand);
    }
}
