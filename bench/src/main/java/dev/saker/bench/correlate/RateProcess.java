// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import com.sun.management.OperatingSystemMXBean;
import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.EventDrops;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job over the events topic in a process of its own: the detection job, or one that takes the
 * bytes and passes them on to nobody. Says again and again how many records it has taken, the time
 * of processors used by then, and the clock.
 *
 * <p>Arguments: the broker's address, {@code detect} or {@code pass}, and a name that no run had.
 */
public final class RateProcess {

    private static final Duration HEARTBEAT = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 50;
    private static final String PASSED = "passed";

    private RateProcess() {}

    /** As a deserializer of nothing does. */
    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1;

        @Override
        public byte[] deserialize(byte[] message) {
            return message;
        }
    }

    /** Counts what passes. */
    private static final class Count extends RichFilterFunction<byte[]> {
        private static final long serialVersionUID = 1;
        private final LongCounter passed = new LongCounter();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(PASSED, passed);
        }

        @Override
        public boolean filter(byte[] record) {
            passed.add(1);
            return true;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Configuration settings = new Configuration();
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        boolean detect = arguments[1].equals("detect");
        if (detect) {
            detect(environment, arguments[0], arguments[2]);
        } else {
            pass(environment, arguments[0], arguments[2]);
        }
        JobClient job = environment.executeAsync(arguments[1]);
        follow(job, detect ? MatchCounters.EVENTS : PASSED);
    }

    private static void detect(
            StreamExecutionEnvironment environment, String bootstrap, String name) {
        new DetectionJob(
                        new DetectionJobConfig(
                                KafkaConnection.plaintext(bootstrap),
                                new RegistryAddress(RegistryAddress.LOCAL),
                                name,
                                DetectionJobConfig.StartFrom.EARLIEST,
                                1,
                                DetectionJobConfig.TopicNames.defaults(),
                                DetectionJobConfig.Matching.defaults(),
                                DetectionJobConfig.Checkpoints.defaults(),
                                DetectionJobConfig.StateBackend.CLUSTER,
                                new DetectionJobConfig.Transactions(name, Duration.ofMinutes(14)),
                                DetectionJobConfig.Nodes.defaults(),
                                EventDrops.defaults()))
                .addTo(environment);
    }

    private static void pass(
            StreamExecutionEnvironment environment, String bootstrap, String name) {
        environment.enableCheckpointing(10_000);
        KafkaSource<byte[]> source =
                KafkaSource.<byte[]>builder()
                        .setBootstrapServers(bootstrap)
                        .setTopics(Topics.EVENTS_SYSCALL)
                        .setGroupId(name)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new Bytes())
                        .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                .filter(new Count())
                .sinkTo(new DiscardingSink<>());
    }

    /** Ends when its reader has gone. */
    private static void follow(JobClient job, String counter) throws Exception {
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = -1;
        while (!System.out.checkError()) {
            Map<String, Object> counts = job.getAccumulators().get();
            long count = counts.get(counter) instanceof Long known ? known : 0;
            if (count != before) {
                before = count;
                System.out.println(
                        count + " " + process.getProcessCpuTime() + " " + System.nanoTime());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
