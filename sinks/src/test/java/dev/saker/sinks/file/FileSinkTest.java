// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.sinks.AlertForm;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.AlertSinkContract;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.TestAlerts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSinkTest extends AlertSinkContract {

    @TempDir private Path mine;

    @Override
    protected Receiver start(Path folder) throws IOException {
        return new Folder(folder);
    }

    @Test
    void file_full_isPutAsideAndTheOldestGoes() throws IOException {
        Path path = mine.resolve("alerts.json");
        int line = AlertForm.JSON.lineBytes(TestAlerts.alert(1)).length;
        try (FileSink sink = new FileSink(options(path, 2), 3L * line)) {
            TestAlerts.alerts(0, 10).forEach(sink::deliver);
        }

        assertThat(Files.readAllLines(path)).hasSize(1);
        assertThat(Files.readAllLines(mine.resolve("alerts.json.1"))).hasSize(3);
        assertThat(Files.readAllLines(mine.resolve("alerts.json.2"))).hasSize(3);
        assertThat(mine.resolve("alerts.json.3")).doesNotExist();
    }

    @Test
    void file_endingInHalfALine_getsTheNextOnALineOfItsOwn() throws IOException {
        Path path = mine.resolve("alerts.json");
        Files.writeString(path, "{\"half\":");
        try (FileSink sink = new FileSink(options(path, 2))) {
            sink.deliver(TestAlerts.alert(1));
        }

        assertThat(Files.readAllLines(path)).hasSize(2);
    }

    private static FileOptions options(Path path, int keep) {
        return new FileOptions(path.toString(), AlertForm.JSON, 100, keep, false);
    }

    /** A file whose folder can be taken away. */
    private record Folder(Path root) implements Receiver {
        Folder {
            try {
                Files.createDirectory(root.resolve("here"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public AlertSink openSink() {
            return new FileSink(options(root.resolve("here/alerts.json"), 2));
        }

        @Override
        public List<String> received() {
            Path file = root.resolve("here/alerts.json");
            try {
                return Files.exists(file) ? Files.readAllLines(file) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void goDown() throws IOException {
            Files.move(root.resolve("here"), root.resolve("gone"));
        }

        @Override
        public void comeBack() throws IOException {
            Files.move(root.resolve("gone"), root.resolve("here"));
        }

        @Override
        public void close() {}
    }
}
