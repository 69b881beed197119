// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.route;

import dev.saker.schemas.Alert;
import dev.saker.schemas.config.Default;
import java.util.List;

/**
 * Which alerts go to which sinks. What is left out does not narrow; what is given must all hold.
 *
 * @param to names of sinks
 * @param priority the least: alerts of this one and those that are more urgent
 * @param rules names, in which * stands for any text and ? for one character; one must fit
 * @param tags one must be the alert's
 * @param sources syscall, internal and so on; one must be the alert's
 */
public record Route(
        List<String> to,
        @Default("debug") Floor priority,
        List<String> rules,
        List<String> tags,
        List<String> sources) {

    /** Falco's priorities, and their short names, the most urgent first as in {@link Alert}. */
    public enum Floor {
        EMERGENCY(0),
        ALERT(1),
        CRITICAL(2),
        ERROR(3),
        WARNING(4),
        NOTICE(5),
        INFORMATIONAL(6),
        INFO(6),
        DEBUG(7);

        private final int number;

        Floor(int number) {
            this.number = number;
        }

        boolean admits(Alert alert) {
            return alert.priority() <= number;
        }
    }

    public Route {
        to = List.copyOf(to);
        rules = List.copyOf(rules);
        tags = List.copyOf(tags);
        sources = List.copyOf(sources);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("a route goes to at least one sink: to: [NAME]");
        }
    }

    /** Leaves the rule's name out. */
    boolean takesBut(Alert alert) {
        return priority.admits(alert)
                && (sources.isEmpty() || sources.contains(alert.source()))
                && (tags.isEmpty() || tags.stream().anyMatch(alert.tags()::contains));
    }

    boolean takesRule(String rule) {
        return rules.isEmpty() || rules.stream().anyMatch(glob -> Glob.fits(glob, rule));
    }
}
