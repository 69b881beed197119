// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.EventTimestamps;
import dev.saker.jobs.source.EventSource;
import dev.saker.schemas.MarkerKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far event time comes while partitions are empty, and others are not read for a while. */
class EventTimeIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int NODES = 3;
    private static final int ROUNDS = 35;
    private static final int RECORDS_OF_A_NODE = 2 * ROUNDS;
    private static final long ROUND_MILLIS = 100;

    /** Longer than an empty partition is waited for, in all. */
    private static final long BUSY_MILLIS = 7_000 / RECORDS_OF_A_NODE;

    @TempDir Path directory;

    private final List<SyntheticNode> nodes = new ArrayList<>();
    private Pipeline pipeline;
    private JobID job;

    @BeforeEach
    void startPipeline() throws Exception {
        pipeline = new Pipeline(directory, 0, 1);
        pipeline.start();
        for (int node = 0; node < NODES; node++) {
            nodes.add(new SyntheticNode("node-" + node, 1, pipeline.connection()));
        }
        Watching.reset();
    }

    @AfterEach
    void stopPipeline() throws Exception {
        nodes.forEach(SyntheticNode::close);
        if (job != null) {
            pipeline.cluster().cancel(job);
        }
        pipeline.close();
    }

    /**
     * The source has something to do with the records of one partition, so that nothing is read of
     * the others for longer than it takes an empty partition to turn idle.
     */
    @Test
    void source_busyWithOnePartition_waitsForThoseThatHoldSomething() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            tick();
            Thread.sleep(ROUND_MILLIS);
        }
        long written = Instant.now().toEpochMilli();

        watch();

        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            tick();
                            return Watching.WATERMARK.get() > written;
                        });
        assertThat(Watching.PARTITIONS).hasSizeGreaterThan(1);
        assertThat(Watching.LATE).hasValue(0);
    }

    private void tick() {
        for (SyntheticNode node : nodes) {
            node.open("/v/some");
            node.marker(MarkerKind.TICK);
        }
        nodes.forEach(SyntheticNode::flush);
    }

    private void watch() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromSource(
                        new EventSource(DetectionJobConfig.of(pipeline.connection())),
                        new EventTimestamps(),
                        "events",
                        TypeInformation.of(EventRecord.class))
                .process(new Watching())
                .returns(Long.class)
                .sinkTo(new DiscardingSink<>());
        job = pipeline.cluster().submit(environment.getStreamGraph().getJobGraph());
    }

    /** Takes its time for each record of the partition that it is given first. */
    private static final class Watching extends ProcessFunction<EventRecord, Long> {
        private static final long serialVersionUID = 1;

        static final Set<Integer> PARTITIONS = ConcurrentHashMap.newKeySet();
        static final AtomicInteger LATE = new AtomicInteger();
        static final AtomicLong WATERMARK = new AtomicLong();

        private int first = -1;
        private int slow;

        static void reset() {
            PARTITIONS.clear();
            LATE.set(0);
            WATERMARK.set(0);
        }

        @Override
        public void processElement(EventRecord record, Context context, Collector<Long> out)
                throws InterruptedException {
            PARTITIONS.add(record.partition);
            long watermark = context.timerService().currentWatermark();
            WATERMARK.set(watermark);
            if (Math.floorDiv(record.time, 1_000_000L) <= watermark) {
                LATE.incrementAndGet();
            }
            if (first < 0) {
                first = record.partition;
            }
            if (record.partition == first && slow++ < RECORDS_OF_A_NODE) {
                Thread.sleep(BUSY_MILLIS);
            }
        }
    }
}
