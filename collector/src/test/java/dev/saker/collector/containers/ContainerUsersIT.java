// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.recording.LiveRecording;
import dev.saker.collector.recording.RecordingFiles;
import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.probe.ProbeRequirements;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.SyscallEventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users that only a container's own files name: found while it runs, told by the recording, and
 * answered when that is read.
 */
final class ContainerUsersIT {
    private static final Duration FOR = Duration.ofSeconds(1);

    @Test
    void userOfAContainer_isNamedAsItsFilesDo(@TempDir Path directory) throws Exception {
        Shell.assume(ContainerUsersIT.class, "podman", "runc", "busybox");
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "ContainerUsersIT: " + missing);
        RecordingFiles files =
                new RecordingFiles(directory.resolve("users.scap"), Long.MAX_VALUE, 1);

        record(files, directory.resolve("podman"));

        assertThat(readers(files.path(0)))
                .containsExactly(
                        "cat by app (%1$d, %1$d) of staff in /srv with /bin/ash"
                                .formatted(Podman.APP));
    }

    private static void record(RecordingFiles files, Path store) throws Exception {
        store.toFile().mkdirs();
        LiveRecording recording = new LiveRecording(files, 80, ContainerOptions.none());
        try (Podman podman = new Podman(store);
                Probe probe = Probe.open(ProbeOptions.defaults())) {
            probe.attach();
            Thread deed = new Thread(() -> readAsApp(podman));
            recording.run(probe, new Ended(deed));
        }
    }

    /** Starts the deed when the recording has begun, and gives it time to be seen. */
    private static final class Ended implements BooleanSupplier {
        private final Thread deed;
        private long since;

        Ended(Thread deed) {
            this.deed = deed;
        }

        @Override
        public boolean getAsBoolean() {
            if (deed.getState() == Thread.State.NEW) {
                deed.start();
            }
            if (since == 0 && deed.getState() == Thread.State.TERMINATED) {
                since = System.nanoTime();
            }
            return since != 0 && System.nanoTime() - since > FOR.toNanos();
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

    private static Set<String> readers(Path file) throws IOException {
        Readers readers = new Readers();
        try (RecordingReader reader = RecordingReader.open(file)) {
            new Replay(readers).run(reader);
        }
        return readers.lines;
    }

    /** Who opened the container's file of groups. */
    private static final class Readers implements ReplayHandler {
        private final Set<String> lines = new TreeSet<>();
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
            if (text("fd.name").equals("/etc/group") && text("proc.name").equals("cat")) {
                lines.add(
                        "%s by %s (%s, %s) of %s in %s with %s"
                                .formatted(
                                        text("proc.name"),
                                        text("user.name"),
                                        text("user.uid"),
                                        text("group.gid"),
                                        text("group.name"),
                                        text("user.homedir"),
                                        text("user.shell")));
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
