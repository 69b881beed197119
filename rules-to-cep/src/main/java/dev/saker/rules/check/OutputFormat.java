// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.Objects;

/**
 * A rule's output, split into what is printed as it is and what is filled in.
 *
 * @param text as written in the rule, trimmed, and what settings put behind it
 * @param extraFields that settings put into the output fields, and not into the text
 */
public record OutputFormat(String text, List<Token> tokens, List<ExtraField> extraFields) {

    public OutputFormat {
        Objects.requireNonNull(text, "text is null");
        tokens = List.copyOf(tokens);
        extraFields = List.copyOf(extraFields);
    }

    /** Without extra fields. */
    public OutputFormat(String text, List<Token> tokens) {
        this(text, tokens, List.of());
    }

    /**
     * A key of the output fields that the text does not show.
     *
     * @param text as written
     * @param typed the only token is a field, and its value keeps its type; else the value is what
     *     the tokens print
     */
    public record ExtraField(String key, String text, List<Token> tokens, boolean typed) {
        public ExtraField {
            Objects.requireNonNull(key, "key is null");
            Objects.requireNonNull(text, "text is null");
            tokens = List.copyOf(tokens);
        }
    }

    /** A piece of an output. */
    public sealed interface Token {
        <R> R accept(Visitor<R> visitor);
    }

    public record Literal(String text) implements Token {
        public Literal {
            Objects.requireNonNull(text, "text is null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLiteral(this);
        }
    }

    /**
     * {@code %field}.
     *
     * @param key under which the value goes into the output fields: the token without the percent
     *     sign and the width
     * @param width pad with blanks or cut to so many characters; {@link #NO_WIDTH} leaves it
     */
    public record Field(FieldRef ref, String key, int width) implements Token {
        public Field {
            Objects.requireNonNull(ref, "ref is null");
            Objects.requireNonNull(key, "key is null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitField(this);
        }
    }

    /**
     * {@code %transformer(...)}.
     *
     * @param operand always a transformer
     * @param fields the fields inside it, in order: they go into the output fields, raw
     */
    public record Transformed(Operand.Transform operand, List<FieldRef> fields, int width)
            implements Token {
        public Transformed {
            Objects.requireNonNull(operand, "operand is null");
            fields = List.copyOf(fields);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTransformed(this);
        }
    }

    /** The value is printed as long as it is. */
    public static final int NO_WIDTH = 0;

    /** One method per form. */
    public interface Visitor<R> {
        R visitLiteral(Literal token);

        R visitField(Field token);

        R visitTransformed(Transformed token);
    }
}
