// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.scap.file.RecordingWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damaged recordings, from the bytes to the fields of each event: whatever is in them, what comes
 * is rows and at most one exception that says where the damage is. Every cut is tried, and at every
 * byte another value; -Dsaker.long=true tries many more.
 */
class RecordingFuzzTest {
    private static final long TID = 42;
    private static final long LONG_NANOS = 10L * 60 * 1_000_000_000;

    private final FieldRow fields = new FieldRow(everyField());

    @Test
    void everyEvent_fullOrEmpty_hasAllFields() throws IOException {
        List<EventInfo> events = events(1);

        long rows = rows(recording(events, true)) + rows(recording(events, false));

        // Enter events and retired ones become part of others or nothing.
        assertThat(rows).isGreaterThan(events.size() * 9 / 10);
    }

    @Test
    void recordingThatIsCutAnywhere_givesWhatIsBefore() throws IOException {
        byte[] whole = recording(events(9), true);
        long last = 0;
        for (int length = 0; length < whole.length; length += 3) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            long rows = rows(cut);
            assertThat(rows).as("cut at %d", length).isGreaterThanOrEqualTo(last);
            last = rows;
        }
    }

    @Test
    void recordingWithAnotherByteAnywhere_isReadOrRefused() throws IOException {
        byte[] whole = recording(events(9), true);
        long seed = Long.getLong("saker.seed", 20261122);
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + (Boolean.getBoolean("saker.long") ? LONG_NANOS : 0);
        do {
            for (int at = random.nextInt(3); at < whole.length; at += 3) {
                byte[] damaged = whole.clone();
                damaged[at] = (byte) random.nextInt();
                try {
                    rows(damaged);
                } catch (RuntimeException bug) {
                    fail("seed %d, byte %d is %d".formatted(seed, at, damaged[at]), bug);
                }
            }
        } while (System.nanoTime() < end);
    }

    private long rows(byte[] recording) throws IOException {
        long[] rows = {0};
        FieldTable table = new FieldTable(fields, true, line -> rows[0]++);
        try (RecordingReader reader = new RecordingReader(new ByteArrayInputStream(recording))) {
            table.run(reader);
        } catch (RecordingException damage) {
            assertThat(damage.offset()).isBetween(0L, (long) recording.length);
            assertThat(damage).hasMessageContaining("at byte " + damage.offset());
        }
        return rows[0];
    }

    private static List<String> everyField() {
        return FieldCatalog.get().fields().stream()
                .filter(field -> field.fieldClass().hasSource("syscall"))
                .filter(field -> !field.has(FieldFlag.FILTER_ONLY))
                .filter(field -> !field.has(FieldFlag.ARGUMENT_REQUIRED))
                .map(FieldInfo::name)
                .toList();
    }

    private static List<EventInfo> events(int step) {
        return java.util.stream.IntStream.range(0, EventTable.get().size())
                .filter(code -> code % step == 0)
                .mapToObj(EventTable.get()::event)
                .toList();
    }

    private static byte[] recording(List<EventInfo> events, boolean full) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordingWriter writer = new RecordingWriter(bytes)) {
            writer.machine(new Machine(1, 1, 1, "node-1", 1, 0));
            RecordedProcess process = new RecordedProcess();
            process.tid = TID;
            process.pid = TID;
            process.comm = "cat".getBytes(StandardCharsets.UTF_8);
            writer.processes(List.of(process));
            for (EventInfo event : events) {
                ByteBuffer written = event(event, full);
                writer.event(written, 0, written.limit(), 0, 0);
            }
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer event(EventInfo info, boolean full) {
        ScapEventWriter writer = new ScapEventWriter().begin(7, TID, info.code());
        for (int index = 0; index < info.params().size(); index++) {
            if (!full) {
                writer.putEmpty();
            } else if (info.params().get(index).type().isInteger()) {
                writer.putLong(index);
            } else {
                writer.putText("/x" + index);
            }
        }
        return writer.end();
    }
}
