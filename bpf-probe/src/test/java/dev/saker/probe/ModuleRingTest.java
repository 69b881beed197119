// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.scap.EventTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rings are written by src/test/c/module.c, in processes of their own. */
class ModuleRingTest {
    private static final int SIZE = 64 << 10;
    private static final int HEADER = 26;
    private static final long WINDOW = Duration.ofMillis(2).toNanos();

    @TempDir private Path directory;

    @BeforeAll
    static void loadNatives() throws Exception {
        NativeProbe.ensureLoaded();
    }

    private final List<ModuleRing> rings = new ArrayList<>();
    private final List<Process> writers = new ArrayList<>();
    private final long[] numbers = {-1, -1};
    private long received;
    private long last = Long.MIN_VALUE;
    private long outOfOrder;

    @Test
    void twoWriters_readAsTheyWrite_giveEveryEventWholeAndInOrderOfTime() throws Exception {
        write(10_000, 50);
        write(10_000, 70);
        ProbeReader reader = reader();

        readWhileTheyWrite(reader);

        DropCounters drops = ModuleCounters.read(rings);
        assertThat(drops.produced()).isEqualTo(20_000);
        assertThat(drops.lost()).isZero();
        assertThat(received).isEqualTo(20_000); // 40 MB, through two rings of 64 KiB
        assertThat(outOfOrder).isEqualTo(reader.stragglers());
        assertThat(rings.get(0).pendingBytes() + rings.get(1).pendingBytes()).isZero();
    }

    @Test
    void writerThatNobodyReads_dropsAndCounts_andIsReadOnAfterwards() throws Exception {
        write(2_000, 0);
        assertThat(writers.get(0).waitFor()).isZero();
        ProbeReader reader = reader();

        reader.flush(this::take);

        DropCounters drops = ModuleCounters.read(rings);
        assertThat(received).isBetween(20L, 60L); // what 64 KiB hold
        assertThat(drops.lost()).isEqualTo(2_000 - received);
        assertThat(drops.count(DropReason.RING_FULL_CLONE_FORK)).isPositive();
        assertThat(drops.count(DropReason.RING_FULL_OPEN)).isPositive();
        assertThat(drops.count(DropReason.RING_FULL_VOLUME)).isPositive();

        numbers[0] = -1;
        start(0, 20, 0);
        assertThat(writers.get(1).waitFor()).isZero();
        long before = received;
        reader.flush(this::take);
        assertThat(received - before).isEqualTo(20);
    }

    @Test
    void bytesThatAreNoEvent_arePassedOverAndCounted() throws Exception {
        write(10, 0);
        assertThat(writers.get(0).waitFor()).isZero();
        try (FileChannel data = FileChannel.open(file("data", 0), StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            data.write(length.putInt(0, 7), 16);
        }

        reader().flush(this::take);

        assertThat(received).isZero();
        assertThat(ModuleCounters.read(rings).count(DropReason.UNREADABLE)).isEqualTo(1);
    }

    @Test
    void ring_withEventsOfOurOwnAlone_isGivenBackAllTheSame() throws Exception {
        Path tasks = Files.createDirectory(directory.resolve("tasks"));
        for (int number = 0; number < 40; number++) {
            Files.createFile(tasks.resolve(Integer.toString(number << 8)));
        }
        write(20, 0, new OwnThreads(tasks));
        assertThat(writers.get(0).waitFor()).isZero();
        ProbeReader reader = reader();

        reader.flush(this::take);

        assertThat(received).isZero();
        assertThat(rings.get(0).pendingBytes()).isZero();
    }

    @Test
    void numbers_ofEvents_areTheMachinesSystemCalls() throws Exception {
        BitSet execs = new BitSet();
        execs.set(EventTable.get().byCodeName("PPME_SYSCALL_EXECVE_19_X").code());

        BitSet numbers = ModuleEvents.numbers(execs);

        assertThat(numbers.stream().toArray())
                .containsExactly(System.getProperty("os.arch").equals("amd64") ? 59 : 221);
    }

    @Test
    void module_thatIsNotLoaded_isSaidToBeSo() {
        assertThatThrownBy(() -> ModuleEvents.open(options()))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("falco0")
                .hasMessageContaining("not loaded");
    }

    @Test
    void device_thatIsNoModule_isRefused() throws Exception {
        Files.write(directory.resolve("falco0"), new byte[4096]);
        assertThatThrownBy(() -> ModuleEvents.open(options()))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("API");
    }

    private ModuleOptions options() {
        return new ModuleOptions(
                directory + "/falco", directory, new BitSet(), 80, SIZE, Duration.ofMillis(2));
    }

    private ProbeReader reader() {
        return new ProbeReader(rings, WINDOW, () -> System.currentTimeMillis() * 1_000_000);
    }

    private void readWhileTheyWrite(ProbeReader reader) throws Exception {
        while (writers.stream().anyMatch(Process::isAlive)) {
            if (reader.poll(this::take) == 0) {
                Thread.sleep(1);
            }
        }
        reader.flush(this::take);
        for (Process writer : writers) {
            assertThat(writer.waitFor()).isZero();
        }
    }

    private void take(ByteBuffer memory, int offset, int length, int cpu) {
        long time = memory.getLong(offset);
        long thread = memory.getLong(offset + 8);
        int number = (int) (thread >> 8);
        assertThat(thread & 0xff).isEqualTo(cpu);
        assertThat((long) number).isGreaterThan(numbers[cpu]);
        numbers[cpu] = number;
        assertThat(length).isEqualTo(HEADER + (int) (number * 2654435761L % 4000));
        for (int at = HEADER; at < length; at++) {
            if (memory.get(offset + at) != (byte) number) {
                throw new AssertionError("byte " + at + " of event " + number + " is another's");
            }
        }
        assertThat(EventPrefix.fromIoUring(memory, offset)).isFalse();
        assertThat(EventPrefix.kernelPathLength(memory, offset)).isZero();
        outOfOrder += time < last ? 1 : 0;
        last = Math.max(last, time);
        received++;
    }

    /** A ring, and somebody who writes to it. */
    private void write(int events, int pauseMicros) throws IOException {
        write(events, pauseMicros, OwnThreads.none());
    }

    private void write(int events, int pauseMicros, OwnThreads own) throws IOException {
        int cpu = rings.size();
        Path info = Files.write(file("info", cpu), new byte[4096]);
        Path data = Files.write(file("data", cpu), new byte[2 * SIZE]);
        rings.add(new ModuleRing(map(info, true), map(data, false), cpu, own));
        start(cpu, events, pauseMicros);
    }

    private void start(int cpu, int events, int pauseMicros) throws IOException {
        writers.add(
                new ProcessBuilder(
                                Path.of("target", "module").toAbsolutePath().toString(),
                                file("info", cpu).toString(),
                                file("data", cpu).toString(),
                                Integer.toString(SIZE),
                                Integer.toString(events),
                                Integer.toString(cpu),
                                Integer.toString(pauseMicros))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    private Path file(String kind, int cpu) {
        return directory.resolve(kind + cpu);
    }

    private static ByteBuffer map(Path file, boolean writable) throws IOException {
        int descriptor = NativeModule.open(file.toString());
        assertThat(descriptor).isPositive();
        return NativeModule.map(descriptor, Files.size(file), writable);
    }
}
