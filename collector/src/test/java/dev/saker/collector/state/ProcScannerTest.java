// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.FdType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against this machine's own /proc: what it says of this very process is known here too. */
class ProcScannerTest {
    private static final Path PROC = Path.of("/proc");
    private static final long PID = ProcessHandle.current().pid();

    private final ProcScanner scanner = new ProcScanner(PROC, true);
    private final long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    private final HostState host =
            new HostState(
                    ThreadTable.DEFAULT_CAPACITY,
                    new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                    Users.ofThisHost(),
                    scanner,
                    ProcScanner.bootTime(PROC));

    @Test
    void scan_findsThisProcess() {
        int found = scanner.scan(host, List.of(), now);

        ThreadEntry self = host.threads().get(PID);
        ProcessHandle.Info info = ProcessHandle.current().info();
        assertThat(found).isEqualTo(host.threads().size());
        assertThat(text(self.exePath)).isEqualTo(info.command().orElseThrow());
        assertThat(text(self.name)).isEqualTo("java");
        assertThat(text(self.cwd())).isEqualTo(Path.of("").toAbsolutePath() + "/");
        assertThat(self.environment().count()).isPositive();
        assertThat(self.liveThreads()).isGreaterThan(5);
        assertThat(self.parentProcess().tid)
                .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
        assertThat(self.exeIno).isPositive();
    }

    @Test
    void scan_startTime_isNearTheRealOne() {
        scanner.scan(host, List.of(), now);

        long started = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();

        long millis = TimeUnit.NANOSECONDS.toMillis(host.threads().get(PID).cloneTime);
        // The handle counts from a boot time in whole seconds.
        assertThat(millis).isBetween(started - 2000, started + 2000);
    }

    @Test
    void scan_findsFilesAndSockets(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("open file"));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var open = Files.newByteChannel(file);
                ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort())) {
            assertThat(open.isOpen()).isTrue();

            scanner.scan(host, List.of(), now);

            String port = ":" + server.getLocalPort();
            List<String> names = names(host.threads().get(PID));
            assertThat(names).anyMatch(name -> name.equals("FILE " + file));
            assertThat(names).anyMatch(name -> name.startsWith("IPV") && name.endsWith(port));
            String flow = client.getLocalPort() + "->";
            assertThat(names).anyMatch(name -> name.contains(flow) && name.endsWith(port));
        }
    }

    @Test
    void scan_aProcessThatEndedSinceTheFirstLook_isKnown() throws Exception {
        Process gone = new ProcessBuilder("sleep", "60").start();
        List<ThreadEntry> before = scanner.read(host);
        gone.destroy();
        gone.waitFor();

        scanner.scan(host, before, now);

        ThreadEntry entry = host.threads().get(gone.pid());
        assertThat(text(entry.name)).isEqualTo("sleep");
        assertThat(entry.parentProcess().tid).isEqualTo(PID);
        assertThat(host.unknownThreads()).isZero();
    }

    @Test
    void scan_aProcessThatChangedSinceTheFirstLook_isAsItIsNow(@TempDir Path directory)
            throws IOException {
        List<ThreadEntry> before = scanner.read(host);
        Path file = Files.createFile(directory.resolve("opened later"));
        try (var open = Files.newByteChannel(file)) {
            assertThat(open.isOpen()).isTrue();

            scanner.scan(host, before, now);

            assertThat(names(host.threads().get(PID))).contains("FILE " + file);
        }
    }

    @Test
    void find_aProcessBornLater_readsItAlone() throws IOException {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            ThreadEntry entry = host.threadOrLookup(child.pid(), now);

            assertThat(text(entry.name)).isEqualTo("sleep");
            assertThat(entry.args.count()).isEqualTo(1);
            assertThat(entry.fds().get(0).type()).isEqualTo(FdType.PIPE);
        } finally {
            child.destroy();
        }
    }

    @Test
    void find_nobody_isAPlaceholderAndCounted() {
        assertThat(host.threadOrLookup(999_999_999, now).isPlaceholder()).isTrue();
        assertThat(host.unknownThreads()).isOne();
    }

    @Test
    void thisMachinesGroups_areNoContainer() {
        scanner.scan(host, List.of(), now);

        assertThat(host.threads().get(PID).container.isHost()).isTrue();
    }

    private static List<String> names(ThreadEntry entry) {
        List<String> names = new ArrayList<>();
        for (long fd = 0; fd < 4096; fd++) {
            FdEntry found = entry.fds().get(fd);
            if (found != null) {
                names.add(found.type() + " " + text(found.name()));
            }
        }
        return names;
    }
}
