// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.diagnostic.JsonText;
import java.util.List;
import java.util.Set;

/**
 * What running a correlation means: what it holds, for how long, and what it waits for.
 *
 * @param mode {@code host} when every key belongs to one host, whose events come in order; else
 *     {@code sorted}
 * @param key fields that events must share
 * @param keyBytes estimated for a key in the midst of it
 * @param worstBytes with as many keys as there can be, of a host or of all
 * @param latency what is added to an event's way, in words
 * @param events names of the events that must be captured
 * @param shared of its conditions with those of rules
 * @param layout state is kept while it stays the same
 * @param lowering what runs it
 */
public record CorrelationDescription(
        String name,
        String type,
        String mode,
        List<String> key,
        long keyBytes,
        long worstBytes,
        String latency,
        Set<String> events,
        Shared shared,
        String layout,
        String lowering) {

    public CorrelationDescription {
        key = List.copyOf(key);
    }

    /**
     * What is evaluated once for it and for rules.
     *
     * @param macros named by its conditions and by rules' too
     * @param comparisons so many
     * @param of so many comparisons that its conditions are made of
     */
    public record Shared(Set<String> macros, int comparisons, int of) {}

    /** Lines, each with its end. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Correlation ").append(name).append('\n');
        line(text, "type", type);
        line(text, "mode", mode);
        line(
                text,
                "key",
                key.isEmpty() ? "none: all events are of one key" : String.join(", ", key));
        line(text, "state per key", keyBytes + " bytes (estimated)");
        String limited = mode.equals("host") ? " bytes for each host" : " bytes";
        line(text, "worst case", worstBytes + limited);
        line(text, "added latency", latency);
        line(text, "event types", String.join(", ", events));
        line(
                text,
                "shared macros",
                shared.macros().isEmpty() ? "none" : String.join(", ", shared.macros()));
        line(text, "shared tests", shared.comparisons() + " of " + shared.of() + " with rules");
        line(text, "state layout", layout);
        line(text, "run by", lowering);
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, String what, String said) {
        text.append(String.format("  %-15s%s%n", what, said));
    }

    void write(JsonText out) {
        out.beginObject();
        out.name("added_latency").text(latency);
        out.name("comparisons").number(shared.of());
        out.name("event_types").texts(events);
        out.name("key").texts(key);
        out.name("lowering").text(lowering);
        out.name("mode").text(mode);
        out.name("name").text(name);
        out.name("shared_comparisons").number(shared.comparisons());
        out.name("shared_macros").texts(shared.macros());
        out.name("state_bytes_per_key").number(keyBytes);
        out.name("state_bytes_worst").number(worstBytes);
        out.name("state_layout").text(layout);
        out.name("type").text(type);
        out.endObject();
    }
}
