// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.ruleset.LogLimiter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** States of keys that one task had to forget, counted and said. */
final class StateLosses {
    private static final Logger LOG = LoggerFactory.getLogger(StateLosses.class);

    private final Counter unreadable;
    private final Counter ofUnknownRules;
    private final LogLimiter unreadableLog = new LogLimiter();
    private final LogLimiter unknownLog = new LogLimiter();

    StateLosses(MetricGroup metrics) {
        unreadable = metrics.counter("state_unreadable");
        ofUnknownRules = metrics.counter("state_of_unknown_rules");
    }

    /** It is not of a form that this program knows. */
    void unreadable(long version, IllegalStateException reason) {
        unreadable.inc();
        if (unreadableLog.permits()) {
            LOG.warn(
                    "event=state_unreadable version={} held_back={}",
                    version,
                    unreadableLog.restart(),
                    reason);
        }
    }

    /** Nobody has its rules any more, and the newest have no correlation of its name and layout. */
    void ofUnknownRules(long version) {
        ofUnknownRules.inc();
        if (unknownLog.permits()) {
            LOG.warn(
                    "event=state_of_unknown_rules version={} held_back={}",
                    version,
                    unknownLog.restart());
        }
    }
}
