// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.bench.OpenCloseLoad;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a collector keeps on disk while there is no Kafka, with a broker that goes away under more
 * live events than the producer has memory for.
 */
final class SpoolIT {
    private static final boolean LONG = Boolean.getBoolean("saker.long");
    private static final long EVENTS_PER_SECOND = 5_000;
    private static final long REPEATED = 10_000; // records that fit half the producer's memory
    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration OUTAGE = Duration.ofSeconds(LONG ? 60 : 15);
    private static final Duration LOAD = BEFORE.plus(OUTAGE).plusSeconds(7);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(SpoolIT.class);
        Host.claim();
    }

    @Test
    void broker_awayForLongerThanMemoryLasts_losesAndDoublesNothing() throws Exception {
        try (EmbeddedKafka broker = Broker.start(directory);
                CollectorProcess collector = start(broker);
                OpenCloseLoad load = OpenCloseLoad.start(directory, EVENTS_PER_SECOND, LOAD)) {
            Thread.sleep(BEFORE.toMillis());
            broker.stop();
            Thread.sleep(OUTAGE.toMillis());
            assertThat(spooledBytes()).isPositive();
            broker.start();
            long produced = load.awaitEvents();
            await().atMost(LIMIT).until(() -> spooledBytes() == 0);
            collector.interrupt();

            EventTopic topic = EventTopic.read(broker.bootstrap());
            List<Long> run = topic.positions().values().iterator().next();
            Marker last = topic.markers().get(topic.markers().size() - 1);
            assertThat(breaks(run)).as("gaps and repetitions; losses: %s", last.losses()).isEmpty();
            assertThat(last.kind()).isEqualTo(MarkerKind.STOP);
            assertThat(EventTopic.lost(last)).isEmpty();
            assertThat(last.published()).isGreaterThanOrEqualTo(produced);
        }
    }

    @Test
    void collector_killedWhileItSpools_nextOneSendsWhatItKept() throws Exception {
        try (EmbeddedKafka broker = Broker.start(directory)) {
            spoolAndDie(broker);
            assertThat(spooledBytes()).isPositive();
            broker.start();
            try (CollectorProcess next = start(broker)) {
                await().atMost(LIMIT).until(() -> spooledBytes() == 0);
                next.interrupt();
            }

            EventTopic topic = EventTopic.read(broker.bootstrap());
            assertThat(topic.positions()).hasSize(2);
            List<Long> killed = topic.positions().values().iterator().next();
            // What was sent and not confirmed comes again: one step back at most, and not far.
            assertThat(stepsBack(killed)).isLessThanOrEqualTo(1);
            assertThat(killed.size() - killed.stream().distinct().count()).isLessThan(REPEATED);
            // What was in memory when it was killed is missing between what Kafka had and the disk.
            assertThat(holes(killed.stream().distinct().sorted().toList())).isLessThanOrEqualTo(1);
            assertThat(runs(topic.markers())).isSorted();
        }
    }

    private void spoolAndDie(EmbeddedKafka broker) throws Exception {
        try (CollectorProcess collector = start(broker);
                OpenCloseLoad load = OpenCloseLoad.start(directory, EVENTS_PER_SECOND, LOAD)) {
            await().atMost(LIMIT)
                    .until(() -> EventTopic.read(broker.bootstrap()).markers().size() > 2);
            broker.stop();
            await().atMost(LIMIT).until(() -> spooledBytes() > 1 << 20);
            assertThat(load.isRunning()).isTrue();
            collector.kill();
        }
    }

    private CollectorProcess start(EmbeddedKafka broker) throws IOException {
        return CollectorProcess.start(
                directory,
                broker.bootstrap(),
                """
                capture:
                  ring_bytes: 67108864
                producer:
                  memory_bytes: 2097152
                  max_bytes_per_second: 0
                spool:
                  directory: %s
                  max_bytes: 8589934592  # a busy host makes more than the load, and half fills 1 GiB
                """
                        .formatted(directory.resolve("spool")));
    }

    private long spooledBytes() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".spool")).toList()) {
                sum += file.toFile().length(); // 0 when it has just gone
            }
        }
        return sum;
    }

    private static long stepsBack(List<Long> positions) {
        long steps = 0;
        for (int index = 1; index < positions.size(); index++) {
            steps += positions.get(index) < positions.get(index - 1) ? 1 : 0;
        }
        return steps;
    }

    private static long holes(List<Long> positions) {
        long holes = 0;
        for (int index = 1; index < positions.size(); index++) {
            holes += positions.get(index) == positions.get(index - 1) + 1 ? 0 : 1;
        }
        return holes;
    }

    private static List<Long> runs(List<Marker> markers) {
        return markers.stream().map(Marker::run).toList();
    }

    /** Where a position does not follow the one before it, the first of them 0. */
    private static List<String> breaks(List<Long> positions) {
        List<String> breaks = new ArrayList<>();
        long before = -1;
        for (long position : positions) {
            if (position != before + 1) {
                breaks.add(before + " -> " + position);
            }
            before = position;
        }
        return breaks;
    }
}
