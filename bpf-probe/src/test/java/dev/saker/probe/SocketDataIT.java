// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocketDataIT {
    private static final int EBADF = -9;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    /** Datagram sockets bound to any address have only the address of the call to tell. */
    private static String sent(Deed deed) {
        return "0.0.0.0:" + deed.get("sender_port") + "->127.0.0.1:" + deed.get("receiver_port");
    }

    private static String received(Deed deed) {
        return "127.0.0.1:" + deed.get("sender_port") + "->127.0.0.1:" + deed.get("receiver_port");
    }

    @Test
    void sendto_ofDatagram_hasAllParameters() throws Exception {
        String text = "x".repeat(100);
        Deed deed = Deed.perform("sendto", text);

        assertThat(live.last(deed, "sendto").params())
                .isEqualTo(
                        params(
                                "res",
                                100,
                                "data",
                                text.substring(0, 80),
                                "fd",
                                deed.get("sender"),
                                "size",
                                100,
                                "tuple",
                                sent(deed)));
        assertThat(live.last(deed, "recvfrom").params())
                .isEqualTo(
                        params(
                                "res",
                                100,
                                "data",
                                text.substring(0, 80),
                                "tuple",
                                received(deed),
                                "fd",
                                deed.get("receiver"),
                                "size",
                                200));
    }

    @Test
    void sendto_failure_hasDataAndNoTuple() throws Exception {
        Deed deed = Deed.perform("sendto_failing");

        assertThat(live.last(deed, "sendto").params())
                .isEqualTo(
                        params("res", EBADF, "data", "data", "fd", -1, "size", 4, "tuple", null));
        assertThat(live.last(deed, "recvfrom").params())
                .isEqualTo(params("res", EBADF, "data", null, "tuple", null, "fd", -1, "size", 5));
    }

    @Test
    void sendmsg_ofDatagram_hasAllParameters() throws Exception {
        Deed deed = Deed.perform("sendmsg");

        assertThat(live.last(deed, "sendmsg").params())
                .isEqualTo(
                        params(
                                "res",
                                12,
                                "data",
                                "first second",
                                "fd",
                                deed.get("sender"),
                                "size",
                                12,
                                "tuple",
                                sent(deed)));
        assertThat(live.last(deed, "recvmsg").params())
                .isEqualTo(
                        params(
                                "res",
                                12,
                                "size",
                                12,
                                "data",
                                "first second",
                                "tuple",
                                received(deed),
                                "msgcontrol",
                                null,
                                "fd",
                                deed.get("receiver")));
    }

    @Test
    void sendmsg_failure_hasOnlyDescriptor() throws Exception {
        Deed deed = Deed.perform("sendmsg_failing");

        assertThat(live.last(deed, "sendmsg").params())
                .isEqualTo(
                        params("res", EBADF, "data", null, "fd", -1, "size", null, "tuple", null));
        assertThat(live.last(deed, "recvmsg").params())
                .isEqualTo(
                        params(
                                "res",
                                EBADF,
                                "size",
                                0,
                                "data",
                                null,
                                "tuple",
                                null,
                                "msgcontrol",
                                null,
                                "fd",
                                -1));
    }

    /** The kernel's header of such a message: its length, level and type, then the number here. */
    @Test
    void recvmsg_ofADescriptor_hasTheControlData() throws Exception {
        Deed deed = Deed.perform("pass_descriptor");

        SeenEvent event = live.last(deed, "recvmsg");
        String header = "\u0014|||||||" + "\u0001|||" + "\u0001|||";
        assertThat(event.text("msgcontrol")).startsWith(header + (char) deed.get("passed") + "|||");
        assertThat(event.text("data")).isEqualTo("x");
        assertThat(event.number("fd")).isEqualTo(deed.get("receiver"));
    }

    @Test
    void getsockopt_ofError_tellsHowConnectEnded() throws Exception {
        Deed deed = Deed.perform("getsockopt");

        assertThat(live.of(deed.pid(), "getsockopt").get(0).params())
                .isEqualTo(
                        params(
                                "res",
                                0,
                                "fd",
                                deed.get("client"),
                                "level",
                                1,
                                "optname",
                                4,
                                "val",
                                "ECONNREFUSED",
                                "optlen",
                                4));
    }
}
