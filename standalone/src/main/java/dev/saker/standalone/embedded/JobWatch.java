// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a job a few times a second, or once when nobody asks for its counts: what it has
 * counted, and whether it has failed for good. When a failed attempt's counts are gone, what was
 * last seen of them is kept, so that the sums only grow.
 */
public final class JobWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final long PERIOD_MILLIS = 200;

    /** Flink copies the job's graph for each look; five a second take nearly 1 % of a core. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EmbeddedCluster cluster;
    private final JobID job;
    private final ScheduledExecutorService executor;
    private final Map<String, Long> current = new HashMap<>();
    private final Map<String, Long> ofFailedAttempts = new HashMap<>();
    private long lastAsked = System.nanoTime();
    private long lastLook = lastAsked;
    private boolean running;
    private boolean failed;
    private String trouble = "";

    JobWatch(EmbeddedCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "saker-job-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    void start() {
        executor.scheduleWithFixedDelay(
                this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sum over all attempts; 0 for a counter that is not there yet. */
    public synchronized long count(String counter) {
        lastAsked = System.nanoTime();
        return current.getOrDefault(counter, 0L) + ofFailedAttempts.getOrDefault(counter, 0L);
    }

    /** Whether all its tasks are at work. */
    public synchronized boolean isRunning() {
        return running;
    }

    /** Why the job ended, if it did without being asked to. */
    public synchronized Optional<String> failure() {
        return failed ? Optional.of(trouble) : Optional.empty();
    }

    /** Why the job was last started again, unless it is at work. */
    public synchronized Optional<String> trouble() {
        return running || trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void look() {
        if (mayWait(System.nanoTime())) {
            return;
        }
        try {
            JobState state = cluster.state(job);
            take(state.counters());
            note(
                    state.status() == JobStatus.RUNNING && state.allTasksRun(),
                    state.status() == JobStatus.FAILED,
                    state.failure());
        } catch (ExecutionException | ReflectiveOperationException | RuntimeException e) {
            LOG.debug("cannot look at job {}", job, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A job at work whose counts nobody has asked for lately. */
    private synchronized boolean mayWait(long now) {
        boolean quiet = running && now - lastAsked > CALM_NANOS;
        if (quiet && now - lastLook < CALM_NANOS) {
            return true;
        }
        lastLook = now;
        return false;
    }

    synchronized void take(Map<String, Long> counters) {
        boolean newAttempt =
                current.entrySet().stream()
                        .anyMatch(old -> counters.getOrDefault(old.getKey(), 0L) < old.getValue());
        if (newAttempt) {
            current.forEach((name, count) -> ofFailedAttempts.merge(name, count, Long::sum));
        }
        current.clear();
        current.putAll(counters);
    }

    private synchronized void note(boolean nowRunning, boolean nowFailed, String lastFailure) {
        running = nowRunning;
        failed = nowFailed;
        trouble = lastFailure;
    }
}
