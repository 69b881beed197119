// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.jobs.DeliveryJob;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.sinks.route.RoutesText;
import java.util.concurrent.ExecutionException;
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

    private final EmbeddedCluster cluster;
    private final JobID job;
    private final JobWatch watch;

    private DeliveryRun(EmbeddedCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
        this.watch = new JobWatch(cluster, job);
    }

    static DeliveryRun start(EmbeddedCluster cluster, DeliveryJobConfig config, RoutesText routes)
            throws Exception {
        Configuration inMemory = new Configuration();
        inMemory.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(inMemory);
        new DeliveryJob(config, routes).addTo(environment);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        DeliveryRun run = new DeliveryRun(cluster, cluster.submit(graph));
        run.watch.start();
        return run;
    }

    public JobWatch watch() {
        return watch;
    }

    /** Commits how far the sinks have come. */
    public void commit() throws InterruptedException {
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
