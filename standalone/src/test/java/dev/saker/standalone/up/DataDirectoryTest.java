// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir Path named;

    @Test
    void temporary_closed_isGone() throws IOException {
        DataDirectory data = DataDirectory.open(Optional.empty());
        Files.writeString(data.log(), "line");
        data.close();

        assertThat(data.path()).doesNotExist();
    }

    @Test
    void temporary_whoseLogIsKept_holdsTheLogOnly() throws IOException {
        DataDirectory data = DataDirectory.open(Optional.empty());
        Files.writeString(data.log(), "why");
        Files.createDirectories(data.path().resolve("kafka/topic"));
        data.keepLog();
        data.close();

        assertThat(data.path()).isDirectoryNotContaining("glob:**kafka");
        assertThat(data.log()).hasContent("why");
        Files.delete(data.log());
        Files.delete(data.path());
    }

    @Test
    void named_closed_isKept() throws IOException {
        DataDirectory.open(Optional.of(named)).close();

        assertThat(named).exists();
    }

    @Test
    void named_inUse_isRefusedInWords() throws IOException {
        DataDirectory first = DataDirectory.open(Optional.of(named));

        assertThatThrownBy(() -> DataDirectory.open(Optional.of(named)))
                .hasMessageContaining("another saker uses the data directory");
        first.close();
    }
}
