// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of the sinks, for the end of a run.
 *
 * @param behind by sink, how many alerts it may not have
 * @param kept whether the next start goes on with them
 */
record SinkReport(Map<String, Long> behind, boolean kept) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        behind.forEach(
                (sink, count) ->
                        lines.add(
                                "sink %s does not have all: up to %d alerts %s"
                                        .formatted(sink, count, fate())));
        if (behind.isEmpty()) {
            lines.add("every sink has its alerts");
        }
        return lines;
    }

    private String fate() {
        return kept
                ? "wait for the next start in this data directory"
                : "are gone with the temporary data directory; name one with --data-dir";
    }
}
