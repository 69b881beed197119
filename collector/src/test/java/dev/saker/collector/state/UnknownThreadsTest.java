// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.CHILD_IN_PIDNS;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.cloned;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.exit;
import static dev.saker.collector.testing.Deeds.threadBorn;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What births tell of threads that nobody knew: at a recording's beginning, or after events were
 * lost. The functions of libsinsp's parser that are named here are the standard.
 */
class UnknownThreadsTest {
    private static final long CLONE_VFORK = 1 << 27;
    private static final long SECOND = 1_000_000_000L;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
    }

    /** parse_clone_exit_caller: ids at once, the program of the child it makes, never the user. */
    @Test
    void caller_thatNobodyKnew_hasTheProgramOfItsChildAndNoUser() {
        host.apply(cloned(70, 71, 0).with("vtid", 70).with("vpid", 70));

        ThreadEntry caller = host.thread(70);
        assertThat(caller.pid).isEqualTo(70);
        assertThat(caller.ptid).isEqualTo(1);
        assertThat(text(caller.name)).isEqualTo("sh");
        assertThat(caller.args).isSameAs(host.thread(71).args);
        assertThat(caller.uid).isEqualTo(ThreadEntry.NO_ID);
        assertThat(host.thread(71).ptid).isEqualTo(70);
        assertThat(host.thread(71).uid).isZero();
    }

    /** The same: whoever leaves the child to its own event returns before it takes a program. */
    @Test
    void caller_thatNobodyKnew_withoutAChildToMake_hasNoProgram() {
        host.apply(cloned(70, 71, CLONE_VFORK));

        assertThat(text(host.thread(70).name)).isEqualTo("<NA>");
        assertThat(host.thread(70).pid).isEqualTo(70);
        assertThat(host.thread(71)).isNull();
    }

    /** parse_clone_exit_child: a thread's own event makes its main thread known. */
    @Test
    void leader_thatNobodyKnew_isKnownByItsThread() {
        host.apply(threadBorn(81, 80, 1).with("vpid", 5).with("vtid", 6));

        ThreadEntry leader = host.thread(80);
        assertThat(leader.isPlaceholder()).isFalse();
        assertThat(leader.pid).isEqualTo(80);
        assertThat(leader.ptid).isEqualTo(1);
        assertThat(leader.vpid).isEqualTo(5);
        assertThat(leader.vtid).isEqualTo(5);
        assertThat(text(leader.name)).isEqualTo("sh");
        assertThat(leader.uid).isEqualTo(ThreadEntry.NO_ID);
        assertThat(host.thread(81).leader()).isSameAs(leader);
        assertThat(leader.liveThreads()).isEqualTo(2);
    }

    /** parse_execve_exit of a thread that nobody knew: it alone is its group. */
    @Test
    void program_ofAThreadThatNobodyKnew_isOneThread() {
        host.apply(exec(85, "/bin/tool", "tool"));

        assertThat(host.thread(85).liveThreads()).isEqualTo(1);
        assertThat(host.thread(85).vpid).isEqualTo(85);
    }

    /** The same: of an unknown parent nothing is learnt from its child. */
    @Test
    void parent_thatNobodyKnew_staysUnknown() {
        host.apply(born(91, 90));

        assertThat(host.thread(90).isPlaceholder()).isTrue();
        assertThat(host.thread(91).ptid).isZero();
    }

    /** Events of before 2014 do not tell the ids inside: the thread's is its own, no process's. */
    @Test
    void innerIds_thatAreNotTold_areTheOwnAndNone() {
        host.apply(born(92, 1).with("vtid", null).with("vpid", null));

        assertThat(host.thread(92).vtid).isEqualTo(92);
        assertThat(host.thread(92).vpid).isEqualTo(-1);
        assertThat(host.thread(92).isInPidNamespace()).isFalse();
    }

    /** is_in_pid_namespace looks at the flag of the birth, which an exec clears. */
    @Test
    void namespace_toldByTheBirth_isForgottenByAnExec() {
        host.apply(born(93, 1).with("flags", CHILD_IN_PIDNS));
        assertThat(host.thread(93).isInPidNamespace()).isTrue();

        host.apply(exec(93, "/bin/tool", "tool"));
        assertThat(host.thread(93).isInPidNamespace()).isFalse();
    }

    /** parse_clone_exit_child subtracts without a sign: who is younger than the event is stale. */
    @Test
    void child_whoseEntryIsYoungerThanItsEvent_isAnother() {
        host.apply(born(94, 1).at(5 * SECOND));
        ThreadEntry first = host.thread(94);

        host.apply(born(94, 1).at(6 * SECOND));
        assertThat(host.thread(94)).isSameAs(first);

        host.apply(born(94, 1).at(4 * SECOND));
        assertThat(host.thread(94)).isNotSameAs(first);
    }

    /** find_new_reaper: without a word of the kernel the main thread, else who came first. */
    @Test
    void children_ofADyingThread_areTheMainThreads_thenTheEldests() {
        host.apply(born(100, 1));
        for (long tid = 101; tid <= 103; tid++) {
            host.apply(threadBorn(tid, 100, 1));
        }
        host.apply(cloned(103, 110, 0).with("pid", 100));
        host.apply(exit(103, -1));
        assertThat(host.thread(110).ptid).isEqualTo(100);

        host.apply(exit(100, -1));
        assertThat(host.thread(110).ptid).isEqualTo(101);
    }

    /** Memory that an exec does not tell of is what it was. */
    @Test
    void resources_thatAreNotTold_stay() {
        host.apply(born(120, 1).with("vm_size", 5).with("vm_swap", 7));

        host.apply(exec(120, "/bin/tool", "tool"));

        assertThat(host.thread(120).vmSize).isEqualTo(5);
        assertThat(host.thread(120).vmSwap).isEqualTo(7);
    }

    /** as&lt;std::string&gt; of a text that is not there. */
    @Test
    void program_thatIsNotTold_isNobodys() {
        host.apply(born(130, 1).with("exe", null).with("comm", null));
        assertThat(text(host.thread(130).name)).isEqualTo("<NA>");

        host.apply(Event.of(EventCodes.CHDIR, 130).with("res", 0).with("path", "(NULL)"));
        assertThat(text(host.thread(130).cwd())).isEqualTo("<NA>/");
    }
}
