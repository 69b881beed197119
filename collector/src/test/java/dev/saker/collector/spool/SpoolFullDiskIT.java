// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.spool.SpoolOptions.Drop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is full long before the spool may be: a small file system in memory. */
class SpoolFullDiskIT {
    private static final int PAYLOAD = 1000;
    private static final int APPENDED = 3_000; // three times what the disk takes
    private static final long DISK_BYTES = 1 << 20;

    @TempDir private Path folder;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs"),
                "SpoolFullDiskIT: needs root and leave to mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount");
    }

    @ParameterizedTest
    @EnumSource
    void disk_full_losesWhatItMustAndCountsIt(Drop drop) throws Exception {
        SpoolOptions options =
                new SpoolOptions(Optional.of(folder), 64 << 20, 128 << 10, Duration.ZERO, drop);
        Spool spool = Spool.open(options, folder);

        IntStream.range(0, APPENDED).forEach(number -> spool.append(numbered(number), PAYLOAD));
        spool.flush();
        List<Integer> kept = take(spool);

        assertThat(kept).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(500);
        assertThat(kept.size() + spool.counts().dropped()).isEqualTo(APPENDED);
        int first = drop == Drop.OLDEST ? APPENDED - 1 : 0;
        assertThat(kept).contains(first);
        spool.append(numbered(7), PAYLOAD);
        spool.confirm(spool.place());
        spool.append(numbered(8), PAYLOAD);
        assertThat(take(spool)).contains(8);
        spool.close();
    }

    private static List<Integer> take(Spool spool) {
        List<Integer> records = new ArrayList<>();
        for (var record = spool.peek(); record.isPresent(); record = spool.peek()) {
            records.add(ByteBuffer.wrap(record.get()).getInt());
            spool.take();
        }
        return records;
    }

    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(PAYLOAD).putInt(number).array();
    }

    private boolean run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(folder.toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
