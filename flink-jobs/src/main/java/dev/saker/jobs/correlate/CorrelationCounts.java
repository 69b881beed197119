// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What one match task counts of each correlation, by its name. */
public final class CorrelationCounts {
    private final MetricGroup metrics;
    private final Runnable unknown;
    private final Counter undecided;
    private final Map<String, OfCorrelation> correlations = new HashMap<>();

    private record OfCorrelation(Counter hits, Counter late) {}

    /**
     * @param unknown is told of each step that could not be decided
     */
    public CorrelationCounts(MetricGroup metrics, Runnable unknown) {
        this.metrics = metrics;
        this.unknown = unknown;
        this.undecided = metrics.counter("steps_undecided");
    }

    void hit(String name) {
        of(name).hits.inc();
    }

    void late(String name) {
        of(name).late.inc();
    }

    /** Steps that hang on a field which the record left out. */
    void undecided(long more) {
        undecided.inc(more);
        for (long one = 0; one < more; one++) {
            unknown.run();
        }
    }

    private OfCorrelation of(String name) {
        return correlations.computeIfAbsent(
                name,
                key -> {
                    MetricGroup group = metrics.addGroup("correlation", key);
                    return new OfCorrelation(group.counter("hits"), group.counter("late"));
                });
    }
}
