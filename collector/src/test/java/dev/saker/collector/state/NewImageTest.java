// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.exit;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.Deeds.threadBorn;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.ProcessFlag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program is told by, what its children have of it, and who gets them when it ends. */
class NewImageTest {
    private static final long TID = 100;
    private static final long CLONE_FILES = 1;
    private static final int PR_SET_NAME = 15;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(TID, 1));
        host.apply(exec(TID, "/bin/bash", "bash"));
    }

    @ParameterizedTest(name = "flags {0} are {1}")
    @CsvSource({
        "0, 0",
        "1, EXE_WRITABLE",
        "2, EXE_UPPER_LAYER",
        "4, EXE_FROM_MEMFD",
        "8, EXE_LOWER_LAYER",
        "5, EXE_WRITABLE EXE_FROM_MEMFD",
        "4294967280, 0", // bits without a name here are no flags of ours
    })
    void exec_sayingFlags_hasThem(long flags, String names) {
        int expected = 0;
        for (String name : names.split(" ")) {
            expected |= name.equals("0") ? 0 : ProcessFlag.valueOf(name).bit();
        }

        host.apply(exec(TID, "/bin/tool", "tool").with("flags", flags));

        assertThat(host.thread(TID).exeFlags).isEqualTo(expected);
    }

    @Test
    void flags_areThoseOfTheLastExecThatSucceeded() {
        host.apply(exec(TID, "memfd:x", "x").with("flags", 4));
        host.apply(exec(TID, "/bin/none", "none").with("flags", 1).with("res", -2));
        assertThat(host.thread(TID).exeFlags).isEqualTo(ProcessFlag.EXE_FROM_MEMFD.bit());

        host.apply(born(200, TID));
        assertThat(host.thread(200).exeFlags).isEqualTo(ProcessFlag.EXE_FROM_MEMFD.bit());

        host.apply(exec(200, "/bin/tool", "tool"));
        assertThat(host.thread(200).exeFlags).isZero();
        assertThat(host.thread(TID).exeFlags).isEqualTo(ProcessFlag.EXE_FROM_MEMFD.bit());
    }

    /** The kernel gives the thread its group's number; the others are gone, so is its own. */
    @Test
    void exec_byAnotherThreadThanTheMain_isTheProcesssFromThenOn() {
        host.apply(threadBorn(101, TID, 1));
        host.apply(threadBorn(102, TID, 1));
        host.apply(openAt(101, 7, AT_FDCWD, "/shared", 1));

        host.apply(exec(TID, "/bin/tool", "tool"));

        assertThat(host.thread(101)).isNull();
        assertThat(host.thread(102)).isNull();
        assertThat(host.thread(TID).isMainThread()).isTrue();
        assertThat(text(host.thread(TID).name)).isEqualTo("tool");
        assertThat(text(host.fd(TID, 7).name())).isEqualTo("/shared");
    }

    @Test
    void newProcess_hasWhatItsParentHad() {
        host.apply(
                exec(TID, "/bin/tool", "tool")
                        .with("tty", 34816)
                        .with("loginuid", 1000)
                        .with("vpgid", 90)
                        .with("cap_inheritable", 1)
                        .with("cap_permitted", 2)
                        .with("cap_effective", 3)
                        .with("exe_ino", 4)
                        .with("exe_ino_ctime", 5)
                        .with("exe_ino_mtime", 6));
        host.apply(Event.of(EventCodes.SETSID, TID).with("res", 80));
        host.apply(Event.of(EventCodes.CHDIR, TID).with("res", 0).with("path", "/srv"));
        host.apply(openAt(TID, 3, AT_FDCWD, "a", 1));

        host.apply(born(200, TID).with("flags", CLONE_FILES).with("uid", 7).with("gid", 8));

        ThreadEntry child = host.thread(200);
        assertThat(text(child.exePath)).isEqualTo("/bin/tool");
        assertThat(text(child.cwd())).isEqualTo("/srv/");
        assertThat(child.environment().count()).isEqualTo(2);
        assertThat(child.sid).isEqualTo(80);
        assertThat(child.vpgid).isEqualTo(90);
        assertThat(child.tty).isEqualTo(34816);
        assertThat(child.loginUid).isEqualTo(1000);
        assertThat(child.capInheritable).isEqualTo(1);
        assertThat(child.capPermitted).isEqualTo(2);
        assertThat(child.capEffective).isEqualTo(3);
        assertThat(child.exeIno).isEqualTo(4);
        assertThat(child.exeCtime).isEqualTo(5);
        assertThat(child.exeMtime).isEqualTo(6);
        assertThat(child.uid).isEqualTo(7);
        assertThat(child.gid).isEqualTo(8);
        assertThat(child.cloneTime).isEqualTo(1_000_000_000L);
    }

    /** As Falco does it: a copy, even where the kernel lets both use one table. */
    @Test
    void newProcess_hasDescriptorsOfItsOwn() {
        host.apply(openAt(TID, 3, AT_FDCWD, "/a", 1));
        host.apply(born(200, TID).with("flags", CLONE_FILES));

        host.apply(openAt(200, 4, AT_FDCWD, "/b", 1));
        host.apply(openAt(TID, 5, AT_FDCWD, "/c", 1));

        assertThat(text(host.fd(200, 3).name())).isEqualTo("/a");
        assertThat(host.fd(TID, 4)).isNull();
        assertThat(host.fd(200, 5)).isNull();
    }

    @Test
    void name_setByItself_isNotFollowed() {
        host.apply(
                Event.of(EventCodes.PRCTL, TID)
                        .with("res", 0)
                        .with("option", PR_SET_NAME)
                        .with("arg2_str", "innocent"));

        assertThat(text(host.thread(TID).name)).isEqualTo("bash");
    }

    @Test
    void children_ofAThreadThatEnds_areTheOtherThreadsOfItsProcess() {
        host.apply(threadBorn(101, TID, 1));
        host.apply(born(300, 101));
        assertThat(host.thread(300).ptid).isEqualTo(101);

        host.apply(exit(101, -1));

        assertThat(host.thread(300).ptid).isEqualTo(TID);
        assertThat(host.thread(300).parentProcess().tid).isEqualTo(TID);
    }

    @Test
    void children_ofALeaderThatEndsFirst_areItsLiveThreads() {
        host.apply(threadBorn(101, TID, 1));
        host.apply(born(300, TID));

        host.apply(exit(TID, -1));

        assertThat(host.thread(300).ptid).isEqualTo(101);
        assertThat(host.thread(300).parentProcess().tid).isEqualTo(TID);
    }

    @Test
    void children_withNobodyLeftToTakeThem_areNobodys() {
        host.apply(
                born(300, TID).with("vtid", 5).with("vpid", 5)); // in a namespace, its parent not
        host.apply(born(400, 300).with("vtid", 6).with("vpid", 6));

        host.apply(exit(300, -1));

        assertThat(host.thread(400).ptid).isZero();
        assertThat(host.thread(400).parentProcess()).isNull();
    }
}
