// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.connect;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.Deeds.socket;
import static dev.saker.collector.testing.Deeds.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.EventCodes;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Leader;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.TupleEnd;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventContextTest {
    private static final long TID = 200;
    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(exec(1, "/sbin/init", "/sbin/init"));
        host.apply(born(100, 1));
        host.apply(exec(100, "/bin/bash", "bash", "-l"));
        host.apply(born(TID, 100));
        host.apply(exec(TID, "/usr/bin/cat", "cat", "/etc/hostname").with("uid", 1000));
        host.apply(Event.of(EventCodes.CHDIR, TID).with("res", 0).with("path", "/home/alice"));
    }

    @Test
    void process_ofAnEvent_isTold() {
        SyscallEventReader record = host.record(openAt(TID, 3, AT_FDCWD, "x", 1));

        assertThat(text(record::processName)).isEqualTo("cat");
        assertThat(text(record::processExePath)).isEqualTo("/usr/bin/cat");
        assertThat(record.processArgCount()).isEqualTo(1);
        assertThat(text(into -> record.processArg(0, into))).isEqualTo("/etc/hostname");
        assertThat(text(record::processCwd)).isEqualTo("/home/alice/");
        assertThat(record.processPid()).isEqualTo(TID);
        assertThat(ProcessFlag.MAIN_THREAD.in(record.processFlags())).isTrue();
        assertThat(text(record::containerId)).isEqualTo("host");
        assertThat(text(record::userName)).isEqualTo("alice");
        assertThat(text(record::userGroupName)).isEqualTo("root");
        assertThat(record.userLoginUid()).isEqualTo(-1);
        assertThat(text(record::userLoginName)).isEqualTo("<NA>");
        assertThat(text(record::node)).isEqualTo("node-1");
    }

    @Test
    void ancestors_areToldParentFirst() {
        SyscallEventReader record = host.record(openAt(TID, 3, AT_FDCWD, "x", 1));

        assertThat(record.ancestorCount()).isEqualTo(2);
        assertThat(text(into -> record.ancestorName(0, into))).isEqualTo("bash");
        assertThat(text(into -> record.ancestorArg(0, 0, into))).isEqualTo("-l");
        assertThat(text(into -> record.ancestorName(1, into))).isEqualTo("init");
        assertThat(record.hasAncestorDetails(0)).isTrue();
        assertThat(record.hasAncestorDetails(1)).isFalse();
    }

    @Test
    void open_thatSucceeds_hasItsFile() {
        SyscallEventReader record = host.record(openAt(TID, 3, AT_FDCWD, "notes//x", 3));

        assertThat(record.res()).isEqualTo(3);
        assertThat(record.fdNum()).isEqualTo(3);
        assertThat(FdType.of(record.fdType())).isEqualTo(FdType.FILE);
        assertThat(text(record::fdName)).isEqualTo("/home/alice/notes/x");
        assertThat(text(record::fdNameRaw)).isEqualTo("notes/x");
        assertThat(FdFlag.NAME_CHANGED.in(record.fdFlags())).isTrue();
        assertThat(record.shape())
                .isEqualTo(EventShape.OPEN_READ.bit() | EventShape.OPEN_WRITE.bit());
        assertThat(text(into -> record.argText(0, into))).isEqualTo("<f>/home/alice/notes/x");
        assertThat(text(into -> record.argText(2, into))).isEqualTo("/home/alice/notes/x");
        assertThat(record.hasArgText(1)).isFalse();
        assertThat(record.argNumber(1)).isEqualTo(AT_FDCWD);
    }

    @Test
    void open_thatFails_stillHasAName() {
        SyscallEventReader record = host.record(openAt(TID, -2, AT_FDCWD, "missing", 1));

        assertThat(record.hasFd()).isTrue();
        assertThat(record.fdNum()).isEqualTo(-1);
        assertThat(FdType.of(record.fdType())).isEqualTo(FdType.FILE);
        assertThat(FdFlag.UNKNOWN_TO_TABLE.in(record.fdFlags())).isTrue();
        assertThat(text(record::fdName)).isEqualTo("/home/alice/missing");
        assertThat(text(record::fdNameRaw)).isEqualTo("missing");
        assertThat(record.res()).isEqualTo(-2);
        assertThat(record.hasArgText(0)).isFalse();
    }

    @ParameterizedTest(name = "flags {0}, mode {1}, result {2}: {3}")
    @CsvSource({
        "1, 0, 3, OPEN_READ",
        "2, 0, 3, OPEN_WRITE",
        "6, 64, 3, OPEN_WRITE OPEN_EXEC",
        "6, 384, 3, OPEN_WRITE",
        "16390, 384, 3, OPEN_WRITE OPEN_CREATE",
        "8194, 0, 3, OPEN_WRITE OPEN_CREATE",
        "8194, 0, -1, OPEN_WRITE",
    })
    void shape_ofAnOpen_isAsFalcoSays(long flags, long mode, long result, String expected) {
        Event event = openAt(TID, result, AT_FDCWD, "/x", flags).with("mode", mode);
        SyscallEventReader record = host.record(event);

        StringBuilder shape = new StringBuilder();
        for (EventShape bit : EventShape.values()) {
            shape.append(bit.in(record.shape()) ? " " + bit : "");
        }
        assertThat(shape.toString().trim()).isEqualTo(expected);
    }

    @Test
    void connect_hasBothEnds() {
        host.apply(socket(TID, 3, 2, 1, 0));

        SyscallEventReader record =
                host.record(connect(TID, 3, 0, tuple("127.0.0.1", 40000, "1.2.3.4", 443)));

        assertThat(record.hasTuple()).isTrue();
        assertThat(slice(record::clientIp).copyBytes()).containsExactly(127, 0, 0, 1);
        assertThat(record.serverPort()).isEqualTo(443);
        assertThat(record.localEnd()).isEqualTo(TupleEnd.CLIENT.ordinal());
        assertThat(FdFlag.CONNECTED.in(record.fdFlags())).isTrue();
        assertThat(FdFlag.ROLE_KNOWN.in(record.fdFlags())).isTrue();
        assertThat(FdFlag.IS_SERVER.in(record.fdFlags())).isFalse();
        assertThat(text(into -> record.argText(2, into)))
                .isEqualTo("<4t>127.0.0.1:40000->1.2.3.4:443");
    }

    @Test
    void setuid_tellsTheUsersName() {
        Event event = Event.of(EventCodes.SETUID, TID).with("res", 0).with("uid", 0);

        assertThat(text(into -> host.record(event).argText(1, into))).isEqualTo("root");
    }

    /**
     * get_param_as_str of libsinsp's event.cpp: accounts are looked up by the thread's container.
     */
    @Test
    void setuid_ofAThreadThatHasNoRoom_tellsNoName() {
        Event event = Event.of(EventCodes.SETUID, TID).with("res", 0).with("uid", 0);
        TestHost full = new TestHost(0, FieldGroup.DEFAULT);

        assertThat(text(into -> full.record(event).argText(1, into))).isEqualTo("<NA>");
    }

    @Test
    void exec_leavesHeavyArgumentsOut() {
        SyscallEventReader record = host.record(exec(TID, "/bin/id", "id"));

        assertThat(record.argKind(EXEC_ENV)).isEqualTo(ArgKind.ABSENT);
        assertThat(record.argKind(EXEC_CGROUPS)).isEqualTo(ArgKind.ABSENT);
        assertThat(record.hasEnvironment()).isFalse();
        assertThat(record.hasFd()).isFalse();
    }

    @Test
    void exec_withEveryGroup_hasThemAll() {
        TestHost all = new TestHost(100, FieldGroup.ALL);
        all.apply(born(1, 0));

        SyscallEventReader record = all.record(exec(1, "/bin/id", "id"));

        assertThat(record.argKind(EXEC_ENV)).isEqualTo(ArgKind.BYTES);
        assertThat(record.environmentCount()).isEqualTo(2);
        assertThat(record.cgroupCount()).isEqualTo(2);
        assertThat(record.stdioType(0)).isEqualTo(-1);
    }

    @Test
    void leaders_outsideANamespace_areFoundByTheirIds() {
        host.apply(Event.of(EventCodes.SETSID, 100).with("res", 100));
        host.apply(born(300, 100));

        SyscallEventReader record = host.record(openAt(300, 3, AT_FDCWD, "x", 1));

        assertThat(text(into -> record.leaderName(Leader.SESSION, into))).isEqualTo("bash");
        assertThat(text(into -> record.leaderExePath(Leader.PROCESS_GROUP, into)))
                .isEqualTo("/bin/bash");
    }

    @Test
    void eventWithoutAThread_hasNoProcess() {
        TestHost full = new TestHost(0, FieldGroup.DEFAULT);

        SyscallEventReader record = full.record(openAt(9, 3, AT_FDCWD, "/x", 1));

        assertThat(record.hasProcess()).isFalse();
        assertThat(record.hasFd()).isFalse();
        assertThat(record.userUid()).isEqualTo(0xffffffffL);
    }

    private static final int EXEC_CGROUPS = 14;
    private static final int EXEC_ENV = 15;

    private static String text(Consumer<Slice> leaf) {
        return slice(leaf).toString();
    }

    private static Slice slice(Consumer<Slice> leaf) {
        Slice slice = new Slice();
        leaf.accept(slice);
        return slice;
    }
}
