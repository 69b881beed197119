// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir Path directory;

    @Test
    void newest_onAFirstStart_isNone() throws IOException {
        assertThat(Checkpoints.newest(directory.resolve("flink"))).isEmpty();
    }

    @Test
    void newest_ofCheckpointsAndSavepoints_isTheLastComplete() throws IOException {
        complete("checkpoints/a/chk-7", 1_000);
        Path stopped = complete("savepoints/savepoint-a", 3_000);
        complete("checkpoints/b/chk-9", 2_000);
        Files.createDirectories(directory.resolve("checkpoints/b/chk-10"));

        assertThat(Checkpoints.newest(directory)).contains(stopped);
    }

    /** Both come about within a tick when a job is stopped in the midst of a checkpoint. */
    @Test
    void newest_ofOneTick_isTheSavepoint() throws IOException {
        complete("checkpoints/a/chk-1", 1_000);
        Path stopped = complete("savepoints/savepoint-a", 1_000);
        complete("zero/checkpoints/chk-1", 1_000);

        assertThat(Checkpoints.newest(directory)).contains(stopped);
    }

    private Path complete(String path, long millis) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(path));
        Path metadata = Files.createFile(folder.resolve("_metadata"));
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
        return folder;
    }
}
