// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.CHILD_IN_PIDNS;
import static dev.saker.collector.testing.Deeds.CLONE_THREAD;
import static dev.saker.collector.testing.Deeds.O_CLOEXEC;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.cloned;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.exit;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.Deeds.threadBorn;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Deeds;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessEventsTest {
    private static final long SECOND = 1_000_000_000L;
    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(exec(1, "/sbin/init", "init"));
        host.apply(born(100, 1));
        host.apply(exec(100, "/bin/bash", "bash", "-l"));
    }

    @Test
    void clone_announcedByChild_inheritsFromParent() {
        host.apply(Event.of(EventCodes.CHDIR, 100).with("res", 0).with("path", "/srv"));
        host.apply(openAt(100, 3, Deeds.AT_FDCWD, "x", 1));

        host.apply(born(200, 100).at(7 * SECOND));

        ThreadEntry child = host.thread(200);
        assertThat(text(child.cwd())).isEqualTo("/srv/");
        assertThat(text(host.fd(200, 3).name())).isEqualTo("/srv/x");
        assertThat(text(child.exePath)).isEqualTo("/bin/bash");
        assertThat(child.parentProcess().tid).isEqualTo(100);
        assertThat(child.cloneTime).isEqualTo(7 * SECOND);
        assertThat(child.pidnsStartTime).isEqualTo(TestHost.BOOT_TIME);
    }

    @Test
    void clone_announcedByCallerFirst_isMadeOnce() {
        host.apply(cloned(100, 200, 0).at(5 * SECOND));
        ThreadEntry first = host.thread(200);

        host.apply(born(200, 100).at(5 * SECOND + 1));

        assertThat(host.thread(200)).isSameAs(first);
        assertThat(first.parentProcess().tid).isEqualTo(100);
    }

    @Test
    void clone_announcedByChildFirst_isMadeOnce() {
        host.apply(born(200, 100).at(5 * SECOND));
        ThreadEntry first = host.thread(200);

        host.apply(cloned(100, 200, 0).at(5 * SECOND + 1));

        assertThat(host.thread(200)).isSameAs(first);
    }

    @Test
    void clone_ofATidSeenLongAgo_isAnotherThread() {
        host.apply(born(200, 100).at(5 * SECOND));
        host.apply(openAt(200, 9, Deeds.AT_FDCWD, "/old", 1));
        ThreadEntry old = host.thread(200);

        host.apply(born(200, 1).at(8 * SECOND));

        assertThat(host.thread(200)).isNotSameAs(old);
        assertThat(host.fd(200, 9)).isNull();
        assertThat(host.thread(200).parentProcess().tid).isEqualTo(1);
    }

    @Test
    void clone_callersEventAfterTheChildsExit_doesNotRaiseTheDead() {
        host.apply(born(200, 100).at(5 * SECOND));
        host.apply(exit(200, 0).at(5 * SECOND + 10));

        host.apply(cloned(100, 200, 0).at(5 * SECOND + 20));

        assertThat(host.thread(200)).isNull();
    }

    @Test
    void clone_intoAPidNamespace_isLeftToTheChildsEvent() {
        host.apply(cloned(100, 200, CHILD_IN_PIDNS));
        assertThat(host.thread(200)).isNull();

        host.apply(
                born(200, 100)
                        .with("flags", CHILD_IN_PIDNS)
                        .with("vtid", 1)
                        .with("vpid", 1)
                        .with("pidns_init_start_ts", 40));

        assertThat(host.thread(200).vpid).isEqualTo(1);
        assertThat(host.thread(200).isReaper()).isTrue();
        assertThat(host.thread(200).pidnsStartTime).isEqualTo(TestHost.BOOT_TIME + 40);
    }

    @Test
    void clone_ofAThread_sharesWithTheLeader() {
        host.apply(threadBorn(101, 100, 1));

        host.apply(openAt(101, 7, Deeds.AT_FDCWD, "/shared", 1));

        assertThat(text(host.fd(100, 7).name())).isEqualTo("/shared");
        assertThat(host.thread(101).leader()).isSameAs(host.thread(100));
        assertThat(host.thread(101).parentProcess().tid).isEqualTo(1);
        assertThat(host.thread(100).liveThreads()).isEqualTo(2);
    }

    @Test
    void clone_byAnUnknownCaller_learnsTheCaller() {
        host.apply(cloned(900, 901, 0).with("pid", 900).with("ptid", 1));

        assertThat(text(host.thread(900).name)).isEqualTo("sh");
        assertThat(host.thread(901).parentProcess().tid).isEqualTo(900);
    }

    @Test
    void clone_inAContainersGroup_isInTheContainer() {
        String id = "a".repeat(64);

        host.apply(born(200, 100).with("cgroups", new String[] {"cpu=/", "memory=/docker/" + id}));

        assertThat(text(host.thread(200).container.id())).isEqualTo("aaaaaaaaaaaa");
        assertThat(text(host.thread(200).container.fullId())).isEqualTo(id);
        assertThat(host.thread(100).container.isHost()).isTrue();
    }

    @Test
    void exec_thatSucceeds_isAnotherProgram() {
        host.apply(
                exec(100, "/usr/bin/cat (deleted)", "cat", "/etc/hostname", "").with("uid", 1000));

        ThreadEntry thread = host.thread(100);
        assertThat(text(thread.exePath)).isEqualTo("/usr/bin/cat");
        assertThat(text(thread.exe)).isEqualTo("cat");
        assertThat(thread.args.count()).isEqualTo(2);
        assertThat(thread.uid).isEqualTo(1000);
        assertThat(thread.environment().count()).isEqualTo(2);
    }

    @Test
    void exec_thatFails_keepsTheCaller() {
        host.apply(exec(100, "/nowhere/tool", "tool").with("res", -2));

        assertThat(text(host.thread(100).name)).isEqualTo("bash");
        assertThat(text(host.thread(100).exePath)).isEqualTo("/bin/bash");
    }

    @Test
    void exec_dropsCloseOnExecDescriptorsAndOtherThreads() {
        host.apply(openAt(100, 3, Deeds.AT_FDCWD, "/kept", 1));
        host.apply(openAt(100, 4, Deeds.AT_FDCWD, "/dropped", 1 | O_CLOEXEC));
        host.apply(threadBorn(101, 100, 1));

        host.apply(exec(100, "/bin/true", "true"));

        assertThat(host.fd(100, 3)).isNotNull();
        assertThat(host.fd(100, 4)).isNull();
        assertThat(host.thread(101)).isNull();
        assertThat(host.thread(100).liveThreads()).isEqualTo(1);
    }

    @Test
    void exec_byAnUnknownThread_makesItKnown() {
        host.apply(exec(500, "/bin/date", "date").with("ptid", 100));

        assertThat(host.thread(500).isPlaceholder()).isFalse();
        assertThat(host.thread(500).parentProcess().tid).isEqualTo(100);
        assertThat(host.thread(500).vpid).isEqualTo(500);
    }

    @Test
    void exit_isVisibleToItsOwnEventOnly() {
        host.apply(born(200, 100));

        CurrentEvent event = host.apply(exit(200, 0));

        assertThat(event.thread().tid).isEqualTo(200);
        assertThat(host.thread(200)).isNull();
    }

    @Test
    void exit_givesChildrenToTheKernelsReaper() {
        host.apply(born(200, 100));
        host.apply(born(300, 200));

        host.apply(exit(200, 1));

        assertThat(host.thread(300).ptid).isEqualTo(1);
        assertThat(host.thread(300).parentProcess().tid).isEqualTo(1);
    }

    @Test
    void exit_withoutAReaperFromTheKernel_asksTheNearestSubreaper() {
        host.apply(
                Event.of(EventCodes.PRCTL, 100)
                        .with("res", 0)
                        .with("option", 36)
                        .with("arg2_int", 1));
        host.apply(born(200, 100));
        host.apply(born(300, 200));
        host.apply(born(400, 300));

        host.apply(exit(300, -1));

        assertThat(host.thread(400).parentProcess().tid).isEqualTo(100);
    }

    @Test
    void exit_ofALeader_keepsItUntilTheGroupIsEmpty() {
        host.apply(threadBorn(101, 100, 1));

        host.apply(exit(100, 0));
        assertThat(host.thread(100)).isNotNull();

        host.apply(exit(101, 0));
        assertThat(host.thread(100)).isNull();
        assertThat(host.thread(101)).isNull();
    }

    @Test
    void unknownThread_isAPlaceholder() {
        host.apply(openAt(777, 3, Deeds.AT_FDCWD, "/x", 1));

        assertThat(text(host.thread(777).name)).isEqualTo("<NA>");
        assertThat(host.thread(777).pid).isEqualTo(-1);
        assertThat(host.thread(777).uid).isEqualTo(ThreadEntry.NO_ID);
    }

    @Test
    void fullTable_refusesAndCounts() {
        TestHost small = new TestHost(2, 0);
        small.apply(born(1, 0));
        small.apply(born(2, 1));

        CurrentEvent event = small.apply(openAt(3, 3, Deeds.AT_FDCWD, "/x", 1));

        assertThat(event.thread()).isNull();
        assertThat(small.state.threads().refused()).isEqualTo(1);
    }

    @Test
    void purge_removesOnlyTheUnseenAndDead() {
        host.apply(born(200, 100).at(SECOND));
        host.apply(born(300, 100).at(SECOND));
        host.apply(born(400, 100).at(900 * SECOND));

        host.state.threads().purge(10_000, 600 * SECOND, tid -> tid != 200);

        assertThat(host.thread(200)).isNull();
        assertThat(host.thread(300)).isNotNull();
        assertThat(host.thread(400)).isNotNull();
        assertThat(host.state.threads().purged()).isEqualTo(1);
    }

    @Test
    void cloneOfThread_byCaller_isInTheCallersGroup() {
        host.apply(cloned(100, 101, CLONE_THREAD));

        assertThat(host.thread(101).pid).isEqualTo(100);
        assertThat(host.thread(101).leader()).isSameAs(host.thread(100));
    }
}
