// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import com.sun.management.OperatingSystemMXBean;
import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.jobs.source.EventSource;
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
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A job over the events topic in a process of its own: the detection job, one that passes the bytes
 * on to another topic, or one that only reads them, with the same settings. At first it has all
 * cores, for Java to compile what it will (on one core that takes minutes), and goes on on one.
 * From then on it says again and again how many records it has taken, the time of processors used
 * by then, and the clock.
 *
 * <p>Arguments: the broker's address, {@code detect}, {@code pass} or {@code read}, a name that no
 * run had, and after how many records it is warm.
 */
public final class RateProcess {

    /** Where {@code pass} passes records on to. */
    static final String PASSED_ON = "saker.bench.passed";

    static final String DETECT = "detect";
    static final String PASS = "pass";
    static final String READ = "read";

    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 200;
    private static final int PIN_ATTEMPTS = 50;
    private static final Duration TRANSACTIONS = Duration.ofMinutes(14);
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
        String what = arguments[1];
        long warm = Long.parseLong(arguments[3]);
        JobClient job = start(arguments[0], what, arguments[2]);
        while (taken(job, what) < warm) {
            Thread.sleep(PAUSE_MILLIS);
        }
        pin();
        follow(job, what);
    }

    private static JobClient start(String bootstrap, String what, String name) throws Exception {
        Configuration settings = new Configuration();
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        switch (what) {
            case DETECT -> detect(environment, bootstrap, name);
            case PASS -> pass(environment, bootstrap, name);
            default -> counted(environment, bootstrap, name).sinkTo(new DiscardingSink<>());
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
        new DetectionJob(config(bootstrap, name)).addTo(environment);
    }

    private static DetectionJobConfig config(String bootstrap, String name) {
        return DetectionJobConfig.of(KafkaConnection.plaintext(bootstrap))
                .withGroup(name)
                .withStartFrom(DetectionJobConfig.StartFrom.EARLIEST)
                .withTransactions(new DetectionJobConfig.Transactions(name, TRANSACTIONS));
    }

    /** In transactions, as the detection job does, and compressed as the records came. */
    private static void pass(
            StreamExecutionEnvironment environment, String bootstrap, String name) {
        environment.enableCheckpointing(
                DetectionJobConfig.Checkpoints.defaults().interval().toMillis());
        KafkaSink<byte[]> sink =
                KafkaSink.<byte[]>builder()
                        .setBootstrapServers(bootstrap)
                        .setProperty("transaction.timeout.ms", "" + TRANSACTIONS.toMillis())
                        .setProperty("compression.type", WatchedTopic.COMPRESSION)
                        .setProperty("linger.ms", "5")
                        .setRecordSerializer(
                                (record, context, now) -> new ProducerRecord<>(PASSED_ON, record))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(name)
                        .build();
        counted(environment, bootstrap, name).sinkTo(sink);
    }

    private static DataStream<byte[]> counted(
            StreamExecutionEnvironment environment, String bootstrap, String name) {
        KafkaSource<byte[]> source =
                KafkaSource.<byte[]>builder()
                        .setProperties(EventSource.properties(KafkaConnection.plaintext(bootstrap)))
                        .setTopics(Topics.EVENTS_SYSCALL)
                        .setGroupId(name)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new Bytes())
                        .build();
        return environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "events")
                .filter(new Count());
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
