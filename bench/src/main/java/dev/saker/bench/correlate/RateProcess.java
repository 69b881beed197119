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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
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
 * bytes and passes them on to nobody. It runs three times, each until it has taken a number of
 * records, on all cores, for Java to compile what it will (on one core that takes minutes); and
 * then, once a line has come in answer to {@link #WARM}, on one core. That time it says again and
 * again how many records it has taken, the time of processors used by then, and the clock.
 *
 * <p>Arguments: the broker's address, {@code detect} or {@code pass}, a name that no run had, and
 * after how many records it is warm.
 */
public final class RateProcess {

    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 200;
    private static final int WARM_UP = 3;
    private static final int PIN_ATTEMPTS = 50;
    private static final String PASSED = "passed";
    static final String DETECT = "detect";

    /** Said when it has warmed up. */
    static final String WARM = "warm";

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
        String what = arguments[1];
        long enough = Long.parseLong(arguments[3]);
        for (int round = 0; round < WARM_UP; round++) {
            JobClient job = start(arguments[0], what, arguments[2] + "-warm-" + round);
            while (taken(job, what) < enough) {
                Thread.sleep(PAUSE_MILLIS);
            }
            job.cancel().get();
        }
        System.out.println(WARM);
        System.in.read();
        pin();
        follow(start(arguments[0], what, arguments[2]), what);
    }

    private static JobClient start(String bootstrap, String what, String name) throws Exception {
        Configuration settings = new Configuration();
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        if (what.equals(DETECT)) {
            detect(environment, bootstrap, name);
        } else {
            pass(environment, bootstrap, name);
        }
        return environment.executeAsync(name);
    }

    /** All threads there are, and so all that they make. Fails while one of them is ending. */
    private static void pin() throws IOException, InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        ProcessBuilder taskset =
                new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", "0", self)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        for (int attempt = 1; taskset.start().waitFor() != 0; attempt++) {
            if (attempt == PIN_ATTEMPTS) {
                throw new IOException("taskset did not pin the process");
            }
        }
    }

    private static long taken(JobClient job, String what) throws Exception {
        String counter = what.equals(DETECT) ? MatchCounters.EVENTS : PASSED;
        return job.getAccumulators().get().get(counter) instanceof Long known ? known : 0;
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
    private static void follow(JobClient job, String what) throws Exception {
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = -1;
        while (!System.out.checkError()) {
            long count = taken(job, what);
            if (count != before) {
                before = count;
                System.out.println(
                        count + " " + process.getProcessCpuTime() + " " + System.nanoTime());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
