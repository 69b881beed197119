// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.connect;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.socket;
import static dev.saker.collector.testing.Deeds.threadBorn;
import static dev.saker.collector.testing.Deeds.tuple;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Deeds;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What libsinsp keeps of a host by mistake, and this does only if it is told to. */
class StrictFalcoStateTest {
    private static final long TID = 100;
    private static final int IPV6 = 10;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(TID, 1));
    }

    /** set_evt_thread_user and _group take -1, which leaves an id as it is, for an id. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void id_thatACallLeavesAsItIs_isLostToFalco(boolean strict) {
        host.state.strictFalco(strict);

        host.apply(Event.of(EventCodes.SETRESUID, TID).with("res", 0).with("euid", 0xffffffffL));
        host.apply(Event.of(EventCodes.SETRESGID, TID).with("res", 0).with("egid", 0xffffffffL));

        assertThat(host.thread(TID).uid).isEqualTo(strict ? ThreadEntry.NO_ID : 0);
        assertThat(host.thread(TID).gid).isEqualTo(strict ? ThreadEntry.NO_ID : 0);
    }

    /**
     * update_cwd starts from the directory of the thread that calls: only main threads have one.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void directory_thatAThreadChangesToByARelativePath_startsNowhereForFalco(boolean strict) {
        host.state.strictFalco(strict);
        host.apply(threadBorn(101, TID, 1));
        host.apply(Event.of(EventCodes.CHDIR, TID).with("res", 0).with("path", "/srv"));

        host.apply(Event.of(EventCodes.CHDIR, 101).with("res", 0).with("path", "data"));

        assertThat(text(host.thread(TID).cwd())).isEqualTo(strict ? "data/" : "/srv/data/");
    }

    /** parse_pidfd_open_exit takes the flags that were passed; the kernel adds close-on-exec. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pidfd_staysOpenForFalco_overAnExec(boolean strict) {
        host.state.strictFalco(strict);
        host.apply(
                Event.of(EventCodes.PIDFD_OPEN, TID).with("fd", 5).with("pid", 1).with("flags", 0));

        host.apply(exec(TID, "/bin/tool", "tool"));

        assertThat(host.fd(TID, 5) != null).isEqualTo(strict);
    }

    /** fill_client_socket_info looks for the protocol where an IPv4 socket has it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connection_toIpv4OverIpv6_hasNoProtocolForFalco(boolean strict) {
        host.state.strictFalco(strict);
        host.apply(socket(TID, 3, IPV6, STREAM, 0));

        host.apply(connect(TID, 3, 0, tuple("::ffff:10.0.0.1", 4, "::ffff:10.0.0.2", 5)));

        FdEntry fd = host.fd(TID, 3);
        assertThat(fd.type()).isEqualTo(FdType.IPV4);
        assertThat(text(fd.name())).isEqualTo(strict ? "<unknown>" : "10.0.0.1:4->10.0.0.2:5");
        assertThat(fd.protocol()).isEqualTo(strict ? L4Protocol.NONE : L4Protocol.TCP);
    }

    /** update_fd makes an IPv4 flow of a socket that waits, but no IPv6 flow. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void boundSocket_thatAnswersOverIpv6_goesOnToWaitForFalco(boolean strict) {
        host.state.strictFalco(strict);
        host.apply(socket(TID, 3, IPV6, DATAGRAM, 17));
        host.apply(
                Event.of(EventCodes.BIND, TID)
                        .with("res", 0)
                        .with("fd", 3)
                        .with("addr", Deeds.address("2001:db8::1", 53)));

        host.apply(
                Event.of(EventCodes.SENDTO, TID)
                        .with("res", 3)
                        .with("fd", 3)
                        .with("size", 3)
                        .with("tuple", tuple("2001:db8::1", 53, "2001:db8::9", 4000)));

        FdEntry fd = host.fd(TID, 3);
        assertThat(fd.type()).isEqualTo(strict ? FdType.IPV6_SERVER : FdType.IPV6);
        assertThat(text(fd.name()))
                .isEqualTo(
                        strict
                                ? "2001:db8::1:53->2001:db8::9:4000"
                                : "2001:db8::9:4000->2001:db8::1:53");
    }

    /** is_ipv4addr_in_local_machine compares whole addresses; the resolver's is 127.0.0.53. */
    @Test
    void loopback_isForFalcoTheOneAddressThatIsTold() {
        LocalAddresses addresses = new LocalAddresses();
        addresses.add(new byte[] {127, 0, 0, 1}, new byte[] {-1, 0, 0, 0});
        assertThat(addresses.contains(new byte[] {127, 0, 0, 53})).isTrue();

        addresses.exactly(true);

        assertThat(addresses.contains(new byte[] {127, 0, 0, 53})).isFalse();
        assertThat(addresses.contains(new byte[] {127, 0, 0, 1})).isTrue();
    }
}
