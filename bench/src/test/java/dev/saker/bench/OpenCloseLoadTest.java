// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenCloseLoadTest {
    @Test
    void load_atARate_makesExactlyThatManyEvents(@TempDir Path directory) throws Exception {
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, 6_000, Duration.ofSeconds(1))) {
            assertThat(load.awaitEvents()).isEqualTo(6_000);
        }
    }
}
