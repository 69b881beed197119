// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.rules.output.Alerts;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process on the host: what it may, who may be beside it, what it leaves. */
final class DaemonIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** CAP_DAC_READ_SEARCH and CAP_SYS_PTRACE. */
    private static final long READING_OF_PROCESSES = 1L << 2 | 1L << 19;

    private static final Path BPF_FILE_SYSTEM = Path.of("/sys/fs/bpf");

    @TempDir private Path directory;

    @BeforeAll
    static void needs() throws Exception {
        Host.assumeObservable(DaemonIT.class);
        Host.claim();
    }

    @Test
    void daemon_confined_alone_andKilled_leavesNothingBehind() throws Exception {
        try (EmbeddedKafka broker = Broker.start(directory);
                CollectorProcess daemon = start(broker)) {
            await().atMost(LIMIT)
                    .until(() -> EventTopic.read(broker.bootstrap()).markers().size() > 2);

            assertConfined(daemon.pid());
            assertThat(listening(daemon.pid())).allMatch(address -> address.startsWith("0100007F"));
            assertPrivate(directory.resolve("spool"));
            assertThat(mode(directory.resolve("lock"))).isEqualTo("rw-------");
            assertSecondRefuses();
            assertRecordsBeside();

            assertRecordsAroundAnAlert(broker);

            Set<String> pinned = pinned();
            List<String> ids = bpfIds(daemon.pid());
            assertThat(ids).hasSizeGreaterThan(50);
            assertThat(there(ids)).hasSameSizeAs(new HashSet<>(ids));
            daemon.kill();
            await().atMost(LIMIT).until(() -> there(ids).isEmpty());
            assertThat(pinned()).isEqualTo(pinned);
            // The lock went with the process.
            try (CollectorProcess next = start(broker)) {
                next.interrupt();
            }
        }
    }

    private CollectorProcess start(EmbeddedKafka broker) throws IOException {
        return CollectorProcess.start(
                directory,
                broker.bootstrap(),
                """
                spool:
                  directory: %s
                alert_capture:
                  directory: %s
                lock: %s
                """
                        .formatted(
                                directory.resolve("spool"),
                                directory.resolve("captures"),
                                directory.resolve("lock")));
    }

    /** No thread has more than it needs to read /proc, nor can it get more. */
    private static void assertConfined(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                List<String> status = Files.readAllLines(thread.resolve("status"));
                assertThat(status).contains("NoNewPrivs:\t1", "CapInh:\t0000000000000000");
                for (String set : List.of("CapPrm", "CapEff", "CapBnd", "CapAmb")) {
                    assertThat(capabilities(status, set) & ~READING_OF_PROCESSES)
                            .as(thread + " " + set)
                            .isZero();
                }
            }
        }
    }

    private static long capabilities(List<String> status, String set) {
        String line = status.stream().filter(l -> l.startsWith(set)).findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
    }

    /** Local addresses, in hexadecimal, of the sockets on which it listens. */
    private static List<String> listening(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> fds = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path fd : fds.toList()) {
                sockets.add(Files.readSymbolicLink(fd).toString());
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] words = line.strip().split(" +");
                boolean waits = words[3].equals("0A") || words[3].equals("07");
                if (waits && sockets.contains("socket:[" + words[9] + "]")) {
                    String address = words[1];
                    // Java listens on IPv6 for both: the last four bytes are the IPv4 address.
                    addresses.add(address.substring(address.indexOf(':') - 8));
                }
            }
        }
        assertThat(addresses).as("the admin endpoint").isNotEmpty();
        return addresses;
    }

    private static void assertPrivate(Path spool) throws IOException {
        assertThat(mode(spool)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files.toList()).allMatch(file -> mode(file).equals("rw-------"));
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertSecondRefuses() {
        String saker = Host.root().resolve("saker").toString();
        String configuration = directory.resolve("collector.yaml").toString();

        Command second = Command.run(List.of(saker, "collector", "--config", configuration));

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.output())
                .contains("another collector watches this host: it holds " + directory)
                .doesNotContain("\tat ");
    }

    private void assertRecordsBeside() throws IOException {
        Path recording = directory.resolve("beside.scap");
        String saker = Host.root().resolve("saker").toString();

        Command.run(List.of(saker, "capture", "record", "-o", recording.toString(), "--for", "2s"))
                .orThrow();

        RecordingReader.open(recording).close();
        assertThat(Files.size(recording)).isGreaterThan(10_000);
        assertThat(mode(recording)).isEqualTo("rw-------");
    }

    /** The event names the recording; a scan of it gives the alert, about that very event. */
    private void assertRecordsAroundAnAlert(EmbeddedKafka broker) throws IOException {
        Path rules =
                Files.writeString(
                        directory.resolve("captured.yaml"),
                        """
                        - rule: captured
                          desc: d
                          condition: evt.type in (open, openat) and fd.name = %s/wanted
                          output: "%%fd.name"
                          priority: NOTICE
                          capture: true
                          capture_duration: 1500
                        """
                                .formatted(directory));
        String saker = Host.root().resolve("saker").toString();
        Command.run(
                        List.of(
                                saker,
                                "rules",
                                "push",
                                "--kafka",
                                broker.bootstrap(),
                                rules.toString()))
                .orThrow();
        String wanted = directory.resolve("wanted").toString();
        String later = directory.resolve("later").toString();
        String deeds = "true >" + wanted + "; sleep 0.3; true >" + later;
        // The node hears of the set's coming into force a moment after who pushed it.
        await().atMost(LIMIT)
                .pollInterval(Duration.ofSeconds(2))
                .until(
                        () -> {
                            Command.run(List.of("sh", "-c", deeds)).orThrow();
                            return !EventTopic.read(broker.bootstrap()).captures().isEmpty();
                        });
        Map.Entry<String, String> alerted =
                EventTopic.read(broker.bootstrap()).captures().entrySet().iterator().next();
        Path file = directory.resolve("captures").resolve(alerted.getValue());
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");

        List<String> print =
                List.of(saker, "capture", "print", file.toString(), "-p", "%evt.type %fd.name");
        await().atMost(LIMIT).until(() -> Command.run(print).output().contains(later));
        Command scan =
                Command.run(
                        List.of(
                                saker,
                                "scan",
                                "--json",
                                "--capture",
                                file.toString(),
                                "--rules",
                                rules.toString()));
        assertThat(scan.output()).contains("\"rule\":\"captured\"", wanted);
        assertThat(scan.output()).contains(Alerts.id("captured", List.of(alerted.getKey())));
    }

    private static Set<String> pinned() throws IOException {
        if (!Files.isDirectory(BPF_FILE_SYSTEM)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(BPF_FILE_SYSTEM)) {
            return files.map(Path::toString).collect(Collectors.toSet());
        }
    }

    /** Programs, maps and links that the process holds, as bpf_ids.c takes them. */
    private static List<String> bpfIds(long pid) throws IOException {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> fds = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
            for (Path fd : fds.toList()) {
                Files.readAllLines(fd).stream()
                        .filter(line -> line.matches("(prog|map|link)_id:\t.*"))
                        .filter(line -> !isOfALink(fd) || line.startsWith("link"))
                        .forEach(line -> ids.add(line.charAt(0) + line.replaceAll("[^0-9]", "")));
            }
        }
        return ids.stream().distinct().toList();
    }

    /** A link's entry tells the id of its program as well, which has an entry of its own. */
    private static boolean isOfALink(Path fd) {
        try {
            return Files.readString(fd).contains("link_id:");
        } catch (IOException gone) {
            return false;
        }
    }

    private Set<String> there(List<String> ids) {
        Path program = directory.resolve("bpf_ids");
        if (!Files.exists(program)) {
            Path source = Host.testResources().resolve("deeds/bpf_ids.c");
            Command.run(List.of("gcc", "-o", program.toString(), source.toString())).orThrow();
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(ids);
        return Command.run(command).orThrow().output().lines().collect(Collectors.toSet());
    }
}
