// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.testing.ReplayedFields;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.probe.ProbeRequirements;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingHandler;
import dev.saker.scap.file.RecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host recorded, and the recording read back. */
class LiveRecordingIT {
    @TempDir Path directory;

    private int deeds;

    @BeforeEach
    void setUp() {
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "live recording: " + missing);
    }

    @Test
    void deeds_areInTheRecording_withTheProcessesBefore() throws Exception {
        RecordingFiles files =
                new RecordingFiles(directory.resolve("live.scap.gz"), Long.MAX_VALUE, 1);

        LiveRecording recording = record(files, 3);

        assertThat(recording.events()).isPositive();
        assertThat(ReplayedFields.lines(files.path(0), LiveRecordingIT::opened))
                .contains("/etc/hostname by cat of root");
        assertThat(processes(files.path(0))).contains(ProcessHandle.current().pid());
    }

    @Test
    void rotatedFiles_canEachBeReadAlone() throws Exception {
        RecordingFiles files = new RecordingFiles(directory.resolve("live.scap"), 20_000, 2);

        record(files, 10);

        for (int number = 0; number < 2; number++) {
            assertThat(processes(files.path(number))).contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void fullFile_endsTheRecording() throws Exception {
        RecordingFiles files = new RecordingFiles(directory.resolve("live.scap"), 1, 1);

        LiveRecording recording = record(files, 10);

        assertThat(recording.isFull()).isTrue();
        assertThat(recording.events()).isEqualTo(1);
    }

    private LiveRecording record(RecordingFiles files, int wanted) throws Exception {
        LiveRecording recording = new LiveRecording(files, 16, ContainerOptions.none());
        try (Probe probe = Probe.open(ProbeOptions.defaults())) {
            recording.attach(probe);
            recording.run(probe, () -> deeds++ >= wanted || !perform());
        }
        return recording;
    }

    private static boolean perform() {
        try {
            Process cat =
                    new ProcessBuilder("cat", "/etc/hostname")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return cat.waitFor() == 0;
        } catch (IOException | InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<Long> processes(Path file) throws IOException {
        Set<Long> tids = new HashSet<>();
        try (RecordingReader reader = RecordingReader.open(file)) {
            reader.readAll(
                    new RecordingHandler() {
                        @Override
                        public void onProcess(RecordedProcess process) {
                            tids.add(process.tid);
                        }
                    });
        }
        return tids;
    }

    private static Optional<String> opened(ReplayedFields event) {
        return event.text("evt.type").equals("openat")
                ? Optional.of(
                        event.text("fd.name")
                                + " by "
                                + event.text("proc.name")
                                + " of "
                                + event.text("user.name"))
                : Optional.empty();
    }
}
