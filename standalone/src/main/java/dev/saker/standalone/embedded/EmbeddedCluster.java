// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster in this process, with its checkpoints in a directory. */
public final class EmbeddedCluster implements AutoCloseable {

    /** Accumulators travel with heartbeats, and the readiness of the pipeline with them. */
    private static final Duration HEARTBEAT = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** What waits for event time comes all at once then. */
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

    private static final long STARTING_POLL_MILLIS = 50;

    private final Path directory;
    private final MiniCluster cluster;

    public EmbeddedCluster(Path directory, int slots) {
        this.directory = directory;
        this.cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration(directory))
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .setCommonBindAddress("127.0.0.1")
                                .build());
    }

    public void start() throws Exception {
        Files.createDirectories(directory.resolve("tmp"));
        cluster.start();
    }

    public JobID submit(JobGraph graph) throws InterruptedException, ExecutionException {
        return cluster.submitJob(graph).get().getJobID();
    }

    /** How a job is doing. */
    JobState state(JobID job)
            throws InterruptedException, ExecutionException, ReflectiveOperationException {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        return new JobState(graph.getState(), tasksRun(graph), counters(graph), failure(graph));
    }

    private static boolean tasksRun(AccessExecutionGraph graph) {
        for (var task : graph.getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private static String failure(AccessExecutionGraph graph) {
        ErrorInfo failure = graph.getFailureInfo();
        return failure == null
                ? ""
                : failure.getExceptionAsString()
                        .lines()
                        .filter(line -> !line.startsWith("\t"))
                        .map(EmbeddedCluster::withoutClass)
                        .distinct()
                        .collect(Collectors.joining(": "));
    }

    private static Map<String, Long> counters(AccessExecutionGraph graph)
            throws ReflectiveOperationException {
        Map<String, Long> counters = new HashMap<>();
        for (var entry : graph.getAccumulatorsSerialized().entrySet()) {
            Object value = deserialize(entry.getValue());
            if (value instanceof Long count) {
                counters.put(entry.getKey(), count);
            }
        }
        return counters;
    }

    /**
     * Ends a job so that what it has sent is committed. A job that cannot do that in time, for want
     * of a broker say, is cancelled.
     *
     * @return whether it ended in order
     */
    public boolean stop(JobID job) throws InterruptedException, ExecutionException {
        return stop(job, false, STOP_LIMIT);
    }

    /**
     * Ends a job of which nothing more can come: what waits for event time is told.
     *
     * @return whether it ended in order
     */
    public boolean drain(JobID job) throws InterruptedException, ExecutionException {
        return stop(job, true, DRAIN_LIMIT);
    }

    private boolean stop(JobID job, boolean atEndOfTime, Duration limit)
            throws InterruptedException, ExecutionException {
        String target = directory.resolve("savepoints").toUri().toString();
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                cluster.stopWithSavepoint(job, target, atEndOfTime, SavepointFormatType.NATIVE)
                        .get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException | ExecutionException e) {
                if (!isStarting(e) || System.nanoTime() >= end) {
                    LOG.warn("event=job_not_stopped_in_order job={}", job, e);
                    cancel(job);
                    return false;
                }
                Thread.sleep(STARTING_POLL_MILLIS);
            }
        }
    }

    /** Some tasks have begun to work while others, the sink's above all, are not up yet. */
    private static boolean isStarting(Exception refusal) {
        return ExceptionUtils.findThrowable(refusal, CheckpointException.class)
                .map(CheckpointException::getCheckpointFailureReason)
                .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
                .isPresent();
    }

    /** Takes a checkpoint and waits for it. */
    public void checkpoint(JobID job) throws InterruptedException, ExecutionException {
        try {
            cluster.triggerCheckpoint(job, CheckpointType.DEFAULT)
                    .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("no checkpoint within " + STOP_LIMIT, e);
        }
    }

    /**
     * Ends a job as it is.
     *
     * @throws ExecutionException also of a job that has ended by itself; the log says why
     */
    public void cancel(JobID job) throws InterruptedException, ExecutionException {
        try {
            cluster.cancelJob(job).get();
        } catch (ExecutionException e) {
            String reason = failure(cluster.getExecutionGraph(job).get());
            LOG.error("event=job_not_cancelled job={} reason=\"{}\"", job, reason);
            throw e;
        }
    }

    /** Kills the worker with all its tasks and starts another, as an accident would. */
    void loseWorker() throws Exception {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }

    /** "Caused by: a.b.C: words" to "words": the class is in the log. */
    private static String withoutClass(String line) {
        String cause = line.replaceFirst("^Caused by: ", "");
        return cause.replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }

    private static Object deserialize(SerializedValue<OptionalFailure<Object>> value)
            throws ReflectiveOperationException {
        try {
            return value.deserializeValue(EmbeddedCluster.class.getClassLoader()).getUnchecked();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an accumulator", e);
        }
    }

    private static Configuration configuration(Path directory) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString());
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        // State is on the heap and two vertices exchange little: the defaults would take 200 MiB.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        return configuration;
    }
}
