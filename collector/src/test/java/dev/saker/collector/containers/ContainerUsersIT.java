// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.recording.LiveRecording;
import dev.saker.collector.recording.RecordingFiles;
import dev.saker.collector.testing.ReplayedFields;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.probe.ProbeRequirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users that only a container's own files name: found while it runs, told by the recording, and
 * answered when that is read.
 */
final class ContainerUsersIT {
    @Test
    void userOfAContainer_isNamedAsItsFilesDo(@TempDir Path directory) throws Exception {
        Shell.assume(ContainerUsersIT.class, "podman", "runc", "busybox");
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "ContainerUsersIT: " + missing);
        RecordingFiles files =
                new RecordingFiles(directory.resolve("users.scap"), Long.MAX_VALUE, 1);

        record(files, directory.resolve("podman"));

        assertThat(ReplayedFields.lines(files.path(0), ContainerUsersIT::reader))
                .containsOnly(
                        "cat by app (%1$d, %1$d) of staff in /srv with /bin/ash"
                                .formatted(Podman.APP));
    }

    private static void record(RecordingFiles files, Path store) throws Exception {
        store.toFile().mkdirs();
        LiveRecording recording = new LiveRecording(files, 80, ContainerOptions.none());
        try (Podman podman = new Podman(store);
                Probe probe = Probe.open(ProbeOptions.defaults())) {
            recording.attach(probe);
            Thread deed = new Thread(() -> readAsApp(podman));
            recording.run(probe, new DeedDone(deed));
        }
    }

    private static void readAsApp(Podman podman) {
        try {
            String user = Podman.APP + ":" + Podman.APP;
            String id = podman.start("--network", "none", "--user", user, Podman.IMAGE);
            // Who is gone has no root to look into: the shell stays a while.
            podman.run("exec", id, "sh", "-c", "sleep 1; /bin/cat /etc/group");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who opened the container's file of groups. */
    private static Optional<String> reader(ReplayedFields event) {
        boolean reads =
                event.text("fd.name").equals("/etc/group") && event.text("proc.name").equals("cat");
        return reads
                ? Optional.of(
                        "%s by %s (%s, %s) of %s in %s with %s"
                                .formatted(
                                        event.text("proc.name"),
                                        event.text("user.name"),
                                        event.text("user.uid"),
                                        event.text("group.gid"),
                                        event.text("group.name"),
                                        event.text("user.homedir"),
                                        event.text("user.shell")))
                : Optional.empty();
    }
}
