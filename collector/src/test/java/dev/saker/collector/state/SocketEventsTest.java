// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.accept;
import static dev.saker.collector.testing.Deeds.address;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.connect;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.socket;
import static dev.saker.collector.testing.Deeds.tuple;
import static dev.saker.collector.testing.Deeds.unixTuple;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.SocketState.Role;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketEventsTest {
    private static final long TID = 100;
    private static final int UNIX = 1;
    private static final int IPV4 = 2;
    private static final int IPV6 = 10;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;

    /** Which of the option's values is an error number. */
    private static final byte ERRNO_VALUE = 1;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(TID, 1));
        host.apply(exec(TID, "/usr/bin/curl", "curl"));
    }

    @ParameterizedTest(name = "domain {0} type {1} protocol {2}: {3} {4}")
    @CsvSource({
        "2, 1, 0, IPV4, TCP",
        "2, 2, 0, IPV4, UDP",
        "2, 526337, 6, IPV4, TCP",
        "10, 2, 17, IPV6, UDP",
        "2, 3, 1, IPV4, RAW",
        "2, 524291, 1, IPV4, ICMP", // add_socket compares the type with its flags
        "2, 2, 1, IPV4, ICMP",
        "2, 3, 255, IPV4, RAW",
        "1, 1, 0, UNIX, NONE",
        "16, 3, 0, NETLINK, NONE",
        "17, 3, 0, UNKNOWN, NONE",
    })
    void socket_byItsArguments_hasTypeAndProtocol(
            int domain, int type, int protocol, FdType fdType, L4Protocol transport) {
        host.apply(socket(TID, 3, domain, type, protocol));

        assertThat(host.fd(TID, 3).type()).isEqualTo(fdType);
        assertThat(host.fd(TID, 3).protocol()).isEqualTo(transport);
        assertThat(host.fd(TID, 3).name()).isEmpty();
    }

    @ParameterizedTest(name = "result {0}")
    @CsvSource({"0", "-115"})
    void connect_madeOrBeingMade_hasBothEnds(long result) {
        host.apply(socket(TID, 3, IPV4, STREAM, 0));

        CurrentEvent event =
                host.apply(connect(TID, 3, result, tuple("10.0.0.1", 40000, "1.2.3.4", 443)));

        FdEntry fd = host.fd(TID, 3);
        assertThat(text(fd.name())).isEqualTo("10.0.0.1:40000->1.2.3.4:443");
        assertThat(fd.socket().role()).isEqualTo(Role.CLIENT);
        assertThat(fd.socket().connected()).isTrue();
        assertThat(fd.socket().serverPort()).isEqualTo(443);
        assertThat(fd.protocol()).isEqualTo(L4Protocol.TCP);
        assertThat(event.isFdNameChanged()).isTrue();
    }

    @Test
    void connect_thatFails_changesNothing() {
        host.apply(socket(TID, 3, IPV4, STREAM, 0));

        host.apply(connect(TID, 3, -111, tuple("10.0.0.1", 40000, "1.2.3.4", 443)));

        assertThat(host.fd(TID, 3).name()).isEmpty();
        assertThat(host.fd(TID, 3).socket().connected()).isFalse();
    }

    @Test
    void connect_again_isAnotherName() {
        host.apply(socket(TID, 3, IPV4, DATAGRAM, 0));
        host.apply(connect(TID, 3, 0, tuple("10.0.0.1", 40000, "1.1.1.1", 53)));

        CurrentEvent same = host.apply(connect(TID, 3, 0, tuple("10.0.0.1", 40000, "1.1.1.1", 53)));
        assertThat(same.isFdNameChanged()).isFalse();

        host.apply(connect(TID, 3, 0, tuple("10.0.0.1", 40001, "8.8.8.8", 53)));
        assertThat(text(host.fd(TID, 3).name())).isEqualTo("10.0.0.1:40001->8.8.8.8:53");
    }

    @Test
    void connect_overIpv6_mayBeIpv4() {
        host.apply(socket(TID, 3, IPV6, STREAM, 0));
        host.apply(connect(TID, 3, 0, tuple("2001:db8::1", 40000, "2001:db8::2", 443)));
        assertThat(text(host.fd(TID, 3).name())).isEqualTo("2001:db8::1:40000->2001:db8::2:443");
        assertThat(host.fd(TID, 3).type()).isEqualTo(FdType.IPV6);

        host.apply(socket(TID, 4, IPV6, STREAM, 0));
        host.apply(connect(TID, 4, 0, tuple("::ffff:10.0.0.1", 4, "::ffff:10.0.0.2", 5)));
        assertThat(text(host.fd(TID, 4).name())).isEqualTo("10.0.0.1:4->10.0.0.2:5");
        assertThat(host.fd(TID, 4).type()).isEqualTo(FdType.IPV4);
    }

    @Test
    void connect_toAUnixSocket_hasItsPath() {
        host.apply(socket(TID, 3, UNIX, STREAM, 0));

        host.apply(connect(TID, 3, 0, unixTuple(0xabc, 0xdef, "/run/docker.sock")));

        assertThat(text(host.fd(TID, 3).name())).isEqualTo("abc->def /run/docker.sock");
    }

    @Test
    void accept_isAServersEnd() {
        CurrentEvent event = host.apply(accept(TID, 5, tuple("9.9.9.9", 50000, "10.0.0.1", 80)));

        assertThat(text(event.fd().name())).isEqualTo("9.9.9.9:50000->10.0.0.1:80");
        assertThat(event.fd().socket().role()).isEqualTo(Role.SERVER);
        assertThat(event.fd().protocol()).isEqualTo(L4Protocol.TCP);
        assertThat(event.isFdNameChanged()).isTrue();
    }

    @Test
    void bind_isAServersSocket() {
        host.apply(socket(TID, 3, IPV4, STREAM, 0));

        host.apply(
                Event.of(EventCodes.BIND, TID)
                        .with("res", 0)
                        .with("fd", 3)
                        .with("addr", address("0.0.0.0", 8080)));

        FdEntry fd = host.fd(TID, 3);
        assertThat(fd.type()).isEqualTo(FdType.IPV4_SERVER);
        assertThat(text(fd.name())).isEqualTo("0.0.0.0:8080");
        assertThat(fd.socket().serverPort()).isEqualTo(8080);
        assertThat(fd.protocol()).isEqualTo(L4Protocol.TCP);
    }

    @Test
    void socketpair_makesTwo() {
        host.apply(
                Event.of(EventCodes.SOCKETPAIR, TID)
                        .with("res", 0)
                        .with("fd1", 3)
                        .with("fd2", 4)
                        .with("domain", UNIX));

        assertThat(host.fd(TID, 3).type()).isEqualTo(FdType.UNIX);
        assertThat(host.fd(TID, 4).type()).isEqualTo(FdType.UNIX);
    }

    /**
     * Falco, as it is delivered, does not follow how a connection goes on: what is being made
     * counts as made, whatever the socket is asked about it later.
     */
    @ParameterizedTest(name = "the socket''s error is {0}")
    @CsvSource({"0", "-111"})
    void connectionBeingMade_isConnected_whateverTheSocketsErrorSaysLater(long error) {
        host.apply(socket(TID, 3, IPV4, STREAM, 0));
        host.apply(connect(TID, 3, -115, tuple("10.0.0.1", 40000, "1.2.3.4", 443)));
        FdEntry before = host.fd(TID, 3);

        CurrentEvent event = host.apply(socketError(error));

        assertThat(event.fd()).isSameAs(before);
        assertThat(event.isFdNameChanged()).isFalse();
        assertThat(event.result()).isZero();
        assertThat(host.fd(TID, 3)).isSameAs(before);
        assertThat(before.socket().connected()).isTrue();
    }

    @Test
    void connectionThatFailed_isNotMade_whenTheSocketHasNoErrorLeft() {
        host.apply(socket(TID, 3, IPV4, STREAM, 0));
        host.apply(connect(TID, 3, -111, tuple("10.0.0.1", 40000, "1.2.3.4", 443)));

        host.apply(socketError(0));

        assertThat(host.fd(TID, 3).socket().connected()).isFalse();
        assertThat(host.fd(TID, 3).name()).isEmpty();
    }

    private static Event socketError(long error) {
        return Event.of(EventCodes.GETSOCKOPT, TID)
                .with("res", 0)
                .with("fd", 3)
                .with("level", SOL_SOCKET)
                .with("optname", SO_ERROR)
                .with(
                        "val",
                        ByteBuffer.allocate(9)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .put(ERRNO_VALUE)
                                .putLong(error)
                                .array())
                .with("optlen", 4);
    }

    /** Falco asks for IPv4 ports there, finds none of this flow, and so takes it for a client. */
    @ParameterizedTest(name = "{0} first")
    @CsvSource({"recvfrom", "sendto"})
    void ipv6Datagram_withoutARole_isTheClients(String call) {
        host.apply(socket(TID, 3, IPV6, DATAGRAM, 17));

        host.apply(datagram(call, tuple("2001:db8::9", 4000, "2001:db8::1", 53)));

        FdEntry fd = host.fd(TID, 3);
        boolean received = call.equals("recvfrom");
        assertThat(fd.socket().role()).isEqualTo(Role.CLIENT);
        assertThat(text(fd.name()))
                .isEqualTo(
                        received
                                ? "2001:db8::1:53->2001:db8::9:4000"
                                : "2001:db8::9:4000->2001:db8::1:53");
    }

    @Test
    void ipv6Datagrams_mappedFromIpv4_haveTheRoleOfIpv4() {
        host.apply(socket(TID, 3, IPV6, DATAGRAM, 17));

        host.apply(datagram("recvfrom", tuple("::ffff:10.0.0.9", 4000, "::ffff:10.0.0.1", 53)));

        assertThat(host.fd(TID, 3).type()).isEqualTo(FdType.IPV4);
        assertThat(host.fd(TID, 3).socket().role()).isEqualTo(Role.SERVER);
        assertThat(text(host.fd(TID, 3).name())).isEqualTo("10.0.0.9:4000->10.0.0.1:53");
    }

    /** Somebody else with every packet: the name follows, the role stays. */
    @Test
    void datagrams_ofOtherPeers_areOtherNames() {
        host.apply(socket(TID, 3, IPV4, DATAGRAM, 17));
        host.apply(datagram("recvfrom", tuple("10.0.0.9", 4000, "10.0.0.1", 53)));

        CurrentEvent other =
                host.apply(datagram("recvfrom", tuple("10.0.0.8", 4001, "10.0.0.1", 53)));

        assertThat(other.isFdNameChanged()).isTrue();
        assertThat(text(host.fd(TID, 3).name())).isEqualTo("10.0.0.8:4001->10.0.0.1:53");
        assertThat(host.fd(TID, 3).socket().role()).isEqualTo(Role.SERVER);
    }

    /**
     * is_ipv4_mapped_ipv6 takes sixteen zeros for IPv4's nobody, as whoever serves both is bound.
     */
    @Test
    void bind_toAllAddressesOfIpv6_isAServerOfIpv4() {
        host.apply(socket(TID, 3, IPV6, STREAM, 0));

        host.apply(
                Event.of(EventCodes.BIND, TID)
                        .with("res", 0)
                        .with("fd", 3)
                        .with("addr", address("::", 8080)));

        FdEntry fd = host.fd(TID, 3);
        assertThat(fd.type()).isEqualTo(FdType.IPV4_SERVER);
        assertThat(text(fd.name())).isEqualTo(":::8080");
        assertThat(fd.socket().serverIp()).isEqualTo(new byte[4]);
        assertThat(fd.protocol()).isEqualTo(L4Protocol.TCP);
    }

    /** sockinfo_to_str: ports are TCP's and UDP's; it does not name what it does not know. */
    @ParameterizedTest(name = "domain {0} type {1} protocol {2}: {3}")
    @CsvSource({
        "2, 2, 1, 10.0.0.1->8.8.8.8",
        "2, 3, 255, 10.0.0.1->8.8.8.8",
        "2, 1, 132, <unknown>",
        "10, 2, 1, 2001:db8::1->2001:db8::8",
        "10, 3, 255, <unknown>",
        "10, 1, 132, <unknown>",
        "2, 1, 6, 10.0.0.1:4->8.8.8.8:5",
    })
    void connection_isNamedByItsProtocol(int domain, int type, int protocol, String expected) {
        host.apply(socket(TID, 3, domain, type, protocol));
        byte[] ends =
                domain == IPV4
                        ? tuple("10.0.0.1", 4, "8.8.8.8", 5)
                        : tuple("2001:db8::1", 4, "2001:db8::8", 5);

        host.apply(connect(TID, 3, 0, ends));

        assertThat(text(host.fd(TID, 3).name())).isEqualTo(expected);
    }

    /** fill_client_socket_info turns the ends round for a server of UDP over IPv4 alone. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "10.0.0.1, 10.0.0.9, 10.0.0.9:4000->10.0.0.1:53",
        "2001:db8::1, 2001:db8::9, 2001:db8::1:53->2001:db8::9:4000",
    })
    void server_thatConnects_isTheServersEndOverIpv4(String own, String peer, String name) {
        host.apply(socket(TID, 3, own.contains(":") ? IPV6 : IPV4, DATAGRAM, 17));
        host.apply(
                Event.of(EventCodes.BIND, TID)
                        .with("res", 0)
                        .with("fd", 3)
                        .with("addr", address(own, 53)));

        host.apply(connect(TID, 3, 0, tuple(own, 53, peer, 4000)));

        assertThat(text(host.fd(TID, 3).name())).isEqualTo(name);
        assertThat(host.fd(TID, 3).socket().role()).isEqualTo(Role.SERVER);
    }

    /** update_fd of a unix socket changes its name, not what else is known of it. */
    @Test
    void unixSocket_thatIsWrittenTo_staysConnected() {
        host.apply(socket(TID, 3, UNIX, DATAGRAM, 0));
        host.apply(connect(TID, 3, 0, unixTuple(0xa, 0xb, "/dev/log")));

        host.apply(datagram("sendto", unixTuple(0xa, 0xc, "/dev/other")));

        assertThat(text(host.fd(TID, 3).name())).isEqualTo("a->c /dev/other");
        assertThat(host.fd(TID, 3).socket().connected()).isTrue();
        assertThat(host.fd(TID, 3).socket().role()).isEqualTo(Role.CLIENT);
    }

    /**
     * set_net_role_by_guessing takes the middle of an IPv6 address for ports, and a socket of IPv4
     * without ends has port 0.
     */
    @Test
    void ipv6Datagram_besideAnIpv4SocketWithoutEnds_isWhoseTurnItIs() {
        host.apply(socket(TID, 9, IPV4, DATAGRAM, 17));
        host.apply(socket(TID, 3, IPV6, DATAGRAM, 17));

        host.apply(datagram("recvfrom", tuple("2001:db8::9", 4000, "2001:db8::1", 53)));

        assertThat(host.fd(TID, 3).socket().role()).isEqualTo(Role.SERVER);
        assertThat(text(host.fd(TID, 3).name())).isEqualTo("2001:db8::9:4000->2001:db8::1:53");
    }

    private static Event datagram(String call, byte[] tuple) {
        int code = call.equals("recvfrom") ? EventCodes.RECVFROM : EventCodes.SENDTO;
        return Event.of(code, TID)
                .with("res", 3)
                .with("fd", 3)
                .with("size", 3)
                .with("tuple", tuple);
    }
}
