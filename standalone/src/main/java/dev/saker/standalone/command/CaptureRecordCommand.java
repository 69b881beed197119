// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.recording.LiveRecording;
import dev.saker.collector.recording.RecordingFiles;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeException;
import dev.saker.probe.ProbeOptions;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker capture record}: this host, as a recording. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Record this host's system calls until Ctrl-C.",
            "Falco, Sysdig and Stratoshark open the file too."
        })
public final class CaptureRecordCommand implements Callable<Integer> {
    private static final int MEGABYTE = 1_000_000;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the recording goes; packed if the name ends in .gz.")
    private Path file;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "End after this time, such as 30s or 5m.")
    private Optional<Duration> lasting = Optional.empty();

    @Option(
            names = "--snaplen",
            paramLabel = "BYTES",
            defaultValue = "80",
            description =
                    "Keep so many bytes of what is read and written, 0 to 65535 (default:"
                            + " ${DEFAULT-VALUE}).")
    private int snaplen;

    @Option(
            names = "--all-events",
            description =
                    "Record also what comes with every move of a program: read, write, futex, mmap…")
    private boolean allEvents;

    @Option(
            names = "--max-size",
            paramLabel = "MB",
            description = "End when the file has so many megabytes of events, before packing.")
    private Optional<Integer> maxSize = Optional.empty();

    @Option(
            names = "--rotate",
            paramLabel = "FILES",
            defaultValue = "1",
            description = {
                "When a file is full, begin another: FILE.0, FILE.1 and so on, and after so many",
                "again with the first. Needs --max-size."
            })
    private int rotated;

    @Option(
            names = "--no-containers",
            description =
                    "Do not ask Docker, podman, containerd or CRI-O what the containers are: the"
                            + " recording knows their ids only.")
    private boolean withoutContainers;

    @Option(
            names = "--container-socket",
            paramLabel = "KIND=SOCKET",
            description = {
                "Ask this one instead of those in the usual places; KIND is docker, podman or cri.",
                "May be repeated."
            })
    private List<String> sockets = List.of();

    @Override
    public Integer call() throws IOException {
        RecordingFiles files = files();
        AtomicBoolean asked = new AtomicBoolean();
        Interrupts.onFirst(() -> asked.set(true));
        LiveRecording recording = new LiveRecording(files, snaplen, containers());
        try (Probe probe = Probe.open(probeOptions())) {
            recording.attach(probe);
            print("saker: recording to " + files.path(0));
            long begin = System.nanoTime();
            long limit = lasting.map(Duration::toNanos).orElse(Long.MAX_VALUE);
            recording.run(probe, () -> asked.get() || System.nanoTime() - begin >= limit);
            print(summary(recording, probe.drops().lost()));
        } catch (ProbeException impossible) {
            throw new Failure(impossible.getMessage(), impossible);
        } catch (NoSuchFileException missing) {
            throw new Failure("cannot write " + file + ": its folder is not there", missing);
        } catch (AccessDeniedException denied) {
            throw new Failure("cannot write " + file + ": no permission", denied);
        } catch (IOException unwritable) {
            throw new Failure(
                    "cannot write "
                            + file
                            + ": "
                            + unwritable.getMessage()
                            + " (after "
                            + recording.events()
                            + " events)",
                    unwritable);
        }
        return ExitCode.OK;
    }

    private RecordingFiles files() {
        if (snaplen > ProbeOptions.MOST_DATA_BYTES) {
            throw wrong("--snaplen is at most " + ProbeOptions.MOST_DATA_BYTES);
        }
        if (snaplen < 0 || rotated < 1 || maxSize.orElse(1) < 1) {
            throw wrong("sizes and numbers must be positive");
        }
        if (rotated > 1 && maxSize.isEmpty()) {
            throw wrong("--rotate needs --max-size: without it no file is ever full");
        }
        long bytes = maxSize.map(size -> (long) size * MEGABYTE).orElse(Long.MAX_VALUE);
        return new RecordingFiles(file, bytes, rotated);
    }

    private ContainerOptions containers() {
        if (withoutContainers) {
            return ContainerOptions.none();
        }
        try {
            return sockets.isEmpty()
                    ? ContainerOptions.defaults()
                    : ContainerOptions.ofSockets(sockets);
        } catch (IllegalArgumentException wrong) {
            throw wrong("--container-socket: " + wrong.getMessage());
        }
    }

    private ProbeOptions probeOptions() {
        ProbeOptions options = ProbeOptions.defaults().withDataBytes(snaplen);
        return allEvents ? options.withEvents(Probe.supportedEvents()) : options;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static String summary(LiveRecording recording, long lost) {
        StringBuilder text = new StringBuilder("saker: " + recording.events() + " events recorded");
        if (lost > 0) {
            text.append(", ").append(lost).append(" lost in the kernel");
        }
        if (recording.malformed() > 0) {
            text.append(", ").append(recording.malformed()).append(" not understood");
        }
        return text.append(recording.isFull() ? "; the file is full" : "").toString();
    }

    private void print(String line) {
        spec.commandLine().getErr().println(Printable.text(line));
        spec.commandLine().getErr().flush();
    }
}
