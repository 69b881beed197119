// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.recording.LiveRecording;
import dev.saker.collector.recording.RecordingFiles;
import dev.saker.collector.state.ProcScanner;
import dev.saker.collector.testing.ReplayedFields;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.probe.ProbeRequirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When containers began: one that was there before the recording, and one that came in it. */
final class ContainerStartIT {
    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000L;

    /** Of a clock that is set, and of what /proc tells in hundredths of a second. */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, Instant> told = new HashMap<>();

    @Test
    void startOfAContainer_isThatOfItsFirstProcess(@TempDir Path directory) throws Exception {
        Shell.assume(ContainerStartIT.class, "podman", "runc", "busybox");
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "ContainerStartIT: " + missing);
        RecordingFiles files =
                new RecordingFiles(directory.resolve("starts.scap"), Long.MAX_VALUE, 1);

        record(files, Files.createDirectories(directory.resolve("podman")));

        List<String> seen = ReplayedFields.lines(files.path(0), ContainerStartIT::fields);
        for (String id : starts.keySet()) {
            String[] fields =
                    seen.stream()
                            .filter(line -> id.startsWith(line.split(" ")[0]))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(id + " is not among " + seen))
                            .split(" ");
            long start = Long.parseLong(fields[1]);
            assertThat(start).isCloseTo(starts.get(id), within(TOLERANCE));
            assertThat(Instant.ofEpochSecond(0, start)).isBeforeOrEqualTo(told.get(id));
            assertThat(Long.parseLong(fields[2])).isEqualTo(Long.parseLong(fields[4]) - start);
            assertThat(fields[3]).isEqualTo(fields[1]);
        }
        assertThat(starts).hasSize(2);
    }

    private void record(RecordingFiles files, Path store) throws Exception {
        LiveRecording recording = new LiveRecording(files, 80, ContainerOptions.none());
        try (Podman podman = new Podman(store);
                Probe probe = Probe.open(ProbeOptions.defaults())) {
            String before = podman.start("--network", "none", Podman.IMAGE);
            note(podman, before);
            recording.attach(probe);
            Thread deed = new Thread(() -> readIn(podman, before));
            recording.run(probe, new DeedDone(deed));
        }
    }

    /** What is run in a container comes into its namespace from outside. */
    private void readIn(Podman podman, String before) {
        try {
            String after = podman.start("--network", "none", Podman.IMAGE);
            note(podman, after);
            podman.run("exec", before, "cat", "/etc/group");
            podman.run("exec", after, "cat", "/etc/group");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(Podman podman, String id) throws IOException {
        String format = "{{.State.Pid}} {{.State.StartedAt.Format \"2006-01-02T15:04:05Z07:00\"}}";
        String[] said = podman.run("inspect", "--format", format, id).strip().split(" ");
        String stat = Files.readString(PROC.resolve(said[0]).resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        starts.put(id, ProcScanner.bootTime(PROC) + Long.parseLong(fields[19]) * NANOS_PER_TICK);
        told.put(id, Instant.parse(said[1]).plusSeconds(1)); // without its fraction
    }

    private static Optional<String> fields(ReplayedFields event) {
        boolean reads =
                event.text("fd.name").equals("/etc/group") && event.text("proc.name").equals("cat");
        return reads
                ? Optional.of(
                        String.join(
                                " ",
                                event.text("container.id"),
                                event.text("container.start_ts"),
                                event.text("container.duration"),
                                event.text("proc.pidns_init_start_ts"),
                                event.text("evt.rawtime")))
                : Optional.empty();
    }
}
