// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program whose second thread changes the arguments of calls that the first one makes. */
class RaceIT {
    private static final int TRIES = 10_000;

    @AutoClose private static LiveProbe live;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws ProbeException {
        live =
                LiveProbe.open(
                        ProbeOptions.defaults()
                                .withRaceChecks(true)
                                .withEvents(
                                        LiveProbe.codes(
                                                "PPME_SYSCALL_OPEN_X",
                                                "PPME_SYSCALL_CREAT_X",
                                                "PPME_SYSCALL_OPENAT_2_X",
                                                "PPME_SYSCALL_OPENAT2_X",
                                                "PPME_SOCKET_CONNECT_X")));
    }

    private static Deed attack(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, Path.of("target", "races").toAbsolutePath().toString());
        FutureTask<Deed> doing = new FutureTask<>(() -> Deed.run(command));
        new Thread(doing).start();
        while (!doing.isDone()) {
            live.seen(); // what others do on a busy machine would fill the rings
            Thread.sleep(20);
        }
        return doing.get();
    }

    @Test
    void open_ofNameThatChanges_hasThePathOfTheKernelsFile(TestReporter report) throws Exception {
        Path one = Files.createFile(folder.resolve("file-a"));
        Path other = Files.createFile(folder.resolve("file-b"));
        Map<Long, String> paths =
                Map.of(
                        (Long) Files.getAttribute(one, "unix:ino"), one.toString(),
                        (Long) Files.getAttribute(other, "unix:ino"), other.toString());

        Deed deed = attack("open", "" + TRIES, one.toString(), other.toString());

        List<SeenEvent> opened =
                live.of(deed.pid(), "openat").stream()
                        .filter(event -> paths.containsKey(event.number("ino")))
                        .toList();
        assertThat(opened).hasSize((int) deed.result());
        assertThat(opened)
                .allMatch(
                        event ->
                                event.prefix().kernelPath().equals(paths.get(event.number("ino"))));
        long wrong =
                opened.stream()
                        .filter(
                                event ->
                                        !event.prefix()
                                                .kernelPath()
                                                .equals(event.params().get("name")))
                        .count();
        report.publishEntry(
                "opens", deed.result() + ", " + wrong + " with another name than the file's");
    }

    @Test
    void failedOpen_ofNameThatChanges_isMarked(TestReporter report) throws Exception {
        long marked = 0;
        // Where others keep the processors busy the attacker may not run beside its victim.
        for (int round = 0; round < 5 && marked == 0; round++) {
            Deed deed = attack("open", "" + TRIES, "/no/such-a", "/no/such-b");

            List<SeenEvent> failed = failures(deed);
            marked = failed.stream().filter(event -> event.prefix().argumentsChanged()).count();
            assertThat(failed).hasSize(TRIES);
        }
        assertThat(marked).isPositive();
        report.publishEntry("failed opens", TRIES + ", " + marked + " marked as changed");
    }

    private static List<SeenEvent> failures(Deed deed) {
        return live.of(deed.pid(), "openat").stream()
                .filter(event -> String.valueOf(event.params().get("name")).startsWith("/no/"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect-stream"})
    void connect_toPortThatChanges_hasTheAddressOfTheKernelsSocket(String what, TestReporter report)
            throws Exception {
        Deed deed = attack(what, "" + TRIES);

        List<SeenEvent> connects = live.of(deed.pid(), "connect");
        assertThat(connects).hasSize(TRIES);
        for (int i = 0; i < TRIES; i++) {
            String truth = "127.0.0.1:" + deed.get("t" + i);
            assertThat(connects.get(i).text("addr")).isEqualTo(truth);
            assertThat(connects.get(i).text("tuple")).endsWith("->" + truth);
        }
        long marked = connects.stream().filter(event -> event.prefix().argumentsChanged()).count();
        report.publishEntry(what, TRIES + ", " + marked + " marked as changed");
    }

    @Test
    void argumentsThatStayTheSame_areNotMarked() throws Exception {
        Deed deed = Deed.perform("openat", "/etc/passwd", "0");

        SeenEvent event = live.last(deed, "openat");
        assertThat(event.prefix().argumentsChanged()).isFalse();
        assertThat(event.prefix().kernelPath()).isEqualTo("/etc/passwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "openat", "openat2", "creat"})
    void open_throughALink_hasThePathBehindIt(String call) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        Deed deed = Deed.perform(call, link.toString(), "0");

        SeenEvent event = live.last(deed, call);
        assertThat(event.text("name")).isEqualTo(link.toString());
        assertThat(event.prefix().kernelPath()).isEqualTo(file.toString());
    }

    @Test
    void open_throughARing_isMarkedAsSuch() throws Exception {
        Deed deed =
                Deed.run(
                        List.of(
                                Path.of("target", "rings").toAbsolutePath().toString(),
                                "openat",
                                "/etc/passwd",
                                "0",
                                "0"));

        SeenEvent event = live.last(deed, "openat");
        assertThat(event.prefix().fromIoUring()).isTrue();
        assertThat(event.prefix().kernelPath()).isEqualTo("/etc/passwd");
    }
}
