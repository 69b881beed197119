// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.jobs.DeliveryJob;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.sinks.route.RoutesText;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery job in the embedded cluster. Its checkpoints stay in memory: all it has to go on
 * from are the positions that it commits to Kafka.
 */
public final class DeliveryRun {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRun.class);
    private static final long PAUSE_MILLIS = 100;

    private final EmbeddedCluster cluster;
    private final JobID job;
    private final JobWatch watch;
    private final Backlog backlog;
    private final Map<String, String> groups;

    private DeliveryRun(
            EmbeddedCluster cluster, JobID job, Backlog backlog, Map<String, String> groups) {
        this.cluster = cluster;
        this.job = job;
        this.watch = new JobWatch(cluster, job);
        this.backlog = backlog;
        this.groups = groups;
    }

    static DeliveryRun start(EmbeddedCluster cluster, DeliveryJobConfig config, RoutesText routes)
            throws Exception {
        Backlog backlog = new Backlog(config.kafka());
        Map<String, String> groups = new TreeMap<>();
        routes.parse().sinks().keySet().forEach(sink -> groups.put(sink, config.groupOf(sink)));
        for (String group : groups.values()) {
            backlog.beginWithTheNext(group);
        }
        JobID job = cluster.submit(graph(config, routes));
        DeliveryRun run = new DeliveryRun(cluster, job, backlog, groups);
        run.watch.start();
        return run;
    }

    private static JobGraph graph(DeliveryJobConfig config, RoutesText routes) {
        Configuration inMemory = new Configuration();
        inMemory.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(inMemory);
        new DeliveryJob(config, routes).addTo(environment);
        return environment.getStreamGraph().getJobGraph();
    }

    public JobWatch watch() {
        return watch;
    }

    /**
     * Waits until every sink has all its alerts, not longer than a limit.
     *
     * @return by sink, how many alerts it may not have; those that have all are left out
     */
    public Map<String, Long> drain(Duration limit) throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            commit();
            Map<String, Long> behind = behind();
            if (behind.isEmpty() || System.nanoTime() - deadline >= 0) {
                return behind;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private Map<String, Long> behind() throws ExecutionException, InterruptedException {
        Map<String, Long> behind = new TreeMap<>();
        for (var group : groups.entrySet()) {
            long count = backlog.of(group.getValue());
            if (count > 0) {
                behind.put(group.getKey(), count);
            }
        }
        return behind;
    }

    /** Commits how far the sinks have come. */
    private void commit() throws InterruptedException {
        try {
            cluster.checkpoint(job);
        } catch (ExecutionException e) {
            LOG.info("positions not committed now: {}", e.getMessage());
        }
    }

    /** Ends it at once, whatever its receivers do. */
    public void stop() throws InterruptedException, ExecutionException {
        watch.close();
        cluster.cancel(job);
    }
}
