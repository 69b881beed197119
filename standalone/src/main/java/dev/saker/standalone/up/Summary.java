// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.collector.CollectorSummary;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.rules.Priority;
import dev.saker.standalone.alert.AlertFeed;
import dev.saker.standalone.embedded.JobWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run, for its end. Every event read is filtered, published or failed; events
 * dropped in the kernel never got so far.
 *
 * @param dropped in the kernel, by reason
 * @param alertsByRule as shown on standard output
 */
record Summary(
        Duration lasted,
        long read,
        Map<String, Long> dropped,
        long filtered,
        long published,
        long failed,
        long matched,
        long undecodable,
        Map<String, Long> alertsByRule,
        Map<String, Long> alertsByPriority) {

    static Summary of(Duration lasted, EventInput input, JobWatch job, AlertFeed alerts) {
        Map<String, Long> byPriority = new TreeMap<>();
        alerts.byPriority().forEach((number, count) -> byPriority.put(title(number), count));
        CollectorSummary captured = input.summary();
        return new Summary(
                lasted,
                captured.read(),
                captured.droppedInKernel(),
                captured.filtered(),
                captured.published(),
                captured.failed(),
                job.count(MatchCounters.MATCHED),
                job.count(MatchCounters.UNDECODABLE),
                alerts.byRule(),
                byPriority);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "stopped after " + seconds(lasted));
        line(text, "events read: " + read);
        line(text, "dropped in kernel: " + sum(dropped) + details(dropped));
        line(text, "filtered: " + filtered);
        line(text, "published: " + published);
        line(text, "matched: " + matched);
        if (failed > 0) {
            line(text, "not published, Kafka refused or was away for too long: " + failed);
        }
        if (undecodable > 0) {
            line(text, "undecodable: " + undecodable);
        }
        line(text, "alerts: " + sum(alertsByRule) + details(alertsByPriority));
        new TreeMap<>(alertsByRule)
                .forEach((rule, count) -> line(text, "  " + rule + ": " + count));
        return text.toString();
    }

    private static String title(String number) {
        return number.isEmpty()
                ? "unknown"
                : Priority.values()[Integer.parseInt(number)].title().toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In brackets, what is not 0. */
    private static String details(Map<String, Long> counts) {
        Map<String, Long> some = new TreeMap<>(counts);
        some.values().removeIf(count -> count == 0);
        if (some.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (");
        some.forEach(
                (name, count) -> {
                    text.append(text.length() > 2 ? ", " : "");
                    text.append(name).append(' ').append(count);
                });
        return text.append(')').toString();
    }

    private static String seconds(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
