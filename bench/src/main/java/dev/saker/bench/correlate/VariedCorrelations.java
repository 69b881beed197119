// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import java.util.List;

/**
 * Correlations of several types, each about a folder of its own, and what it takes to complete each
 * of them or not to.
 */
public final class VariedCorrelations {

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(
                            """
                              type: temporal_ordered
                              steps:
                                - {id: one, condition: opened and fd.name startswith %1$s and fd.name endswith /a}
                                - {id: two, condition: opened and fd.name startswith %1$s and fd.name endswith /b}
                              output: "%%one.fd.name by %%one.proc.cmdline, then %%two.fd.name"
                            """,
                            "ab", "a"),
                    new Kind(
                            """
                              type: event_count
                              condition: opened and fd.name startswith %1$s
                              threshold: {gte: 3}
                              output: "%%corr.count by %%proc.cmdline"
                            """,
                            "aaa", "aa"),
                    new Kind(
                            """
                              type: value_count
                              condition: opened and fd.name startswith %1$s
                              field: fd.name
                              threshold: {gte: 3}
                              output: "%%corr.distinct by %%proc.cmdline"
                            """,
                            "abc", "aba"),
                    new Kind(
                            """
                              type: temporal
                              steps:
                                - {id: one, condition: opened and fd.name startswith %1$s and fd.name endswith /a}
                                - {id: two, condition: opened and fd.name startswith %1$s and fd.name endswith /b}
                              output: "%%one.fd.name and %%two.fd.name"
                            """,
                            "ba", "b"),
                    new Kind(
                            """
                              type: temporal_ordered
                              steps:
                                - {id: one, condition: opened and fd.name startswith %1$s and fd.name endswith /a}
                                - {id: two, condition: opened and fd.name startswith %1$s and fd.name endswith /b}
                                - {id: none, not: true, condition: opened and fd.name startswith %1$s and fd.name endswith /n}
                                - {id: three, condition: opened and fd.name startswith %1$s and fd.name endswith /c}
                              until: opened and fd.name startswith %1$s and fd.name endswith /u
                              output: "%%one.proc.cmdline %%three.fd.name"
                            """,
                            "abc", "abnc"));

    /**
     * @param text of the correlation, with its folder to be put in
     * @param complete names of files that, opened in this order, complete it once
     * @param incomplete ones that do not
     */
    private record Kind(String text, String complete, String incomplete) {}

    private VariedCorrelations() {}

    /** A file of rules with so many of them. */
    public static String text(int count) {
        StringBuilder text = new StringBuilder();
        text.append("- macro: opened\n  condition: evt.type in (open, openat, openat2)\n");
        for (int i = 0; i < count; i++) {
            text.append("- correlation: Varied ").append(i).append('\n');
            text.append("  by: [evt.hostname, fd.directory]\n  within: 1m\n  priority: NOTICE\n");
            text.append(KINDS.get(i % KINDS.size()).text().formatted(folder(i)));
        }
        return text.toString();
    }

    private static String folder(int correlation) {
        return String.format("/srv/watched/c%03d/", correlation);
    }

    /** Paths whose opening, in this order, completes a correlation once, or not. */
    static List<String> deed(int correlation, int key, boolean complete) {
        Kind kind = KINDS.get(correlation % KINDS.size());
        String names = complete ? kind.complete() : kind.incomplete();
        String folder = folder(correlation) + String.format("k%07d/", key);
        return names.chars().mapToObj(name -> folder + (char) name).toList();
    }
}
