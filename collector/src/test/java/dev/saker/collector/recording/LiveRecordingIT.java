// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.probe.ProbeRequirements;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingHandler;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.SyscallEventSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        assertThat(opened(files.path(0))).contains("/etc/hostname by cat of root");
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

    private static List<String> opened(Path file) throws IOException {
        Opened opened = new Opened();
        try (RecordingReader reader = RecordingReader.open(file)) {
            new Replay(opened).run(reader);
        }
        return opened.lines;
    }

    /** What rules would see of opened files. */
    private static final class Opened implements ReplayHandler {
        private final List<String> lines = new ArrayList<>();
        private final FieldLookup lookup = new FieldLookup(FieldCatalog.get());
        private final Value value = new Value();
        private SyscallEventView view;

        @Override
        public void onBegin(SyscallEventSource source) {
            view = new SyscallEventView(source);
        }

        @Override
        public void onEvent() {
            view.reset();
            if (text("evt.type").equals("openat")) {
                lines.add(
                        text("fd.name") + " by " + text("proc.name") + " of " + text("user.name"));
            }
        }

        private String text(String field) {
            view.read(
                    BoundField.of(lookup.find(field, "", false, "syscall").ref().orElseThrow()),
                    value);
            return value.toString();
        }
    }
}
