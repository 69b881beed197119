// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloneIT {
    private static final long IN_PIDNS = 1 << 29;
    private static final long CLONE_FILES = 1;
    private static final long THREAD_SIGHAND_VM = 1 << 13 | 1 << 11 | 1 << 15;
    private static final long EINVAL = -22;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    private static void assertCommon(SeenEvent event, long tid, long pid) throws Exception {
        assertThat(event.text("exe")).isEqualTo(Deed.program().toString());
        assertThat(event.number("tid")).isEqualTo(tid);
        assertThat(event.number("pid")).isEqualTo(pid);
        assertThat(event.params().get("cwd")).isNull();
        assertThat(event.number("fdlimit")).isPositive();
        assertThat(event.number("pgft_maj")).isNotNegative();
        assertThat(event.number("pgft_min")).isPositive();
        assertThat(event.number("vm_size")).isBetween(500L, 200_000L);
        assertThat(event.number("vm_rss")).isNotNegative();
        assertThat(event.number("vm_swap")).isNotNegative();
        assertThat(event.text("comm")).isEqualTo("deeds");
        assertThat(event.text("cgroups")).isEqualTo(Cgroups.expected());
        assertThat(event.number("uid")).isZero();
        assertThat(event.number("gid")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"clone,0", "clone3,0", "fork,0", "vfork,0"})
    void call_thatForks_givesOneEventToEachSide(String call) throws Exception {
        Deed deed = Deed.perform(call, "0");
        List<SeenEvent> parents = live.of(deed.pid(), call);
        List<SeenEvent> children = live.of(deed.result(), call);

        assertThat(parents).filteredOn(event -> event.number("res") == deed.result()).hasSize(1);
        assertThat(children).hasSize(1);

        SeenEvent parent = live.last(deed, call);
        assertCommon(parent, deed.pid(), deed.pid());
        assertThat(Path.of("/proc/self/task/" + parent.number("ptid"))).exists();
        assertThat(parent.text("args")).isEqualTo(call + "|0|");
        assertThat(parent.number("flags")).isZero();
        assertThat(parent.number("vtid")).isEqualTo(deed.pid());
        assertThat(parent.number("vpid")).isEqualTo(deed.pid());
        assertThat(parent.number("pidns_init_start_ts")).isZero();

        SeenEvent child = children.get(0);
        assertCommon(child, deed.result(), deed.result());
        assertThat(child.number("ptid")).isEqualTo(deed.pid());
        assertThat(child.number("res")).isZero();
        assertThat(child.text("args")).isEqualTo(call + "|0|");
        assertThat(child.number("flags")).isZero();
        assertThat(child.number("vtid")).isEqualTo(deed.result());
        assertThat(child.number("vpid")).isEqualTo(deed.result());
        assertThat(child.number("pidns_init_start_ts")).isPositive();
        assertThat(child.time()).isLessThan(parent.time());
    }

    /** By the table of 32-bit programs, in which the numbers are others. */
    @ParameterizedTest
    @CsvSource({"fork,2", "clone,120 17"})
    void callOfA32BitProgram_isTheSameOnBothSides(String call, String words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words.split(" ")));
        command.add(0, Path.of("target", "script32").toAbsolutePath().toString());
        Deed deed = Deed.run(command);

        long child = live.last(deed, call).number("res");
        assertThat(child).isPositive();
        assertThat(live.of(child, call))
                .singleElement()
                .matches(event -> event.number("ptid") == deed.pid())
                .matches(event -> event.number("res") == 0);
    }

    @Test
    void processOfAUser_hasItsIdsOnBothSides() throws Exception {
        List<String> command =
                List.of("setpriv", "--reuid=5", "--regid=6", "--clear-groups", "sh", "-c", "(:)");
        Deed deed = Deed.run(command);

        SeenEvent parent =
                live.seen().stream()
                        .filter(event -> event.tid() == deed.pid())
                        .filter(event -> event.name().matches("clone3?|v?fork"))
                        .filter(event -> event.number("res") > 0)
                        .findFirst()
                        .orElseThrow();
        SeenEvent child = live.of(parent.number("res"), parent.name()).get(0);
        assertThat(List.of(parent, child)).allMatch(event -> event.number("uid") == 5);
        assertThat(List.of(parent, child)).allMatch(event -> event.number("gid") == 6);
    }

    @Test
    void clone_intoNewPidNamespace_marksBothSides() throws Exception {
        Deed deed = Deed.perform("clone", "0x20000000"); // CLONE_NEWPID

        assertThat(live.last(deed, "clone").number("flags")).isEqualTo(1 << 6);
        SeenEvent child = live.of(deed.result(), "clone").get(0);
        assertThat(child.number("flags")).isEqualTo(1 << 6 | IN_PIDNS);
        assertThat(child.number("vtid")).isEqualTo(1);
        assertThat(child.number("vpid")).isEqualTo(1);
    }

    /** CLONE_FILES, and CLONE_FS with CLONE_SYSVSEM, which cannot be seen from outside. */
    @ParameterizedTest
    @CsvSource({"clone,0x400,1", "clone3,0x400,1", "clone,0x40200,0x1002", "clone3,0x40200,0x1002"})
    void flagsOfACall_areOnBothSides(String call, String flags, String expected) throws Exception {
        Deed deed = Deed.perform(call, flags);

        long scap = Long.decode(expected);
        assertThat(live.last(deed, call).number("flags")).isEqualTo(scap);
        assertThat(live.of(deed.result(), call).get(0).number("flags")).isEqualTo(scap);
    }

    @ParameterizedTest
    @CsvSource({"clone,0x10000", "clone3,0x10000"}) // CLONE_THREAD without what it requires
    void call_thatFails_hasErrorAndNoArguments(String call, String flags) throws Exception {
        Deed deed = Deed.perform(call, flags);

        SeenEvent event = live.last(deed, call);
        assertThat(event.number("res")).isEqualTo(EINVAL);
        assertThat(event.params().get("exe")).isNull();
        assertThat(event.params().get("args")).isNull();
        assertThat(event.number("flags")).isEqualTo(1 << 13);
        assertThat(event.number("tid")).isEqualTo(deed.pid());
    }

    @Test
    void thread_ofProcess_isAnnouncedWithItsOwnNumber() throws Exception {
        Deed deed = Deed.perform("thread");
        long thread = deed.get("thread");

        SeenEvent event =
                live.seen().stream().filter(seen -> seen.tid() == thread).findFirst().orElseThrow();
        assertThat(event.name()).isIn("clone", "clone3");
        assertThat(event.number("tid")).isEqualTo(thread);
        assertThat(event.number("pid")).isEqualTo(deed.pid());
        assertThat(event.number("flags") & (THREAD_SIGHAND_VM | CLONE_FILES))
                .isEqualTo(THREAD_SIGHAND_VM | CLONE_FILES);
        assertThat(event.number("vtid")).isEqualTo(thread);
        assertThat(event.number("vpid")).isEqualTo(deed.pid());
    }

    /** What this JVM's own cgroup file says, in the form and order of the events. */
    static final class Cgroups {
        private Cgroups() {}

        static String expected() throws Exception {
            List<String> lines = Files.readAllLines(Path.of("/proc/self/cgroup"));
            StringBuilder text = new StringBuilder();
            for (String controller : List.of("cpuset", "cpu", "cpuacct", "io", "memory")) {
                text.append(controller).append('=').append(path(lines, controller)).append('|');
            }
            return text.toString();
        }

        private static String path(List<String> lines, String controller) {
            String inV1 = controller.equals("io") ? "blkio" : controller;
            String unified = "/";
            for (String line : lines) {
                String[] fields = line.split(":", 3);
                if (List.of(fields[1].split(",")).contains(inV1)) {
                    return fields[2];
                }
                unified = fields[0].equals("0") ? fields[2] : unified;
            }
            return unified;
        }
    }
}
