// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one task counts of each correlation, by its name, so that counts go on over versions. Flink
 * cannot take a metric back: one that is gone keeps its last numbers until the task starts again.
 */
public final class CorrelationMetrics {
    private final MetricGroup metrics;
    private final Map<String, OfCorrelation> correlations = new HashMap<>();

    public CorrelationMetrics(MetricGroup metrics) {
        this.metrics = metrics;
    }

    OfCorrelation of(String name) {
        return correlations.computeIfAbsent(
                name, key -> new OfCorrelation(metrics.addGroup("correlation", key)));
    }

    /** Of one correlation. Numbers of keys and bytes are read by another thread. */
    static final class OfCorrelation {
        final Counter matches;
        final Counter late;
        final Counter evicted;
        final Counter forgotten;
        final Counter uncertain;
        final Counter outdated;
        private volatile long liveKeys;
        private volatile long stateBytes;

        private OfCorrelation(MetricGroup group) {
            matches = group.counter("matches");
            late = group.counter("late");
            evicted = group.counter("evicted");
            forgotten = group.counter("forgotten");
            uncertain = group.counter("uncertain");
            outdated = group.counter("outdated");
            Gauge<Long> keys = () -> liveKeys;
            Gauge<Long> bytes = () -> stateBytes;
            group.gauge("live_keys", keys);
            group.gauge("state_bytes", bytes);
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread writes
        void live(int keys, long bytes) {
            liveKeys += keys;
            stateBytes += bytes;
        }
    }
}
