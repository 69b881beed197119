// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.diagnostic.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which keys a correlation of a type may have, and which it must. */
final class CorrelationKeys {

    /** The longest span, in our word, Sigma's and EQL's. */
    private static final List<String> WITHIN = List.of("within", "timespan", "maxspan");

    private static final Set<String> COMMON =
            Set.of(
                    "correlation",
                    "desc",
                    "type",
                    "source",
                    "by",
                    "group-by",
                    "output",
                    "priority",
                    "tags",
                    "enabled",
                    "exceptions",
                    "suppress",
                    "limits",
                    "override",
                    "append");

    private static final Set<String> ALL =
            Set.of(
                    "within",
                    "timespan",
                    "maxspan",
                    "condition",
                    "steps",
                    "aliases",
                    "until",
                    "match",
                    "window",
                    "gap",
                    "field",
                    "threshold",
                    "percentile",
                    "emit",
                    "engine",
                    "history",
                    "learn",
                    "allowed_lateness");

    private CorrelationKeys() {}

    /** Those of any type. */
    static Set<String> all() {
        Set<String> keys = new HashSet<>(COMMON);
        keys.addAll(ALL);
        return keys;
    }

    static void check(Item item, CorrelationType type, Item.Parts parts) {
        Set<String> allowed = allowed(type);
        for (String key : item.keys()) {
            if (!allowed.contains(key)) {
                parts.read(
                        () -> {
                            throw wrong(item, type, key, allowed);
                        });
            }
        }
        for (String key : required(type)) {
            if (!item.has(key.equals("within") ? within(item) : key)) {
                parts.read(
                        () -> {
                            throw Extension.problem(
                                    "A correlation of type " + type.word() + " needs '" + key + "'",
                                    "",
                                    item.span());
                        });
            }
        }
        parts.read(() -> onceWithin(item));
    }

    private static LoadProblem wrong(
            Item item, CorrelationType type, String key, Set<String> allowed) {
        boolean known = ALL.contains(key);
        return Extension.problem(
                known
                        ? "Key '" + key + "' is not for correlations of type " + type.word()
                        : "Unknown key '" + key + "'",
                known ? "" : Nearest.helpOutOf(key, new TreeSet<>(allowed)),
                item.keySpan(key));
    }

    /** The name under which the longest span is given. */
    static String within(Item item) {
        return WITHIN.stream().filter(item::has).findFirst().orElse("within");
    }

    private static String onceWithin(Item item) throws LoadProblem {
        List<String> given = WITHIN.stream().filter(item::has).toList();
        if (given.size() > 1) {
            throw Extension.problem(
                    "'" + given.get(1) + "' is another name for '" + given.get(0) + "'",
                    "keep one of the two",
                    item.keySpan(given.get(1)));
        }
        return "";
    }

    private static Set<String> allowed(CorrelationType type) {
        Set<String> keys = new HashSet<>(COMMON);
        if (type == CorrelationType.NEW_VALUE) {
            keys.addAll(Set.of("condition", "field", "history", "learn", "allowed_lateness"));
            return keys;
        }
        keys.addAll(WITHIN);
        keys.add("emit");
        if (type.hasSteps()) {
            keys.addAll(Set.of("steps", "aliases", "until"));
            keys.add(type == CorrelationType.TEMPORAL ? "match" : "engine");
            return keys;
        }
        keys.addAll(Set.of("condition", "window", "gap", "threshold", "allowed_lateness"));
        if (type.hasField()) {
            keys.add("field");
        }
        if (type == CorrelationType.VALUE_PERCENTILE) {
            keys.add("percentile");
        }
        return keys;
    }

    private static List<String> required(CorrelationType type) {
        return switch (type) {
            case EVENT_COUNT -> List.of("condition", "threshold");
            case VALUE_COUNT, VALUE_SUM, VALUE_AVG -> List.of("condition", "field", "threshold");
            case VALUE_PERCENTILE -> List.of("condition", "field", "threshold", "percentile");
            case TEMPORAL, TEMPORAL_ORDERED -> List.of("steps", "within");
            case NEW_VALUE -> List.of("condition", "field", "history");
        };
    }
}
