// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** What operators in harnesses count, all tasks and starts together. */
final class CountedMetrics {
    private final TestingMetricRegistry registry =
            TestingMetricRegistry.builder().setRegisterConsumer(this::registered).build();
    private final List<Counted> counters = new ArrayList<>();
    private final List<Shown> gauges = new ArrayList<>();

    private record Counted(String name, Counter counter) {}

    private record Shown(String name, Gauge<?> gauge) {}

    private void registered(Metric metric, String name, AbstractMetricGroup<?> group) {
        String scope = String.join(".", group.getScopeComponents());
        if (metric instanceof Gauge<?> gauge) {
            gauges.add(new Shown(scope + "." + name, gauge));
        }
        if (metric instanceof Counter counter) {
            counters.add(new Counted(scope + "." + name, counter));
        }
    }

    /** For a task's environment. */
    TaskMetricGroup task() {
        JobID job = new JobID();
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(job, "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
    }

    /**
     * The names of all that there are, with {@code <name>} for what a rule or correlation is
     * called; Flink's own left out.
     */
    Set<String> names() {
        return Stream.concat(counters.stream().map(Counted::name), gauges.stream().map(Shown::name))
                .map(name -> name.replaceFirst(".*\\.\\d+\\.", ""))
                .map(name -> name.replaceFirst("(rule|correlation)\\.[^.]+\\.", "$1.<name>."))
                .filter(name -> name.matches("[a-z_.<>]+"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of all whose names end like this. */
    long count(String end) {
        return counters.stream()
                .filter(counted -> counted.name().endsWith("." + end))
                .mapToLong(counted -> counted.counter().getCount())
                .sum();
    }

    /** What all gauges show whose names end like this, of operators that ended too. */
    long shown(String end) {
        return gauges.stream()
                .filter(shown -> shown.name().endsWith("." + end))
                .mapToLong(shown -> ((Number) shown.gauge().getValue()).longValue())
                .sum();
    }
}
