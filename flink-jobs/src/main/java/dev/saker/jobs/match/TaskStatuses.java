// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.TaskStatus;
import dev.saker.schemas.kafka.TaskStatusTopic;
import dev.saker.schemas.registry.SchemaRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Tells which version the tasks of this JVM judge by: when it changes, and every few seconds. */
final class TaskStatuses implements AutoCloseable {
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final String job;
    private final TaskStatusTopic topic;
    private final RulesInForce rules;
    private final String host = hostName();
    private final Map<Integer, Integer> tasks = new ConcurrentHashMap<>();
    private volatile boolean due;
    private Told told = new Told(0, 0, 0, List.of());
    private long toldNanos = System.nanoTime() - PERIOD_NANOS;

    private TaskStatuses(String job, TaskStatusTopic topic, RulesInForce rules) {
        this.job = job;
        this.topic = topic;
        this.rules = rules;
    }

    static TaskStatuses open(
            DetectionJobConfig config, SchemaRegistry registry, RulesInForce rules) {
        return new TaskStatuses(
                config.group(), TaskStatusTopic.open(config.kafka(), registry), rules);
    }

    void add(int task, int of) {
        tasks.put(task, of);
        due = true;
    }

    void remove(int task) {
        tasks.remove(task);
        topic.remove(job, task);
    }

    /** To be called some times a second, always by the same thread. */
    void turn() {
        Instant now = Instant.now();
        RuleSpan span = rules.at(nanos(now));
        Told news = told(span);
        long nanoTime = System.nanoTime();
        if (!due && news.equals(told) && nanoTime - toldNanos < PERIOD_NANOS) {
            return;
        }
        due = false;
        told = news;
        toldNanos = nanoTime;
        tasks.forEach((task, of) -> topic.write(status(task, of, now, news)));
    }

    private Told told(RuleSpan span) {
        return new Told(
                span.live().number(),
                span.shadow().map(RuleSpan.Version::number).orElse(0L),
                rules.newestVersion(),
                rules.refused().stream().map(RefusedRuleSet::version).toList());
    }

    private TaskStatus status(int task, int of, Instant now, Told news) {
        return new TaskStatus(
                job, task, of, host, now, news.live, news.shadow, news.newest, news.refused);
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    @Override
    public void close() {
        topic.close();
    }

    private record Told(long live, long shadow, long newest, List<Long> refused) {}
}
