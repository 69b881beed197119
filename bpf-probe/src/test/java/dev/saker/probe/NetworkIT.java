// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkIT {
    private static final int SCAP_CLOEXEC = 1 << 12;
    private static final int SCAP_NONBLOCK = 1 << 6;
    private static final long ECONNREFUSED = -111;
    private static final int EBADF = -9;

    @AutoClose private static LiveProbe live;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    @Test
    void socket_anyResult_hasAllParameters() throws Exception {
        Deed done = Deed.perform("socket", "2", "02004001", "6");
        Deed failed = Deed.perform("socket", "99", "1", "0");

        assertThat(live.last(done, "socket").params())
                .isEqualTo(
                        params(
                                "fd",
                                done.result(),
                                "domain",
                                2,
                                "type",
                                02004001,
                                "proto",
                                6,
                                "flags",
                                SCAP_CLOEXEC | SCAP_NONBLOCK));
        assertThat(live.last(failed, "socket").params())
                .isEqualTo(
                        params(
                                "fd",
                                failed.result(),
                                "domain",
                                0,
                                "type",
                                1,
                                "proto",
                                0,
                                "flags",
                                0));
    }

    @Test
    void socket_throughSocketcall_isSeenAsSocket() throws Exception {
        Deed deed = Deed.perform("compat_socketcall");

        assertThat(live.last(deed, "socket").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "domain",
                                1,
                                "type",
                                2,
                                "proto",
                                0,
                                "flags",
                                0));
    }

    @Test
    void socketpair_success_hasBothEnds() throws Exception {
        Deed deed = Deed.perform("socketpair", "1");

        SeenEvent event = live.last(deed, "socketpair");
        assertThat(event.number("res")).isZero();
        assertThat(event.number("fd1")).isEqualTo(deed.get("fd1"));
        assertThat(event.number("fd2")).isEqualTo(deed.get("fd2"));
        assertThat(event.number("source")).isNotZero().isNotEqualTo(event.number("peer"));
        assertThat(event.number("peer")).isNotZero();
        assertThat(event.number("domain")).isEqualTo(1);
        assertThat(event.number("type")).isEqualTo(02000001);
        assertThat(event.number("proto")).isZero();
    }

    @Test
    void socketpair_failure_hasNoEnds() throws Exception {
        Deed deed = Deed.perform("socketpair", "2");

        assertThat(live.last(deed, "socketpair").params())
                .isEqualTo(
                        params(
                                "res",
                                deed.result(),
                                "fd1",
                                -1,
                                "fd2",
                                -1,
                                "source",
                                0,
                                "peer",
                                0,
                                "domain",
                                2,
                                "type",
                                02000001,
                                "proto",
                                0));
    }

    @Test
    void connection_overIpv4_hasAllParameters() throws Exception {
        Deed deed = Deed.perform("connect", "v4");

        assertConnection(deed, "127.0.0.1");
    }

    @Test
    void connection_overIpv6_hasAllParameters() throws Exception {
        Deed deed = Deed.perform("connect", "v6");

        assertConnection(deed, "::1");
    }

    private static void assertConnection(Deed deed, String host) {
        String server = host + ":" + deed.get("server_port");
        String tuple = host + ":" + deed.get("client_port") + "->" + server;
        assertThat(live.last(deed, "bind").params())
                .isEqualTo(params("res", 0, "addr", host + ":0", "fd", deed.get("server")));
        assertThat(live.last(deed, "listen").params())
                .isEqualTo(params("res", 0, "fd", deed.get("server"), "backlog", 5));
        assertThat(live.last(deed, "connect").params())
                .isEqualTo(
                        params("res", 0, "tuple", tuple, "fd", deed.get("client"), "addr", server));
        assertThat(live.last(deed, "accept4").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.get("accepted"),
                                "tuple",
                                tuple,
                                "queuepct",
                                0,
                                "queuelen",
                                0,
                                "queuemax",
                                5,
                                "flags",
                                SCAP_CLOEXEC | SCAP_NONBLOCK));
    }

    @Test
    void accept_ofConnection_hasAllParameters() throws Exception {
        Deed deed = Deed.perform("connect", "v4", "accept");

        assertThat(live.last(deed, "accept").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.get("accepted"),
                                "tuple",
                                "127.0.0.1:"
                                        + deed.get("client_port")
                                        + "->127.0.0.1:"
                                        + deed.get("server_port"),
                                "queuepct",
                                0,
                                "queuelen",
                                0,
                                "queuemax",
                                5));
    }

    @Test
    void accept4_failure_hasErrorAndNoTuple() throws Exception {
        Deed deed = Deed.perform("accept_failing");

        assertThat(live.last(deed, "accept4").params())
                .isEqualTo(
                        params(
                                "fd",
                                EBADF,
                                "tuple",
                                null,
                                "queuepct",
                                0,
                                "queuelen",
                                0,
                                "queuemax",
                                0,
                                "flags",
                                0));
    }

    @Test
    void connection_overUnixSocket_hasPathAndPeers() throws Exception {
        String path = folder.resolve("socket").toString();
        Deed deed = Deed.perform("connect", path);

        assertUnix(deed, path);
    }

    @Test
    void connection_overAbstractSocket_hasNameWithoutItsZero() throws Exception {
        Deed deed = Deed.perform("connect", "@saker-test");

        assertUnix(deed, "saker-test");
    }

    private static void assertUnix(Deed deed, String path) {
        SeenEvent connect = live.last(deed, "connect");
        assertThat(live.last(deed, "bind").text("addr")).isEqualTo(path);
        assertThat(connect.text("addr")).isEqualTo(path);
        assertThat(connect.text("tuple")).matches("[0-9a-f]+->[0-9a-f]+ " + path);
        assertThat(live.last(deed, "accept4").text("tuple"))
                .matches("[0-9a-f]+->[0-9a-f]+ " + path);
    }

    @Test
    void connect_refused_hasAddressAndNoTuple() throws Exception {
        Deed deed = Deed.perform("connect_failing", "v4", "1");

        assertThat(live.last(deed, "connect").params())
                .isEqualTo(
                        params(
                                "res",
                                ECONNREFUSED,
                                "tuple",
                                null,
                                "fd",
                                deed.get("client"),
                                "addr",
                                "127.0.0.1:1"));
    }

    @Test
    void connect_ofDatagramSocket_hasTuple() throws Exception {
        Deed deed = Deed.perform("connect_datagram", "5353");

        assertThat(live.last(deed, "connect").text("tuple"))
                .isEqualTo("127.0.0.1:" + deed.get("client_port") + "->127.0.0.1:5353");
    }
}
