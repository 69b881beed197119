// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.config.Tls;
import dev.saker.sinks.AlertForm;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.contract.TestAlerts;
import dev.saker.sinks.syslog.SyslogOptions.Transport;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What needs no receiver; SyslogSinkIT holds the sink to the contract. */
final class SyslogSinkTest {

    @Test
    void message_ofAnAlert_isAfterRfc5424() {
        String message =
                new String(
                        SyslogMessage.of(
                                TestAlerts.alert(1), options("127.0.0.1", 514, Transport.UDP)),
                        UTF_8);

        assertThat(message)
                .startsWith(
                        "<12>1 2023-11-14T22:13:20.123456Z node-1 saker - "
                                + TestAlerts.id(1)
                                + " - {\"alert_id\":");
    }

    @Test
    void datagram_holdsTheMessageAndNothingElse() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(loopback, 0));
                SyslogSink sink =
                        new SyslogSink(
                                options("127.0.0.1", receiver.getLocalPort(), Transport.UDP))) {
            assertThat(sink.deliver(TestAlerts.alert(1))).isEqualTo(Outcome.DELIVERED);

            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            receiver.setSoTimeout(5_000);
            receiver.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
                    .startsWith("<12>1 ")
                    .endsWith("}");
        }
    }

    @Test
    void alert_tooLongForADatagram_isRejected() {
        try (SyslogSink sink = new SyslogSink(options("127.0.0.1", 514, Transport.UDP))) {
            Outcome outcome = sink.deliver(TestAlerts.alert(1, "Rule", "x".repeat(70_000)));

            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        }
    }

    static SyslogOptions options(String host, int port, Transport transport) {
        return options(host, port, transport, Tls.NONE);
    }

    static SyslogOptions options(String host, int port, Transport transport, Tls tls) {
        return new SyslogOptions(
                host,
                port,
                transport,
                1,
                "saker",
                AlertForm.JSON,
                tls,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }
}
