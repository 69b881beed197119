// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.cloned;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.socket;
import static dev.saker.collector.testing.Deeds.threadBorn;
import static dev.saker.collector.testing.Deeds.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Deeds;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.Leader;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways of making a process other than a plain clone, and what a namespace changes. */
class CloneVariantsTest {
    private static final long CLONE_NEWPID = 1 << 6;
    private static final long CLONE_PARENT = 1 << 8;
    private static final long CLONE_VFORK = 1 << 27;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(100, 1));
    }

    /** Only the child's event knows its parent, its ids inside, or comes at all in time. */
    @ParameterizedTest
    @ValueSource(longs = {CLONE_NEWPID, CLONE_PARENT, CLONE_VFORK})
    void caller_ofSuchAClone_leavesTheChildToItsOwnEvent(long flags) {
        host.apply(cloned(100, 200, flags));
        assertThat(host.thread(200)).isNull();

        host.apply(born(200, 100).with("flags", flags));
        assertThat(host.thread(200).ptid).isEqualTo(100);
    }

    @Test
    void callerInAPidNamespace_leavesTheChildToItsOwnEvent() {
        host.apply(born(200, 100).with("vtid", 1).with("vpid", 1));

        host.apply(cloned(200, 300, 0).with("vtid", 1).with("vpid", 1));

        assertThat(host.thread(300)).isNull();
    }

    /** Inside a namespace ids are not those of the table: the oldest of the same session leads. */
    @Test
    void leader_insideANamespace_isTheOldestAncestorOfTheSession() {
        host.apply(born(200, 100).with("vtid", 1).with("vpid", 1));
        host.apply(Event.of(EventCodes.SETSID, 200).with("res", 1));
        host.apply(born(300, 200).with("vtid", 2).with("vpid", 2));
        host.apply(exec(200, "/sbin/tini", "tini").with("ptid", 100));

        SyscallEventReader record = host.record(Deeds.close(300, 3));

        Slice name = new Slice();
        record.leaderName(Leader.SESSION, name);
        assertThat(name.toString()).isEqualTo("tini");
        assertThat(record.processSid()).isEqualTo(1);
    }

    /** traverse_parent_state goes from thread to thread, by whoever made the next. */
    @Test
    void leader_insideANamespace_isTheThreadThatMadeTheProcess() {
        host.apply(born(200, 100).with("vtid", 1).with("vpid", 1));
        host.apply(Event.of(EventCodes.SETSID, 200).with("res", 1));
        host.apply(
                threadBorn(201, 200, 100).with("vtid", 2).with("vpid", 1).with("comm", "worker"));
        host.apply(born(300, 201).with("vtid", 3).with("vpid", 3));

        SyscallEventReader record = host.record(Deeds.close(300, 3));

        Slice name = new Slice();
        record.leaderName(Leader.SESSION, name);
        assertThat(name.toString()).isEqualTo("worker");
    }

    @Test
    void datagramSocket_thatReceivesFirst_isTheServers() {
        host.apply(socket(100, 5, 2, 2, 17));

        host.apply(
                Event.of(EventCodes.RECVFROM, 100)
                        .with("res", 3)
                        .with("fd", 5)
                        .with("size", 3)
                        .with("tuple", tuple("10.0.0.9", 4000, "10.0.0.1", 53)));

        assertThat(TestHost.text(host.fd(100, 5).name())).isEqualTo("10.0.0.9:4000->10.0.0.1:53");
        assertThat(host.fd(100, 5).socket().role()).isEqualTo(SocketState.Role.SERVER);
    }

    @Test
    void datagramSocket_thatSendsFirst_isTheClients_alsoForTheAnswer() {
        host.apply(socket(100, 5, 2, 2, 17));
        host.apply(
                Event.of(EventCodes.SENDTO, 100)
                        .with("res", 3)
                        .with("fd", 5)
                        .with("size", 3)
                        .with("tuple", tuple("10.0.0.9", 4000, "10.0.0.1", 53)));

        host.apply(
                Event.of(EventCodes.RECVFROM, 100)
                        .with("res", 3)
                        .with("fd", 5)
                        .with("size", 3)
                        .with("tuple", tuple("10.0.0.1", 53, "10.0.0.9", 4000)));

        assertThat(TestHost.text(host.fd(100, 5).name())).isEqualTo("10.0.0.9:4000->10.0.0.1:53");
        assertThat(host.fd(100, 5).socket().role()).isEqualTo(SocketState.Role.CLIENT);
    }
}
