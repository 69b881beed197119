// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {
    @TempDir Path folder;

    @Test
    void lock_taken_isRefusedToAnother() {
        Path file = folder.resolve("run/collector.lock");
        NodeLock.take(file);

        assertThatThrownBy(() -> NodeLock.take(file))
                .isInstanceOf(NodeLock.LockException.class)
                .hasMessageStartingWith("another collector watches this host")
                .hasMessageContaining(file.toString());
    }

    @Test
    void lock_whereNoneCanBe_isDoneWithout() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatCode(() -> NodeLock.take(file.resolve("lock"))).doesNotThrowAnyException();
    }
}
