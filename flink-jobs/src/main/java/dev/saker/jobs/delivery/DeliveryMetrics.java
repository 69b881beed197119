// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.sinks.delivery.SinkCounters;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * One sink's metrics. Prometheus gets them as {@code
 * flink_taskmanager_job_task_operator_saker_sink_alerts_delivered_total} and so on, with the sink's
 * name as the label {@code sink}.
 */
final class DeliveryMetrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private DeliveryMetrics() {}

    static void register(MetricGroup reader, String sink, SinkFeed feed) {
        MetricGroup group = reader.addGroup("saker").addGroup("sink", sink);
        SinkCounters delivery = feed.delivery().counters();
        count(group, "alerts_accepted_total", delivery::accepted);
        count(group, "alerts_delivered_total", delivery::delivered);
        count(group, "alerts_rejected_total", delivery::rejected);
        count(group, "alerts_given_up_total", delivery::givenUp);
        count(group, "alerts_pending", delivery::pending);
        count(group, "retries_total", delivery::retried);

        FeedCounters counters = feed.counters();
        group.counter("alerts_filtered_total", counters.filtered);
        group.counter("alerts_repeated_total", counters.repeated);
        group.counter("alerts_undecodable_total", counters.undecodable);
        group.counter("dead_letters_total", counters.deadLetters);
        group.counter("commit_failures_total", counters.commitFailures);
        Gauge<Double> age = () -> feed.oldestAgeNanos() / NANOS_PER_SECOND;
        group.gauge("oldest_pending_age_seconds", age);
    }

    private static void count(MetricGroup group, String name, LongSupplier value) {
        Gauge<Long> gauge = value::getAsLong;
        group.gauge(name, gauge);
    }
}
