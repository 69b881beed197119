// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.List;

/**
 * A piece of a YAML document with its place. Our own tree, because the library's composer recurses
 * without a limit and forgets where inside a folded scalar a character stood.
 */
sealed interface YamlNode {

    SourceSpan span();

    /** How many nodes there are, aliases counted as often as they are used. */
    long size();

    /**
     * A value.
     *
     * @param empty written as nothing, {@code ~} or {@code null}
     */
    record Scalar(LocatedText text, boolean empty, SourceSpan span) implements YamlNode {
        @Override
        public long size() {
            return 1;
        }

        String value() {
            return text.text();
        }
    }

    record Sequence(List<YamlNode> items, SourceSpan span, long size) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(List<Entry> entries, SourceSpan span, long size) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** One key with its value. */
    record Entry(YamlNode key, YamlNode value) {

        /** The key as text; empty for a key that is not a scalar. */
        String name() {
            return key instanceof Scalar scalar ? scalar.value() : "";
        }
    }

    default boolean isEmpty() {
        return this instanceof Scalar scalar && scalar.empty();
    }
}
