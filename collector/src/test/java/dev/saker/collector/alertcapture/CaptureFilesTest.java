// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.alertcapture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFilesTest {
    @TempDir private Path parent;

    @Test
    void name_isFalcos_andSortsByTime() {
        assertThat(CaptureFiles.name(1_700_000_000_000_000_001L, 42))
                .isEqualTo("saker_01700000000000000001_00000000000000000042.scap");
    }

    @Test
    void files_areForTheOwnerAlone() throws Exception {
        Path directory = parent.resolve("a/b");
        CaptureFiles files = CaptureFiles.open(directory, 1000);
        files.create("saker_1_1.scap").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        Path file = directory.resolve("saker_1_1.scap");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void room_isMadeFromTheOldest_thoseOfEarlierRunsIncluded_andOfNobodyElses() throws Exception {
        Path directory = Files.createDirectory(parent.resolve("captures"));
        write(directory.resolve("saker_1_1.scap"), 400);
        write(directory.resolve("saker_2_1.scap"), 300);
        write(directory.resolve("notes.txt"), 5_000);
        CaptureFiles files = CaptureFiles.open(directory, 1_000);
        assertThat(files.bytes()).isEqualTo(700);

        files.makeRoom(500);

        assertThat(directory.resolve("saker_1_1.scap")).doesNotExist();
        assertThat(directory.resolve("saker_2_1.scap")).exists();
        assertThat(directory.resolve("notes.txt")).exists();
        assertThat(files.removed()).isEqualTo(1);
        assertThat(files.bytes()).isEqualTo(300);
    }

    private static void write(Path file, int bytes) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[bytes]);
        }
    }
}
