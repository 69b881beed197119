// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeReaderTest {
    private static final long WINDOW = 1000;
    private static final int RING_BYTES = 1 << 18;
    private static final int SMALL_RING_BYTES = 1 << 15;
    private static final int EVENT_BYTES = 34;

    /** What was delivered: event times, in order; tids number the events. */
    private static final class Delivered implements EventHandler {
        final List<Long> times = new ArrayList<>();
        final List<Long> tids = new ArrayList<>();
        final List<Integer> cpus = new ArrayList<>();

        @Override
        public void onEvent(ByteBuffer ring, int offset, int length, int cpu) {
            assertThat(length).isEqualTo(26);
            times.add(ring.getLong(offset));
            tids.add(ring.getLong(offset + 8));
            cpus.add(cpu);
        }
    }

    private record Event(int ring, long time, long written) {}

    private final Delivered delivered = new Delivered();
    private long now;

    private ProbeReader reader(List<WrittenRing> rings) {
        return new ProbeReader(rings.stream().map(WrittenRing::ring).toList(), WINDOW, () -> now);
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Events get their time, then are written up to {@code delay} later, each ring on its own. */
    private static List<Event> events(Random random, int rings, long delay) {
        List<Event> events = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 3000; i++) {
            time += random.nextInt(random.nextInt(50) == 0 ? 5000 : 40);
            events.add(
                    new Event(
                            random.nextInt(rings),
                            time,
                            time + (long) (random.nextDouble() * delay)));
        }
        events.sort(Comparator.comparingLong(Event::written));
        return events;
    }

    private ProbeReader play(long seed, int ringCount, int ringBytes, List<Event> events) {
        Random random = new Random(~seed);
        List<WrittenRing> rings =
                IntStream.range(0, ringCount).mapToObj(i -> new WrittenRing(ringBytes)).toList();
        ProbeReader reader = reader(rings);
        long number = 0;
        for (Event event : events) {
            now = event.written();
            WrittenRing ring = rings.get(event.ring());
            while (!ring.hasRoom(EVENT_BYTES)) {
                now += WINDOW;
                reader.poll(delivered);
            }
            ring.event(event.ring(), event.time(), number++);
            if (random.nextInt(100) == 0) {
                reader.poll(delivered, 1 + random.nextInt(100));
            }
        }
        reader.flush(delivered);
        return reader;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void poll_ofEventsDisorderedWithinTheWindow_deliversEachOnceAndSorted(int seed) {
        Random random = new Random(seed);
        int rings = 1 + random.nextInt(4);
        List<Event> events = events(random, rings, WINDOW - 1);

        ProbeReader reader = play(seed, rings, RING_BYTES, events);

        assertThat(delivered.times).isSorted();
        assertThat(delivered.tids).doesNotHaveDuplicates().hasSize(events.size());
        assertThat(reader.stragglers()).isZero();
        assertThat(reader.received()).isEqualTo(events.size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void poll_ofEventsDisorderedBeyondTheWindow_losesNoneAndCountsStragglers(int seed) {
        Random random = new Random(seed);
        int rings = 1 + random.nextInt(4);
        List<Event> events = events(random, rings, 20 * WINDOW);

        ProbeReader reader = play(seed, rings, SMALL_RING_BYTES, events);

        assertThat(delivered.tids).doesNotHaveDuplicates().hasSize(events.size());
        long latest = Long.MIN_VALUE;
        long late = 0;
        for (long time : delivered.times) {
            late += time < latest ? 1 : 0;
            latest = Math.max(latest, time);
        }
        assertThat(reader.stragglers()).isEqualTo(late);
    }

    @Test
    void poll_withinTheWindow_holdsEventsBack() {
        WrittenRing ring = new WrittenRing(RING_BYTES);
        ProbeReader reader = reader(List.of(ring));
        ring.event(1, 10_000, 1);

        now = 10_000 + WINDOW - 1;
        assertThat(reader.poll(delivered)).isZero();
        now = 10_000 + WINDOW;
        assertThat(reader.poll(delivered)).isEqualTo(1);
        assertThat(delivered.cpus).containsExactly(1);
    }

    @Test
    void poll_ofMoreThanAskedFor_deliversTheRestLater() {
        WrittenRing ring = new WrittenRing(RING_BYTES);
        ProbeReader reader = reader(List.of(ring));
        for (int i = 0; i < 10; i++) {
            ring.event(0, i, i);
        }
        now = 100_000;

        assertThat(reader.poll(delivered, 4)).isEqualTo(4);
        assertThat(reader.poll(delivered, 100)).isEqualTo(6);
        assertThat(delivered.times).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(reader.pendingBytes()).isZero();
    }

    @Test
    void poll_ofMoreThanItLooksAhead_movesOn() {
        WrittenRing ring = new WrittenRing(1 << 20);
        ProbeReader reader = reader(List.of(ring));
        int count = 2 * ProbeReader.LOOK_AHEAD;
        for (int i = 0; i < count; i++) {
            ring.event(0, 5, i);
        }
        now = 5;

        int first = reader.poll(delivered);

        assertThat(first).isPositive();
        now = 5 + WINDOW;
        assertThat(first + reader.poll(delivered)).isEqualTo(count);
    }

    @Test
    void poll_whoseHandlerFails_goesOnBehindThatEvent() {
        WrittenRing ring = new WrittenRing(RING_BYTES);
        ProbeReader reader = reader(List.of(ring));
        ring.event(0, 1, 1);
        ring.event(0, 2, 2);
        now = 100_000;

        assertThatThrownBy(
                        () ->
                                reader.poll(
                                        (memory, offset, length, cpu) -> {
                                            throw new IllegalStateException("handler");
                                        }))
                .hasMessage("handler");
        reader.poll(delivered);

        assertThat(delivered.times).containsExactly(2L);
    }

    @Test
    void poll_afterClose_refuses() {
        ProbeReader reader = reader(List.of(new WrittenRing(RING_BYTES)));

        reader.close();

        assertThatThrownBy(() -> reader.poll(delivered)).hasMessage("the probe is closed");
    }
}
