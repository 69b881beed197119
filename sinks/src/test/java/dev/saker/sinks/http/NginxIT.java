// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.contract.AlertSinkContract;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.TestAlerts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP sink against nginx, over TLS with certificates on both sides. */
final class NginxIT extends AlertSinkContract {

    @TempDir private Path mine;

    @Override
    protected Receiver start(Path folder) throws IOException {
        return new NginxReceiver("NginxIT", folder);
    }

    @Test
    void client_withoutCertificate_isNotServed() throws Exception {
        try (NginxReceiver nginx = new NginxReceiver("NginxIT", mine);
                AlertSink sink = nginx.openSinkWithoutCertificate()) {
            Outcome outcome = sink.deliver(TestAlerts.alert(1));

            assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
            assertThat(outcome.toString()).contains("No required SSL certificate was sent");
        }
    }
}
