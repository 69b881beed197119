// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.AlertSinkContract;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.TestAlerts;
import dev.saker.sinks.syslog.SyslogOptions.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The syslog sink against rsyslog, over each transport. */
final class RsyslogIT {

    @TempDir private Path folder;

    @Test
    void message_isUnderstood_byRsyslog() throws Exception {
        try (RsyslogReceiver rsyslog = new RsyslogReceiver("RsyslogIT", folder, Transport.TCP);
                AlertSink sink = rsyslog.openSink()) {
            sink.deliver(TestAlerts.alert(1));

            await().atMost(Duration.ofSeconds(20)).until(() -> rsyslog.received().size() == 1);
            assertThat(rsyslog.received().get(0))
                    .startsWith(TestAlerts.id(1) + "|node-1|saker|4|{\"alert_id\":")
                    .endsWith("Z\"}");
        }
    }

    @Nested
    final class OverTcp extends AlertSinkContract {
        @Override
        protected Receiver start(Path mine) throws IOException {
            return new RsyslogReceiver("RsyslogIT.OverTcp", mine, Transport.TCP);
        }
    }

    @Nested
    final class OverTls extends AlertSinkContract {
        @Override
        protected Receiver start(Path mine) throws IOException {
            return new RsyslogReceiver("RsyslogIT.OverTls", mine, Transport.TLS);
        }
    }

    @Nested
    final class OverUdp extends AlertSinkContract {
        @Override
        protected Receiver start(Path mine) throws IOException {
            return new RsyslogReceiver("RsyslogIT.OverUdp", mine, Transport.UDP);
        }
    }
}
