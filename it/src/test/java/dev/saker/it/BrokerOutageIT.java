// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.bench.OpenCloseLoad;
import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away under live events and comes back. */
final class BrokerOutageIT {
    private static final long EVENTS_PER_SECOND = 2_000; // 20 s of them fit the producer's buffer

    /**
     * What else the host does meanwhile is seen too, and a busy host keeps the collector waiting.
     */
    private static final String RINGS = "capture: {ring_bytes: 67108864}";

    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration LOAD = Duration.ofSeconds(40);

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(BrokerOutageIT.class);
        Host.claim();
    }

    @Test
    void broker_awayForAWhile_losesAndDoublesNoEvent(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka broker = Broker.start(directory)) {
            long produced = observeThroughOutage(broker, directory);

            EventTopic topic = EventTopic.read(broker.bootstrap());

            assertThat(topic.positions()).hasSize(1);
            Map.Entry<Long, List<Long>> run = topic.positions().entrySet().iterator().next();
            long[] gapFree = LongStream.range(0, run.getValue().size()).toArray();
            assertThat(run.getValue().stream().mapToLong(Long::longValue).toArray())
                    .isEqualTo(gapFree);
            assertNothingLost(topic.markers(), produced);
        }
    }

    private static long observeThroughOutage(EmbeddedKafka broker, Path directory)
            throws Exception {
        try (CollectorProcess collector =
                        CollectorProcess.start(directory, broker.bootstrap(), RINGS);
                OpenCloseLoad load = OpenCloseLoad.start(directory, EVENTS_PER_SECOND, LOAD)) {
            Thread.sleep(BEFORE.toMillis());
            broker.stop();
            Thread.sleep(OUTAGE.toMillis());
            broker.start();
            long produced = load.awaitEvents();
            collector.interrupt();
            return produced;
        }
    }

    private static void assertNothingLost(List<Marker> markers, long produced) {
        Marker last = markers.get(markers.size() - 1);
        List<String> course = markers.stream().map(BrokerOutageIT::described).toList();

        assertThat(last.kind()).isEqualTo(MarkerKind.STOP);
        assertThat(lost(last)).as("lost in the kernel, by marker: %s", course).isZero();
        assertThat(last.published()).isGreaterThanOrEqualTo(produced);
    }

    private static long lost(Marker marker) {
        return EventTopic.lost(marker).stream().mapToLong(Loss::count).sum();
    }

    private static String described(Marker marker) {
        Instant time = Instant.EPOCH.plusNanos(marker.time());
        return "%s read=%d lost=%d".formatted(time, marker.read(), lost(marker));
    }
}
