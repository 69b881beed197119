// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The containers that other tests rest on are real: their own process and cgroup. */
final class ContainersIT {
    @Test
    void container_started_runsCommandsInACgroupOfItsId(@TempDir Path directory)
            throws IOException {
        Host.assumeContainers(ContainersIT.class);
        Path store = directory.resolve("containers");

        try (Containers containers = Containers.in(store)) {
            String id = containers.start(List.of("sleep", "600"));
            String cgroup = containers.exec(id, List.of("cat", "/proc/1/cgroup")).output();

            assertThat(id).matches("[0-9a-f]{64}");
            assertThat(cgroup).contains("libpod-" + id);
        }
        assertThat(Files.exists(store)).isFalse();
    }
}
