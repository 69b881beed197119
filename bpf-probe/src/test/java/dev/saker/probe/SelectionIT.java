// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionIT {
    private static final String CHDIR = "PPME_SYSCALL_CHDIR_X";
    private static final String SETUID = "PPME_SYSCALL_SETUID_X";
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup/unified");

    @Test
    void events_switchedWhileRunning_countFromThenOn() throws Exception {
        ProbeOptions options = ProbeOptions.defaults().withEvents(LiveProbe.codes(CHDIR));
        try (LiveProbe live = LiveProbe.open(options)) {
            Deed before = Deed.perform("setuid", "5");
            live.probe().setEvents(LiveProbe.codes(SETUID));
            Deed setuid = Deed.perform("setuid", "5");
            Deed chdir = Deed.perform("chdir", "/");

            assertThat(live.of(before.pid(), "setuid")).isEmpty();
            assertThat(live.of(setuid.pid(), "setuid")).hasSize(1);
            assertThat(live.of(chdir.pid(), "chdir")).isEmpty();
            assertThat(live.seen()).allMatch(event -> event.codeName().equals(SETUID));
        }
    }

    /** Their numbers mean other calls to most programs, which nobody asked for. */
    @Test
    void callsOf32BitPrograms_askedForAlone_areSeen() throws Exception {
        BitSet codes =
                LiveProbe.codes(
                        "PPME_SYSCALL_OPEN_X", "PPME_SYSCALL_READ_X", "PPME_SOCKET_SOCKET_X");
        try (LiveProbe live = LiveProbe.open(ProbeOptions.defaults().withEvents(codes))) {
            Deed open = Deed.perform("compat_open", "/etc/passwd");
            Deed read = Deed.perform("compat_read", "/etc/passwd");
            Deed socket = Deed.perform("compat_socketcall");

            assertThat(live.of(open.pid(), "open")).isNotEmpty();
            assertThat(live.of(read.pid(), "read"))
                    .anyMatch(
                            event ->
                                    event.number("fd") == read.get("fd")
                                            && event.number("res") == 16);
            assertThat(live.of(socket.pid(), "socket")).isNotEmpty();
        }
    }

    @Test
    void events_none_produceNothing() throws Exception {
        try (LiveProbe live = LiveProbe.open(ProbeOptions.defaults().withEvents(new BitSet()))) {
            Deed.perform("openat", "/etc/passwd", "0");

            assertThat(live.seen()).isEmpty();
            assertThat(live.probe().drops().produced()).isZero();
        }
    }

    @Test
    void ownProcess_byDefault_isNotSeenButItsChildrenAre() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            Files.readAllBytes(Path.of("/etc/hostname"));
            Deed deed = Deed.perform("chdir", "/");

            assertThat(live.seen())
                    .noneMatch(event -> "/etc/hostname".equals(event.params().get("name")))
                    .noneMatch(event -> event.tid() == ProcessHandle.current().pid());
            assertThat(live.seen())
                    .filteredOn(event -> event.tid() == deed.pid())
                    .first()
                    .matches(event -> event.name().matches("clone3?|v?fork"), "is how it began");
        }
    }

    @Test
    void ownProcess_ifNotExcluded_isSeen() throws Exception {
        ProbeOptions options = ProbeOptions.defaults().withExcluded(Set.of(), Set.of());
        try (LiveProbe live = LiveProbe.open(options)) {
            Files.readAllBytes(Path.of("/etc/hostname"));

            assertThat(live.seen())
                    .anyMatch(event -> "/etc/hostname".equals(event.params().get("name")));
        }
    }

    @Test
    void cgroup_excluded_hidesItAndThoseBelow() throws Exception {
        Path mount = Files.exists(UNIFIED) ? UNIFIED : Path.of("/sys/fs/cgroup");
        assumeTrue(
                Files.exists(mount.resolve("cgroup.procs")), "excluded cgroup: no cgroup v2 mount");
        Path group = Files.createDirectories(mount.resolve("saker-test/below"));
        try (LiveProbe live = LiveProbe.open()) {
            live.probe().excludeCgroup(group.getParent());
            Process inside = shell("echo $$ > " + group + "/cgroup.procs; cd /; cat /etc/hostname");
            Process outside = shell("cd /; cat /etc/hosts");

            assertThat(live.of(inside.pid(), "openat"))
                    .noneMatch(event -> "/etc/hostname".equals(event.text("name")));
            assertThat(live.seen())
                    .noneMatch(event -> "/etc/hostname".equals(event.params().get("name")))
                    .anyMatch(event -> "/etc/hosts".equals(event.params().get("name")));
            assertThat(outside.exitValue()).isZero();
        } finally {
            Files.deleteIfExists(group);
            Files.deleteIfExists(group.getParent());
        }
    }

    private static Process shell(String script) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", script)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.waitFor();
        return process;
    }

    @Test
    void event_wantedForStateAlone_leavesOutCallsThatChangeNothing() throws Exception {
        BitSet fcntl = LiveProbe.codes("PPME_SYSCALL_FCNTL_X", "PPME_SOCKET_GETSOCKOPT_X");
        try (LiveProbe live = LiveProbe.open()) {
            live.probe().setEvents(EventSelection.of(new BitSet()).withForState(fcntl));
            Deed plain = Deed.perform("fcntl", "0", "3", "0");
            Deed copying = Deed.perform("fcntl", "0", "0", "0");
            Deed asking = Deed.perform("getsockopt");

            // F_GETFL; what starts the program sets flags of descriptors.
            assertThat(live.of(plain.pid(), "fcntl")).noneMatch(event -> event.number("cmd") == 4);
            assertThat(live.of(copying.pid(), "fcntl")).anyMatch(event -> event.number("cmd") == 1);
            assertThat(live.of(asking.pid(), "getsockopt")).hasSize(1);
        }
    }

    @Test
    void clone_wantedForStateAlone_isToldByTheChildOnly() throws Exception {
        BitSet births = LiveProbe.codes("PPME_SYSCALL_CLONE_20_X", "PPME_SYSCALL_CLONE3_X");
        try (LiveProbe live = LiveProbe.open()) {
            live.probe().setEvents(EventSelection.of(new BitSet()).withForState(births));
            Deed deed = Deed.perform("clone", "0");

            assertThat(live.of(deed.pid(), "clone")).noneMatch(event -> event.number("res") != 0);
            assertThat(live.of(deed.result(), "clone")).hasSize(1);
        }
    }

    @Test
    void environment_notAskedFor_isLeftOutOfExecs() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            live.probe().setEvents(EventSelection.ordinary().withEnvironment(false));
            Process without = shell("exec true");
            live.probe().setEvents(EventSelection.ordinary());
            Process with = shell("exec true");

            assertThat(live.of(without.pid(), "execve"))
                    .hasSizeGreaterThan(1)
                    .allMatch(event -> event.params().get("env") == null)
                    .allMatch(event -> event.text("comm") != null);
            assertThat(live.of(with.pid(), "execve"))
                    .allMatch(event -> event.text("env").contains("PATH="));
        }
    }

    @Test
    void genericEvents_ofOneCall_leaveOutOthers() throws Exception {
        BitSet generic = LiveProbe.codes("PPME_GENERIC_X");
        try (LiveProbe live = LiveProbe.open()) {
            live.probe().setEvents(EventSelection.of(generic).withGeneric(Set.of("getppid")));
            Deed deed = Deed.perform("call", "110");

            assertThat(live.of(deed.pid(), "syscall"))
                    .extracting(event -> event.number("nativeID"))
                    .containsExactly(110L);
        }
    }

    @Test
    void genericEvents_ofNoSuchCall_areRefused() throws Exception {
        EventSelection wrong =
                EventSelection.of(LiveProbe.codes("PPME_GENERIC_X")).withGeneric(Set.of("read"));
        try (LiveProbe live = LiveProbe.open()) {
            assertThatThrownBy(() -> live.probe().setEvents(wrong)).hasMessageContaining("read");
        }
    }

    @Test
    void tracepoint_notSelectedAtTheStart_isRefusedLater() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            assertThatThrownBy(
                            () -> live.probe().setEvents(LiveProbe.codes("PPME_SIGNALDELIVER_E")))
                    .hasMessageContaining("signaldeliver");
        }
    }

    @Test
    void cgroup_outsideTheHierarchy_isRefused() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            assertThatThrownBy(() -> live.probe().excludeCgroup(Path.of("/tmp")))
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("/tmp");
        }
    }
}
