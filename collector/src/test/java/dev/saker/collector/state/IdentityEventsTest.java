// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.born;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityEventsTest {
    private static final long TID = 100;
    private static final long UNCHANGED = 0xffffffffL;
    private static final long ALL_CAPABILITIES = (1L << 41) - 1;

    static Stream<Arguments> changes() {
        return Stream.of(
                change(event(EventCodes.SETUID).with("uid", 7), thread -> thread.uid, 7),
                change(event(EventCodes.SETREUID).with("euid", 7), thread -> thread.uid, 7),
                change(event(EventCodes.SETRESUID).with("euid", 7), thread -> thread.uid, 7),
                change(
                        event(EventCodes.SETRESUID).with("euid", UNCHANGED),
                        thread -> thread.uid,
                        0),
                change(event(EventCodes.SETGID).with("gid", 8), thread -> thread.gid, 8),
                change(event(EventCodes.SETREGID).with("egid", 8), thread -> thread.gid, 8),
                change(event(EventCodes.SETRESGID).with("egid", 8), thread -> thread.gid, 8),
                change(failed(EventCodes.SETUID).with("uid", 7), thread -> thread.uid, 0),
                change(Event.of(EventCodes.SETSID, TID).with("res", TID), t -> t.sid, TID),
                change(
                        event(EventCodes.CAPSET).with("cap_effective", 5),
                        thread -> thread.capEffective,
                        5),
                change(
                        event(EventCodes.UNSHARE).with("flags", 1 << 20),
                        thread -> thread.capPermitted,
                        ALL_CAPABILITIES),
                change(
                        event(EventCodes.SETNS).with("nstype", 1 << 20),
                        thread -> thread.capEffective,
                        ALL_CAPABILITIES),
                change(
                        event(EventCodes.UNSHARE).with("flags", 1 << 4),
                        thread -> thread.capEffective,
                        0));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void identityEvent_changesTheThread(
            Event event, ToLongFunction<ThreadEntry> attribute, long expected) {
        TestHost host = new TestHost();
        host.apply(born(1, 0));
        host.apply(born(TID, 1));

        host.apply(event);

        assertThat(attribute.applyAsLong(host.thread(TID))).isEqualTo(expected);
    }

    private static Arguments change(
            Event event, ToLongFunction<ThreadEntry> attribute, long expected) {
        return Arguments.of(event, attribute, expected);
    }

    private static Event event(int code) {
        return Event.of(code, TID).with("res", 0);
    }

    private static Event failed(int code) {
        return Event.of(code, TID).with("res", -1);
    }
}
