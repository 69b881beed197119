// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.collector.spool.SpoolOptions.Drop;
import dev.saker.collector.spool.SpoolPosition.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final int SEGMENT = 4096;
    private static final int PAYLOAD = 20;

    /** Records of {@link #PAYLOAD} bytes that fit one segment. */
    private static final int PER_SEGMENT =
            (SEGMENT - RecordFormat.SEGMENT_HEADER_BYTES) / (RecordFormat.HEADER_BYTES + PAYLOAD);

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void records_ofAnySize_comeOutInOrder(long seed) {
        Random random = new Random(seed);
        List<byte[]> records =
                IntStream.range(0, 400)
                        .mapToObj(any -> bytes(random, random.nextInt(700)))
                        .toList();
        Spool spool = open(options(1 << 20, Drop.OLDEST));

        List<byte[]> read = new ArrayList<>();
        for (byte[] record : records) {
            spool.append(record, record.length);
            if (random.nextInt(3) == 0) {
                read.addAll(take(spool, random.nextInt(5)));
            }
        }
        read.addAll(take(spool, records.size()));

        assertThat(read).as("seed " + seed).containsExactlyElementsOf(records);
        assertThat(spool.isEmpty()).isTrue();
        spool.close();
    }

    @Test
    void record_largerThanASegment_hasOneOfItsOwn() {
        Spool spool = open(options(1 << 20, Drop.OLDEST));
        byte[] large = bytes(new Random(1), 300_000);

        append(spool, 1);
        spool.append(large, large.length);
        append(spool, 2);

        assertThat(take(spool, 9)).containsExactly(numbered(1), large, numbered(2));
        spool.close();
    }

    @Test
    void records_flushedAndThenTheProcessGone_areThereForTheNext() throws IOException {
        Spool killed = open(options(1 << 20, Drop.OLDEST));
        IntStream.range(0, 3 * PER_SEGMENT).forEach(number -> append(killed, number));
        killed.flush();
        append(killed, 999_999); // after the last flush: in no file

        Spool next = open(options(1 << 20, Drop.OLDEST), copyOf(folder));

        assertThat(take(next, 9999)).hasSize(3 * PER_SEGMENT).startsWith(numbered(0));
        assertThat(next.counts().damagedBytes()).isZero();
    }

    @Test
    void recordsKafkaConfirmed_areNotSentAgain() throws IOException {
        Spool spool = open(options(1 << 20, Drop.OLDEST));
        IntStream.range(0, 3 * PER_SEGMENT).forEach(number -> append(spool, number));
        take(spool, PER_SEGMENT + 5);
        spool.confirm(spool.place());
        spool.close();

        Spool next = open(options(1 << 20, Drop.OLDEST));

        assertThat(segments(folder)).hasSize(2);
        assertThat(take(next, 1)).containsExactly(numbered(PER_SEGMENT + 5));
        next.close();
    }

    @Test
    void spool_emptiedAndStartedAgain_takesNewRecords() {
        Spool first = open(options(1 << 20, Drop.OLDEST));
        append(first, 1);
        take(first, 1);
        first.confirm(first.place());
        assertThat(first.counts().bytes()).isZero();
        first.close();
        Spool second = open(options(1 << 20, Drop.OLDEST));
        append(second, 2);
        second.close();

        Spool third = open(options(1 << 20, Drop.OLDEST));

        assertThat(take(third, 9)).containsExactly(numbered(2));
        third.close();
    }

    @Test
    void segment_cutAtAnyByte_givesTheWholeRecordsBefore() throws IOException {
        Path file = filledSegment();
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertPrefix(length, length);
        }
    }

    @Test
    void segment_withAnyByteChanged_givesTheWholeRecordsBefore() throws IOException {
        Path file = filledSegment();
        byte[] whole = Files.readAllBytes(file);

        for (int changed = 0; changed < whole.length; changed++) {
            byte[] damaged = whole.clone();
            damaged[changed] ^= 0x10;
            Files.write(file, damaged);
            assertPrefix(changed, whole.length);
        }
    }

    @Test
    void full_oldestGo_inWholeSegmentsAndCounted() {
        Spool spool = open(options(3 * SEGMENT, Drop.OLDEST));

        IntStream.range(0, 5 * PER_SEGMENT).forEach(number -> append(spool, number));

        List<byte[]> left = take(spool, 9999);
        assertThat(spool.counts().dropped()).isEqualTo(5L * PER_SEGMENT - left.size()).isPositive();
        assertThat(left.get(0)).isEqualTo(numbered((int) spool.counts().dropped()));
        assertThat(left.get(left.size() - 1)).isEqualTo(numbered(5 * PER_SEGMENT - 1));
        spool.close();
    }

    @Test
    void full_oldestGoWhileOneIsInHand_countsOnlyThoseNobodySaw() {
        Spool spool = open(options(3 * SEGMENT, Drop.OLDEST));
        append(spool, 0);
        assertThat(spool.peek()).isPresent();

        IntStream.range(1, 5 * PER_SEGMENT).forEach(number -> append(spool, number));
        assertThat(spool.peek()).contains(numbered(0));
        spool.take();

        int rest = take(spool, 9999).size();
        assertThat(1 + rest + spool.counts().dropped()).isEqualTo(5L * PER_SEGMENT);
        spool.close();
    }

    @Test
    void full_newestGo_andTheFirstStay() {
        Spool spool = open(options(2 * SEGMENT, Drop.NEWEST));

        IntStream.range(0, 5 * PER_SEGMENT).forEach(number -> append(spool, number));

        List<byte[]> left = take(spool, 9999);
        assertThat(left).startsWith(numbered(0)).endsWith(numbered(left.size() - 1));
        assertThat(left.size() + spool.counts().dropped()).isEqualTo(5L * PER_SEGMENT);
        assertThat(spool.counts().bytes()).isLessThanOrEqualTo(2 * SEGMENT);
        spool.close();
    }

    @Test
    void files_areForTheirOwnerOnly() throws IOException {
        Spool spool = open(options(1 << 20, Drop.OLDEST), folder.resolve("made"));
        append(spool, 1);
        spool.close();

        assertThat(Files.getPosixFilePermissions(folder.resolve("made")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(folder.resolve("made"))) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(
                            file ->
                                    assertThat(Files.getPosixFilePermissions(file))
                                            .isEqualTo(
                                                    PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void directory_usedByAnother_isRefused() {
        Spool spool = open(options(1 << 20, Drop.OLDEST));

        assertThatThrownBy(() -> open(options(1 << 20, Drop.OLDEST)))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("another collector uses the spool " + folder);
        spool.close();
    }

    @Test
    void directory_thatCannotBe_isRefusedWithWhatToDo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> open(options(1 << 20, Drop.OLDEST), file.resolve("spool")))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("give spool.directory one that this user may write to");
    }

    @Test
    void position_damaged_isAsIfThereWereNone() throws IOException {
        try (SpoolPosition position = SpoolPosition.open(folder)) {
            position.write(new Place(7, 4000));
            assertThat(position.read()).contains(new Place(7, 4000));
        }
        Path file = folder.resolve("position");
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);

        try (SpoolPosition position = SpoolPosition.open(folder)) {
            assertThat(position.read()).isEmpty();
        }
    }

    private void assertPrefix(int intact, int length) throws IOException {
        int size = RecordFormat.HEADER_BYTES + PAYLOAD;
        int whole = Math.max(0, (intact - RecordFormat.SEGMENT_HEADER_BYTES) / size);
        Path copy = copyOf(folder);
        Spool spool = open(options(1 << 20, Drop.OLDEST), copy);
        List<byte[]> read = take(spool, 9);
        boolean isWhole = whole == 3;
        assertThat(read).as("intact up to %d", intact).hasSize(whole);
        if (!isWhole && length > 0) {
            int end = intact < RecordFormat.SEGMENT_HEADER_BYTES ? 0 : whole * size + 8;
            assertThat(spool.counts().damagedBytes()).isEqualTo(length - end);
        }
        append(spool, 77);
        assertThat(take(spool, 9)).containsExactly(numbered(77));
        spool.close();
    }

    private Path filledSegment() throws IOException {
        Spool spool = open(options(1 << 20, Drop.OLDEST));
        IntStream.range(0, 3).forEach(number -> append(spool, number));
        spool.close();
        return segments(folder).get(0);
    }

    private Spool open(SpoolOptions options) {
        return open(options, folder);
    }

    private static Spool open(SpoolOptions options, Path directory) {
        return Spool.open(options, directory);
    }

    private static SpoolOptions options(long maxBytes, Drop drop) {
        return new SpoolOptions(Optional.empty(), maxBytes, SEGMENT, Duration.ZERO, drop);
    }

    private static void append(Spool spool, int number) {
        byte[] record = numbered(number);
        spool.append(record, record.length);
    }

    private static List<byte[]> take(Spool spool, int most) {
        List<byte[]> records = new ArrayList<>();
        while (records.size() < most) {
            Optional<byte[]> record = spool.peek();
            if (record.isEmpty()) {
                break;
            }
            records.add(record.get());
            spool.take();
        }
        return records;
    }

    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(PAYLOAD).putInt(number).array();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** As a kill leaves them: the lock is not in the files. */
    private Path copyOf(Path directory) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::is).sorted().toList();
        }
    }
}
