// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a file against the schema that editors and pipelines know. It is stricter than loading in
 * places ({@code priority: Warning} loads, and yet the schema has capitals only), so what it finds
 * is told apart from warnings and never keeps a file from being used.
 */
final class SchemaCheck {

    /** A generated file can break the schema in every item; nobody reads on from here. */
    private static final int MAX_WARNINGS = 1000;

    /**
     * The way down to a node, from its end: only of what is wrong is it ever written out.
     *
     * @param step a key, or a place in a sequence
     */
    private record Way(Way before, Object step) {
        private static final Way START = new Way(null, "");

        Way to(Object next) {
            return new Way(this, next);
        }

        @Override
        public String toString() {
            return before == null ? "" : before + "/" + step;
        }
    }

    private final List<String> warnings = new ArrayList<>();

    private SchemaCheck() {}

    /** What is against the schema in a file's documents, each with the way down to it. */
    static List<String> check(List<YamlNode> documents) {
        SchemaCheck check = new SchemaCheck();
        documents.stream()
                .filter(document -> !document.isEmpty())
                .forEach(document -> check.check(document, SchemaShape.RULES_FILE, Way.START));
        return check.warnings;
    }

    private void check(YamlNode node, SchemaShape shape, Way path) {
        if (warnings.size() >= MAX_WARNINGS) {
            return;
        }
        if (shape instanceof SchemaShape.Kind one) {
            boolean fits = scalar(node).filter(one.kind()::fits).isPresent();
            require(fits, node, path, one.kind().words());
        } else if (shape instanceof SchemaShape.Word word) {
            word(node, word, path);
        } else if (shape instanceof SchemaShape.Items items) {
            items(node, items, path);
        } else if (shape instanceof SchemaShape.Keys keys) {
            keys(node, keys, path);
        }
    }

    private static Optional<String> scalar(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && !scalar.empty()
                ? Optional.of(scalar.value())
                : Optional.empty();
    }

    private void require(boolean fits, YamlNode node, Way path, String wanted) {
        if (!fits) {
            warn(node, path, "expected " + wanted + ", found " + found(node));
        }
    }

    private static String found(YamlNode node) {
        if (node instanceof YamlNode.Sequence) {
            return "a sequence";
        }
        if (node instanceof YamlNode.Mapping) {
            return "a map";
        }
        return scalar(node).map(value -> "'" + value + "'").orElse("nothing");
    }

    private void word(YamlNode node, SchemaShape.Word word, Way path) {
        if (scalar(node).filter(word.words()::contains).isEmpty()) {
            require(false, node, path, "one of " + String.join(", ", word.words()));
        }
    }

    private void items(YamlNode node, SchemaShape.Items items, Way path) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            require(false, node, path, "a sequence");
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            check(sequence.items().get(i), items.each(), path.to(i));
        }
    }

    private void keys(YamlNode node, SchemaShape.Keys keys, Way path) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            require(false, node, path, "a map");
            return;
        }
        if (keys == SchemaShape.ITEM && SchemaShape.isOurs(mapping)) {
            return;
        }
        Set<String> missing = new TreeSet<>(keys.required());
        Set<String> seen = new LinkedHashSet<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.name();
            missing.remove(key);
            if (seen.add(key)) {
                entry(entry, keys, path);
            }
        }
        missing.forEach(key -> warn(node, path, "key '" + key + "' is required"));
        if (seen.size() < keys.least()) {
            warn(node, path, "at least one key is required");
        }
    }

    private void entry(YamlNode.Entry entry, SchemaShape.Keys keys, Way path) {
        String key = entry.name();
        keys.of(key)
                .ifPresentOrElse(
                        shape -> check(entry.value(), shape, path.to(key)),
                        () -> warn(entry.key(), path, "key '" + key + "' is not allowed here"));
    }

    private void warn(YamlNode node, Way path, String message) {
        if (warnings.size() < MAX_WARNINGS) {
            String at = path == Way.START ? "/" : path.toString();
            warnings.add(node.span() + ": " + at + ": " + message);
        }
    }
}
