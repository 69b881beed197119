// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Falco's JSON schema of rules files allows a value to be. All items share one set of keys
 * there, whatever kind they are, and priorities are in capitals only. Items of our own are let
 * through.
 */
sealed interface SchemaShape {

    SchemaShape TEXT = new Kind(ScalarKind.TEXT);
    SchemaShape FLAG = new Kind(ScalarKind.FLAG);
    SchemaShape NUMBER = new Kind(ScalarKind.NUMBER);
    SchemaShape ANYTHING = new Anything();

    SchemaShape ITEM = item();
    SchemaShape RULES_FILE = new Items(ITEM);

    /** Items that Falco does not know; their own loaders are stricter than a schema. */
    Set<String> OURS =
            Set.of("correlation", "suppress", "incident", "risk", "required_correlation_version");

    /** Whether Falco skips the whole item. */
    static boolean isOurs(YamlNode.Mapping item) {
        return item.entries().stream().anyMatch(entry -> OURS.contains(entry.name()));
    }

    /** A single value that reads as one kind. */
    record Kind(ScalarKind kind) implements SchemaShape {}

    /** One of these words. */
    record Word(List<String> words) implements SchemaShape {
        public Word {
            words = List.copyOf(words);
        }
    }

    /** No restriction. */
    record Anything() implements SchemaShape {}

    /** A sequence of values of one shape. */
    record Items(SchemaShape each) implements SchemaShape {}

    /** A map with known keys, some of them required. */
    record Keys(Map<String, SchemaShape> known, Set<String> required, int least)
            implements SchemaShape {
        public Keys {
            known = Map.copyOf(known);
            required = Set.copyOf(required);
        }

        Optional<SchemaShape> of(String key) {
            return Optional.ofNullable(known.get(key));
        }
    }

    private static SchemaShape item() {
        return new Keys(
                Map.ofEntries(
                        Map.entry("append", FLAG),
                        Map.entry("capture", FLAG),
                        Map.entry("capture_duration", NUMBER),
                        Map.entry("condition", TEXT),
                        Map.entry("desc", TEXT),
                        Map.entry("enabled", FLAG),
                        Map.entry("exceptions", new Items(exception())),
                        Map.entry("items", new Items(TEXT)),
                        Map.entry("list", TEXT),
                        Map.entry("macro", TEXT),
                        Map.entry("output", TEXT),
                        Map.entry("override", override()),
                        Map.entry("priority", priority()),
                        Map.entry("required_engine_version", TEXT),
                        Map.entry("required_plugin_versions", new Items(requirement())),
                        Map.entry("rule", TEXT),
                        Map.entry("settings", ANYTHING),
                        Map.entry("skip-if-unknown-filter", FLAG),
                        Map.entry("source", TEXT),
                        Map.entry("tags", new Items(TEXT)),
                        Map.entry("warn_evttypes", FLAG)),
                Set.of(),
                0);
    }

    private static SchemaShape exception() {
        return new Keys(
                Map.of("name", TEXT, "fields", ANYTHING, "comps", ANYTHING, "values", ANYTHING),
                Set.of("name"),
                0);
    }

    private static SchemaShape override() {
        SchemaShape verb = new Word(List.of("append", "replace"));
        return new Keys(
                Map.ofEntries(
                        Map.entry("capture", verb),
                        Map.entry("capture_duration", verb),
                        Map.entry("condition", verb),
                        Map.entry("desc", verb),
                        Map.entry("enabled", verb),
                        Map.entry("exceptions", verb),
                        Map.entry("items", verb),
                        Map.entry("output", verb),
                        Map.entry("priority", verb),
                        Map.entry("skip-if-unknown-filter", verb),
                        Map.entry("tags", verb),
                        Map.entry("warn_evttypes", verb)),
                Set.of(),
                1);
    }

    private static SchemaShape priority() {
        return new Word(
                List.of(
                        "EMERGENCY",
                        "ALERT",
                        "CRITICAL",
                        "ERROR",
                        "WARNING",
                        "NOTICE",
                        "INFO",
                        "INFORMATIONAL",
                        "DEBUG"));
    }

    private static SchemaShape requirement() {
        Set<String> both = Set.of("name", "version");
        SchemaShape alternative = new Keys(Map.of("name", TEXT, "version", TEXT), both, 0);
        return new Keys(
                Map.of("name", TEXT, "version", TEXT, "alternatives", new Items(alternative)),
                both,
                0);
    }
}
