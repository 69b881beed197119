// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.scap.Conformance;
import dev.saker.scap.ScapEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingReaderTest {
    private static final int UNKNOWN_KIND = 0x7777;
    private static final int HEADER_BLOCK = 28;

    private final Seen seen = new Seen();

    /** Keeps what a reader hands out. */
    private static final class Seen implements RecordingHandler {
        private final ScapEvent event = new ScapEvent();
        private final List<Long> tids = new ArrayList<>();
        private Machine machine;
        private int processes;
        private int descriptors;
        private int users;
        private int groups;
        private int interfaces;

        @Override
        public void onMachine(Machine newMachine) {
            machine = newMachine;
        }

        @Override
        public void onInterface(RecordedInterface address) {
            interfaces++;
        }

        @Override
        public void onUser(RecordedUser user) {
            users++;
        }

        @Override
        public void onGroup(RecordedGroup group) {
            groups++;
        }

        @Override
        public void onProcess(RecordedProcess process) {
            processes++;
        }

        @Override
        public void onDescriptor(long tid, RecordedDescriptor descriptor) {
            descriptors++;
        }

        @Override
        public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
            tids.add(event.wrap(buffer, offset).tid());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "triggers.scap.gz, 16589, true",
        "old-connect_localhost.scap, 374, false",
        "old-empty.scap, 143, false",
        "old-open-multiple-files.scap, 1272, false",
        "old-syscall.scap, 368, false"
    })
    void conformanceRecordings_areReadToTheirEnd(String name, int events, boolean hasBootTime)
            throws IOException {
        try (RecordingReader reader = RecordingReader.open(Conformance.file("captures/" + name))) {
            reader.readAll(seen);

            assertThat(reader.counts().unknownBlocks()).isZero();
            assertThat(reader.counts().unknownEvents()).isZero();
        }
        assertThat(seen.tids).hasSize(events);
        assertThat(seen.machine.hostName()).isNotEmpty();
        assertThat(seen.machine.bootTime() != 0).isEqualTo(hasBootTime);
        assertThat(seen.processes).isPositive();
        assertThat(seen.descriptors).isPositive();
        assertThat(seen.users).isPositive();
        assertThat(seen.groups).isPositive();
        assertThat(seen.interfaces).isPositive();
    }

    @Test
    void unknownBlocksAndEvents_arePassedOverAndCounted() throws IOException {
        byte[] newer = new byte[40];
        newer[2 + 20] = (byte) 0xff;
        newer[2 + 21] = (byte) 0xff;
        RecordingReader reader =
                read(
                        new RecordingBytes()
                                .close(1)
                                .block(UNKNOWN_KIND, new byte[1 << 20])
                                .block(BlockTypes.EVENT_2, newer)
                                .close(2)
                                .toArray());

        assertThat(seen.tids).containsExactly(1L, 2L);
        assertThat(reader.counts().unknownBlocks()).isEqualTo(1);
        assertThat(reader.counts().unknownEvents()).isEqualTo(1);
        assertThat(reader.counts().events()).isEqualTo(2);
    }

    @Test
    void recording_cutOffAnywhere_yieldsWhatIsWholeAndThenTheOffset() throws IOException {
        byte[] whole = new RecordingBytes().close(1).close(2).close(3).toArray();
        int block = (whole.length - HEADER_BLOCK) / 3;

        for (int length = 0; length < whole.length; length++) {
            seen.tids.clear();
            byte[] cut = Arrays.copyOf(whole, length);
            int events = Math.max(0, (length - HEADER_BLOCK) / block);
            if (length >= HEADER_BLOCK && (length - HEADER_BLOCK) % block == 0) {
                read(cut);
            } else {
                long at = length < HEADER_BLOCK ? 0 : HEADER_BLOCK + (long) events * block;
                assertThatThrownBy(() -> read(cut))
                        .isInstanceOfSatisfying(
                                RecordingException.class,
                                e -> assertThat(e.offset()).isEqualTo(at));
            }
            assertThat(seen.tids).hasSize(events);
        }
    }

    @Test
    void gzip_cutOff_yieldsWhatCameOut() throws IOException {
        RecordingBytes recording = new RecordingBytes();
        for (int tid = 0; tid < 50_000; tid++) {
            recording.close(new Random(tid).nextLong());
        }
        byte[] packed = gzip(recording.toArray());

        assertThatThrownBy(() -> read(Arrays.copyOf(packed, packed.length / 2)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("gzip");
        assertThat(seen.tids).hasSizeBetween(10_000, 40_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a text", "rules:\n- rule: x and a long text behind it"})
    void whatIsNoRecording_isSaidToBeNone(String text) {
        assertThatThrownBy(() -> read(text.getBytes(UTF_8)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("not a recording");
    }

    @Test
    void bigEndianRecording_isRefusedAsThat() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BLOCK);
        header.putInt(BlockTypes.SECTION_HEADER).putInt(HEADER_BLOCK).putInt(0x1a2b3c4d);
        header.putShort((short) 1).putShort((short) 2).putLong(-1).putInt(HEADER_BLOCK);

        assertThatThrownBy(() -> read(header.array()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("big-endian machine");
    }

    @Test
    void packetsOfANetwork_areSaidToBeThat() {
        byte[] pcapng = new RecordingBytes().block(1, new byte[8]).block(6, new byte[40]).toArray();
        byte[] pcap = RecordingBytes.content(24).putInt(0xa1b2c3d4).array();

        assertThatThrownBy(() -> read(pcapng)).hasMessageContaining("packets of a network");
        assertThatThrownBy(() -> read(pcap)).hasMessageContaining("not a recording");
    }

    @Test
    void gzipOfSomethingElse_isNoRecording() throws IOException {
        byte[] packed = gzip("rules:\n- rule: x and a long text behind it".getBytes(UTF_8));
        byte[] garbage = {0x1f, (byte) 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        assertThatThrownBy(() -> read(packed)).hasMessageContaining("not a recording");
        assertThatThrownBy(() -> read(garbage)).hasMessageContaining("gzip stream is damaged");
    }

    /** Each kind of list, cut behind any of its bytes. */
    @Test
    void lists_cutOffAnywhere_endWithTheOffsetOfTheirBlock() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Long> ends = new ArrayList<>();
        try (RecordingWriter writer = new RecordingWriter(out)) {
            ends.add(writer.written());
            writer.machine(new Machine(1, 1, 1, "host", 1, 0));
            ends.add(writer.written());
            writer.interfaces(List.of(new RecordedInterface("lo", new byte[4], new byte[4])));
            ends.add(writer.written());
            byte[] name = {'x'};
            writer.accounts(
                    List.of(new RecordedUser(1, 1, name, name, name)),
                    List.of(new RecordedGroup(1, name)));
            ends.add(writer.written());
            RecordedProcess process = new RecordedProcess();
            process.tid = 1;
            writer.processes(List.of(process));
            ends.add(writer.written());
            writer.descriptors(
                    1,
                    List.of(
                            new RecordedDescriptor(
                                    1,
                                    1,
                                    RecordedDescriptor.Kind.FILE,
                                    name,
                                    0,
                                    0,
                                    null,
                                    0,
                                    null,
                                    0,
                                    0,
                                    0,
                                    0)));
            ends.add(writer.written());
        }
        byte[] whole = out.toByteArray();
        for (int length = HEADER_BLOCK; length < whole.length; length++) {
            long cut = length;
            long block = ends.stream().filter(end -> end <= cut).reduce(0L, Math::max);
            byte[] bytes = Arrays.copyOf(whole, length);
            if (block == cut) {
                read(bytes);
            } else {
                assertThatThrownBy(() -> read(bytes))
                        .isInstanceOfSatisfying(
                                RecordingException.class,
                                e -> assertThat(e.offset()).isEqualTo(block));
            }
        }
    }

    /** An inner length that promises more than its block has. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                BlockTypes.MACHINE,
                BlockTypes.INTERFACES,
                BlockTypes.SIZED_INTERFACES,
                BlockTypes.USERS,
                BlockTypes.SIZED_USERS,
                BlockTypes.DESCRIPTORS,
                BlockTypes.SIZED_DESCRIPTORS,
                BlockTypes.PROCESSES_1,
                BlockTypes.PROCESSES_5,
                BlockTypes.PROCESSES_9,
                BlockTypes.EVENT,
                BlockTypes.EVENT_2,
                BlockTypes.EVENT_WITH_FLAGS,
                BlockTypes.LARGE_EVENT_WITH_FLAGS
            })
    void blockOfOnes_isDamageAtItsOffset(int kind) {
        byte[] content = new byte[30];
        Arrays.fill(content, (byte) 0xff);
        byte[] bytes = new RecordingBytes().block(kind, content).toArray();

        try {
            RecordingReader reader = read(bytes);
            assertThat(reader.counts().unknownEvents()).isPositive();
        } catch (RecordingException damage) {
            assertThat(damage.offset()).isEqualTo(HEADER_BLOCK);
        } catch (IOException | dev.saker.scap.ScapFormatException other) {
            throw new AssertionError("kind " + Integer.toHexString(kind), other);
        }
    }

    @Test
    void lengthOfFourGigabytes_isRefusedWithoutMemory() {
        byte[] bytes = new RecordingBytes().close(1).toArray();
        bytes[HEADER_BLOCK + 7] = (byte) 0x7f;

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        RecordingException.class,
                        e -> assertThat(e.offset()).isEqualTo(HEADER_BLOCK));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damagedRecording_neverThrowsAnythingElse(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] recording = Conformance.bytes("captures/old-empty.scap");
        if (recording[0] == 0x1f) {
            recording = unpack(recording);
        }
        for (int round = 0; round < 200; round++) {
            byte[] damaged = recording.clone();
            for (int change = 0; change < 5; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                read(damaged);
            } catch (RecordingException | dev.saker.scap.ScapFormatException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private RecordingReader read(byte[] bytes) throws IOException {
        RecordingReader reader = new RecordingReader(new ByteArrayInputStream(bytes));
        reader.readAll(seen);
        return reader;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        return new java.util.zip.GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }
}
