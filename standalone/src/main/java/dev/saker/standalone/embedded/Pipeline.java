// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.sinks.route.RoutesText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, topics, rule set, cluster and detection job in this process, with all they keep in one
 * directory: started on it again, even after a kill, the pipeline goes on where it was.
 */
public final class Pipeline implements AutoCloseable {

    /** All of the delivery job's tasks share one. */
    private static final int DELIVERY_SLOTS = 1;

    private final EmbeddedKafka kafka;
    private final EmbeddedCluster cluster;
    private final Path flinkDirectory;
    private CompletableFuture<Void> clusterUp = CompletableFuture.completedFuture(null);
    private JobID job;
    private JobWatch watch;
    private Optional<DeliveryRun> delivery = Optional.empty();

    /**
     * @param kafkaPort 0 for any
     */
    public Pipeline(Path directory, int kafkaPort, int parallelism) throws IOException {
        this.flinkDirectory = directory.resolve("flink");
        this.kafka = new EmbeddedKafka(directory.resolve("kafka"), kafkaPort);
        this.cluster = new EmbeddedCluster(flinkDirectory, parallelism + DELIVERY_SLOTS);
    }

    /** Broker with its topics; the cluster comes up beside it. */
    public void start() throws Exception {
        start(TopicOptions.defaults());
    }

    public void start(TopicOptions topics) throws Exception {
        clusterUp = CompletableFuture.runAsync(this::startCluster);
        kafka.start();
        try (Admin admin = Admin.create(connection().clientProperties())) {
            Topics.create(admin, topics);
        }
    }

    /** With a rule set in force. */
    public void start(RuleFiles rules) throws Exception {
        start();
        publish(rules);
    }

    /** For all events, whatever their time; for before the job runs. */
    public void publish(RuleFiles rules) {
        new RuleSetTopic(connection(), new LocalSchemaRegistry()).pushForAllTime(rules, "saker up");
    }

    /** Submits the job; it runs a moment later. */
    public void detect(DetectionJobConfig config) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        new DetectionJob(config).addTo(environment);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        Checkpoints.newest(flinkDirectory)
                .map(Path::toUri)
                .map(uri -> restoreFrom(uri.toString()))
                .ifPresent(graph::setSavepointRestoreSettings);
        clusterUp.join();
        job = cluster.submit(graph);
        watch = new JobWatch(cluster, job);
        watch.start();
    }

    /** Submits the delivery job; it runs a moment later. */
    public void deliver(DeliveryJobConfig config, RoutesText routes) throws Exception {
        clusterUp.join();
        delivery = Optional.of(DeliveryRun.start(cluster, config, routes));
    }

    /** The delivery job, if it was submitted. */
    public Optional<DeliveryRun> delivery() {
        return delivery;
    }

    public KafkaConnection connection() {
        return KafkaConnection.plaintext(kafka.bootstrap());
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    EmbeddedCluster cluster() {
        return cluster;
    }

    /** The job's counters and fate; there once the job has been submitted. */
    public JobWatch watch() {
        return watch;
    }

    /** Lets the job commit what it has sent; the broker is still there afterwards. */
    public void stopJob() throws Exception {
        if (job != null) {
            cluster.stop(job);
            ended();
        }
    }

    /**
     * The same for a job of which nothing more can come: what waits for event time is told.
     *
     * @return whether all of it was
     */
    public boolean drainJob() throws Exception {
        boolean whole = job == null || cluster.drain(job);
        if (job != null) {
            ended();
        }
        return whole;
    }

    /** Without a savepoint, as an operator may: the next job goes on from what there is. */
    void cancelJob() throws Exception {
        cluster.cancel(job);
        ended();
    }

    private void ended() {
        watch.close();
        job = null;
    }

    /** A job that still runs needs the broker to end; otherwise the two end side by side. */
    @Override
    public void close() {
        CompletableFuture<Void> clusterGone = CompletableFuture.runAsync(cluster::close);
        if (job != null) {
            clusterGone.join();
        }
        kafka.close();
        clusterGone.join();
    }

    private static SavepointRestoreSettings restoreFrom(String path) {
        return SavepointRestoreSettings.forPath(path, false, RecoveryClaimMode.CLAIM);
    }

    private void startCluster() {
        try {
            cluster.start();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
