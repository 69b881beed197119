// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.collector.recording.Replay;
import dev.saker.rules.Priority;
import dev.saker.rules.Rule;
import dev.saker.rules.correlate.run.CorrelationRun;
import dev.saker.scap.file.RecordingCounts;
import dev.saker.schemas.Alert;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a scan found: Falco's summary, and behind it what was not read or not decided. */
public final class ScanSummary {
    private final Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
    private final Map<Rule, Long> byRule = new TreeMap<>(Comparator.comparingInt(Rule::index));
    private final Map<Rule, Long> undecided = new TreeMap<>(Comparator.comparingInt(Rule::index));
    private final Map<String, Long> byName = new LinkedHashMap<>();
    private long matches;
    private long undecidedSteps;
    private long lateHits;
    private long evictedKeys;
    private long suppressed;
    private long unknownBlocks;
    private long unknownEvents;
    private long notUnderstood;
    private long unconverted;

    ScanSummary() {}

    void matched(Rule rule) {
        matches++;
        byPriority.merge(rule.priority(), 1L, Long::sum);
        byRule.merge(rule, 1L, Long::sum);
    }

    /** An alert, whatever raised it. */
    void alerted(Alert alert) {
        matches++;
        byPriority.merge(Priority.values()[alert.priority()], 1L, Long::sum);
        byName.merge(alert.rule(), 1L, Long::sum);
    }

    /** What correlations passed over. */
    void correlated(CorrelationRun run) {
        undecidedSteps = run.undecided();
        lateHits = run.late();
        evictedKeys = run.evicted();
        suppressed = run.suppressed();
    }

    void undecided(Rule rule) {
        undecided.merge(rule, 1L, Long::sum);
    }

    void read(RecordingCounts counts, Replay replay) {
        unknownBlocks = counts.unknownBlocks();
        unknownEvents = counts.unknownEvents();
        notUnderstood = replay.notUnderstood();
        unconverted = replay.unconverted();
    }

    /** Lines, each with its end. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Events detected: ").append(matches).append('\n');
        text.append("Rule counts by severity:\n");
        byPriority.forEach((priority, count) -> entry(text, severity(priority), count));
        text.append("Triggered rules by rule name:\n");
        byRule.forEach((rule, count) -> entry(text, rule.name(), count));
        byName.forEach((name, count) -> entry(text, name, count));
        if (!undecided.isEmpty()) {
            text.append("Events that hang on a field nobody recorded, by rule name:\n");
            undecided.forEach((rule, count) -> entry(text, rule.name(), count));
        }
        passedOver(text, "blocks of unknown kinds", unknownBlocks);
        passedOver(text, "events of unknown types", unknownEvents);
        passedOver(text, "events of unknown layouts", unconverted);
        passedOver(text, "events with odd parameters", notUnderstood);
        passedOver(text, "alerts that were suppressed", suppressed);
        passedOver(
                text,
                "times a step of a correlation hung on a field nobody recorded",
                undecidedSteps);
        passedOver(text, "events that came to a correlation behind their time", lateHits);
        passedOver(
                text, "keys of correlations, forgotten because there were too many", evictedKeys);
        return text.toString();
    }

    /** Here, and nowhere else, Falco shortens a name. */
    private static String severity(Priority priority) {
        return priority == Priority.INFORMATIONAL
                ? "INFO"
                : priority.title().toUpperCase(Locale.ROOT);
    }

    private static void entry(StringBuilder text, String name, long count) {
        text.append("   ").append(name).append(": ").append(count).append('\n');
    }

    private static void passedOver(StringBuilder text, String what, long count) {
        if (count > 0) {
            text.append("Passed over: ").append(count).append(' ').append(what).append('\n');
        }
    }
}
