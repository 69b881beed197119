// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a case says of its event, field by field; each is asked for once. */
final class Said {
    private final Map<String, Object> fields;

    Said(Map<String, Object> fields) {
        this.fields = new TreeMap<>(fields);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** What was said, or null. */
    Object take(String field) {
        return fields.remove(field);
    }

    String text(String field, String otherwise) {
        Object value = take(field);
        return value == null ? otherwise : value.toString();
    }

    long number(String field, long otherwise) {
        Object value = take(field);
        return value == null ? otherwise : ((Number) value).longValue();
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(take(field));
    }

    List<String> words(String field) {
        Object value = take(field);
        return value == null ? List.of() : ((List<?>) value).stream().map(String::valueOf).toList();
    }

    /** A case that says what nothing listens to would prove nothing. */
    void mustBeUsedUp() {
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException("a case cannot say " + fields.keySet());
        }
    }
}
