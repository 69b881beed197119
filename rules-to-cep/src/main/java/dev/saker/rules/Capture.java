// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What the pipeline can observe at all. A rule that rests on anything else is inactive, because an
 * answer that cannot be known is not "no".
 *
 * @param eventCodes codes of the scap event table that arrive; all when empty
 * @param missingFields names of fields that are never answered; a trailing {@code *} stands for any
 *     ending, one in the middle for anything
 */
public record Capture(BitSet eventCodes, Set<String> missingFields) {

    /**
     * Fields that today's event record has no place for: they need a resolver, or state that no
     * stage keeps.
     */
    public static final Set<String> NOT_IN_RECORD =
            Set.of(
                    "k8smeta.*",
                    "fd.*ip.name",
                    "fdlist.*",
                    "proc.aenv",
                    "thread.exectime",
                    "thread.totexectime",
                    "thread.cpu*",
                    "fd.types",
                    "evt.reltime*",
                    "evt.deltatime*",
                    "util.cnt",
                    "static");

    /** What a scan answers and a record does not. */
    private static final Set<String> NOT_RECORDED =
            Set.of("fd.types", "fdlist.*", "proc.aenv", "evt.reltime*");

    public Capture {
        eventCodes = (BitSet) eventCodes.clone();
        missingFields = Set.copyOf(missingFields);
    }

    /** Every event and every field: for checking rules without a pipeline. */
    public static Capture everything() {
        return new Capture(new BitSet(), Set.of());
    }

    /** What a record of ours can answer, for these events. */
    public static Capture ofEvents(BitSet eventCodes) {
        return new Capture(eventCodes, NOT_IN_RECORD);
    }

    /** What a recording can answer: any event, and containers if the runtime was listened to. */
    public static Capture ofRecordings() {
        Set<String> missing = new HashSet<>(NOT_IN_RECORD);
        missing.removeAll(NOT_RECORDED);
        return new Capture(new BitSet(), missing);
    }

    /** What the records of a recording's events can answer. */
    public static Capture ofRecordedEvents() {
        return new Capture(new BitSet(), NOT_IN_RECORD);
    }

    public boolean hasEveryEvent() {
        return eventCodes.isEmpty();
    }

    public boolean misses(String field) {
        return missingFields.stream().anyMatch(pattern -> covers(pattern, field));
    }

    private static boolean covers(String pattern, String field) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(field);
        }
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        return field.length() >= head.length() + tail.length()
                && field.startsWith(head)
                && field.endsWith(tail);
    }
}
