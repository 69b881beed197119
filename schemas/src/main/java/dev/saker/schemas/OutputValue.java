// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;

/** Value of a field in an alert, typed as in Falco's JSON. */
public sealed interface OutputValue {
    OutputValue NULL = new Null();

    static OutputValue of(boolean value) {
        return new Bool(value);
    }

    static OutputValue of(long value) {
        return new Whole(value);
    }

    /** A number of 64 bits without a sign. */
    static OutputValue ofUnsigned(long value) {
        return value >= 0 ? new Whole(value) : new Unsigned(value);
    }

    static OutputValue of(double value) {
        return new Real(value);
    }

    static OutputValue of(String value) {
        return new Text(value);
    }

    static OutputValue of(List<String> values) {
        return new Texts(values);
    }

    <R> R accept(Visitor<R> visitor);

    /** One method per form; no defaults, so a new form breaks every pass that forgot it. */
    interface Visitor<R> {
        R visitNull();

        R visitBool(boolean value);

        R visitWhole(long value);

        R visitUnsigned(long value);

        R visitReal(double value);

        R visitText(String value);

        R visitTexts(List<String> values);
    }

    /** The field has no value. */
    record Null() implements OutputValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNull();
        }
    }

    record Bool(boolean value) implements OutputValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitBool(value);
        }
    }

    record Whole(long value) implements OutputValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWhole(value);
        }
    }

    /** Larger than a long can be; Avro has no such number, so records hold its digits as text. */
    record Unsigned(long value) implements OutputValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitUnsigned(value);
        }
    }

    record Real(double value) implements OutputValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitReal(value);
        }
    }

    record Text(String value) implements OutputValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitText(value);
        }
    }

    record Texts(List<String> values) implements OutputValue {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTexts(values);
        }
    }
}
