// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.EventInfo;
import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.SyscallEventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Damaged recordings, from the bytes to the fields of each event: whatever is in them, what comes
 * is rows and at most one exception that says where the damage is, soon and in memory proportional
 * to what was read. -Dsaker.long=true tries ten minutes of processor time (-Dfuzz.seconds others),
 * with -Dfuzz.seed.
 */
class RecordingFuzzTest {
    private static final boolean LONG = Boolean.getBoolean("saker.long");
    private static final long SEED = Long.getLong("fuzz.seed", 20261122);
    private static final int ROUNDS = 500;
    private static final long LONG_NANOS =
            TimeUnit.SECONDS.toNanos(Integer.getInteger("fuzz.seconds", 600));

    /** In the test that tries every place; each of them in the long run. */
    private static final int STEP = LONG ? 1 : 7;

    /** The whole campaign's, by the clock, of a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofMinutes(LONG ? 120 : 5);

    /** No input of some thousand bytes takes so long, unless it hangs: processor time. */
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What there is before the first byte: the window of the reader, the tables of the host. */
    private static final long ALLOWANCE = 4 << 20;

    private static final int READERS_WINDOW = 1 << 16;

    /** An entry of a descriptor's list is 20 bytes, and some objects in the table. */
    private static final long ALLOWANCE_PER_BYTE = 256;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FieldRow fields = new FieldRow(everyField());

    /** Keeps the host's state and shows it to nobody. */
    private static final class StateAlone implements ReplayHandler {
        @Override
        public void onBegin(SyscallEventSource source) {}

        @Override
        public void onEvent() {}
    }

    @Test
    void everyEvent_fullOrEmpty_hasAllFields() throws IOException {
        List<EventInfo> events = RecordingSamples.events(1);

        long rows =
                rows(RecordingSamples.recording(events, true))
                        + rows(RecordingSamples.recording(events, false));

        // Enter events and retired ones become part of others or nothing.
        assertThat(rows).isGreaterThan(events.size() * 9 / 10);
    }

    @Test
    void recordingThatIsCutAnywhere_givesWhatIsBefore() throws IOException {
        byte[] plain = sample();
        for (byte[] whole : List.of(plain, RecordingSamples.packed(plain))) {
            long last = 0;
            for (int length = 0; length < whole.length; length += STEP) {
                long rows = rows(Arrays.copyOf(whole, length));
                assertThat(rows).as("cut at %d", length).isGreaterThanOrEqualTo(last);
                last = rows;
            }
        }
    }

    @Test
    void recordingWithAnotherByteAnywhere_isReadOrRefused() throws IOException {
        byte[] whole = sample();
        for (int at = 0; at < whole.length; at += STEP) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 + at % 255);
            attempt("seed %d, byte %d is %d".formatted(SEED, at, damaged[at]), damaged);
        }
    }

    /** What follows is more than the reader's window holds, and less than the blocks claim. */
    @Test
    void blockThatSaysItIsLong_costsNoMemory() throws IOException {
        List<EventInfo> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.addAll(RecordingSamples.events(1));
        }
        byte[] whole = RecordingSamples.recording(events, true);
        assertThat(whole).hasSizeGreaterThan(READERS_WINDOW);
        ByteBuffer blocks = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (int block = 0; block < 12; block++) {
            for (int claim : new int[] {1 << 20, 1 << 28, 1 << 30, Integer.MAX_VALUE, -1}) {
                byte[] damaged = whole.clone();
                ByteBuffer.wrap(damaged)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(at + Integer.BYTES, claim);
                state("block at %d says %d".formatted(at, claim), damaged);
            }
            at += blocks.getInt(at + Integer.BYTES);
        }
    }

    @Test
    void damagedRecording_isReadOrRefused_soonAndInBoundedMemory() throws IOException {
        List<byte[]> wholes = wholes();
        RecordingDamage damage = new RecordingDamage(SEED);
        assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    long round = 0;
                    for (long end = LONG ? cpuNanos() + LONG_NANOS : 0; isGoingOn(round, end); ) {
                        byte[] whole = wholes.get((int) (round % wholes.size()));
                        attempt("seed %d, round %d".formatted(SEED, round), damage.of(whole));
                        round++;
                    }
                    System.out.printf("fuzz recordings seed=%d: %d inputs%n", SEED, round);
                });
    }

    private boolean isGoingOn(long round, long end) {
        return LONG ? cpuNanos() < end : round < ROUNDS;
    }

    private static byte[] sample() throws IOException {
        return RecordingSamples.recording(RecordingSamples.events(9), true);
    }

    /** Parts of the table's events, and packed: damage of what unpacks is damage too. */
    private static List<byte[]> wholes() throws IOException {
        List<byte[]> wholes = new ArrayList<>();
        for (int step : new int[] {9, 10, 11, 13}) {
            List<EventInfo> events = RecordingSamples.events(step);
            wholes.add(RecordingSamples.recording(events, true));
            wholes.add(RecordingSamples.recording(events, false));
        }
        wholes.add(RecordingSamples.packed(wholes.get(0)));
        if (LONG) {
            wholes.addAll(FalcoFiles.smallRecordings());
        }
        return wholes;
    }

    private void attempt(String what, byte[] recording) throws IOException {
        long begin = cpuNanos();
        try {
            state(what, recording);
            rows(recording);
        } catch (RuntimeException | Error bug) {
            throw new AssertionError(what, bug);
        }
        assertThat(cpuNanos() - begin).as(what).isLessThan(HANG_NANOS);
    }

    /** Reader, decoder and host state; what prints fields of each event is no part of the bound. */
    private void state(String what, byte[] recording) throws IOException {
        long before = threads.getCurrentThreadAllocatedBytes();
        try (RecordingReader reader = reader(recording)) {
            new Replay(new StateAlone()).run(reader);
        } catch (RecordingException damage) {
            assertThat(damage.offset()).isNotNegative();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as(what)
                .isLessThan(ALLOWANCE + ALLOWANCE_PER_BYTE * unpackedLength(recording));
    }

    /** In bytes; of a packed recording as many as there are before its damage. */
    private static long unpackedLength(byte[] recording) {
        long length = 0;
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(recording))) {
            for (byte[] part = new byte[8192]; ; ) {
                int read = unpacked.read(part);
                if (read < 0) {
                    return Math.max(length, recording.length);
                }
                length += read;
            }
        } catch (IOException plainOrDamaged) {
            return Math.max(length, recording.length);
        }
    }

    private long rows(byte[] recording) throws IOException {
        long[] rows = {0};
        FieldTable table = new FieldTable(fields, true, line -> rows[0]++);
        try (RecordingReader reader = reader(recording)) {
            table.run(reader);
        } catch (RecordingException damage) {
            assertThat(damage.offset()).isNotNegative();
            assertThat(damage).hasMessageContaining("at byte " + damage.offset());
        }
        return rows[0];
    }

    private static RecordingReader reader(byte[] recording) throws IOException {
        return new RecordingReader(new ByteArrayInputStream(recording));
    }

    private long cpuNanos() {
        return threads.getCurrentThreadCpuTime();
    }

    private static List<String> everyField() {
        return FieldCatalog.get().fields().stream()
                .filter(field -> field.fieldClass().hasSource("syscall"))
                .filter(field -> !field.has(FieldFlag.FILTER_ONLY))
                .filter(field -> !field.has(FieldFlag.ARGUMENT_REQUIRED))
                .map(FieldInfo::name)
                .toList();
    }
}
