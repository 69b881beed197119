// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.Tls;
import dev.saker.sinks.AlertForm;
import java.time.Duration;

/**
 * A syslog receiver.
 *
 * @param port 0 for the transport's own: 514, with TLS 6514
 * @param facility 0 to 23; 1 is user, as Falco's
 */
public record SyslogOptions(
        String host,
        @Default("0") int port,
        @Default("tcp") Transport transport,
        @Default("1") int facility,
        @Default("saker") String appName,
        @Default("json") AlertForm form,
        Tls tls,
        @Default("5s") Duration connectTimeout,
        @Default("10s") Duration requestTimeout) {

    /** What carries the messages. */
    public enum Transport {
        UDP,
        TCP,
        TLS
    }

    public SyslogOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is out of range");
        }
        if (facility < 0 || facility > 23) {
            throw new IllegalArgumentException("facility " + facility + " is not in 0 to 23");
        }
        if (!appName.matches("[!-~]{1,48}")) {
            throw new IllegalArgumentException(
                    "app_name is 1 to 48 printable ASCII characters without space");
        }
        if (tls.isSet() && transport != Transport.TLS) {
            throw new IllegalArgumentException("tls is set, but transport is not tls");
        }
        if (connectTimeout.isZero() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("connect_timeout and request_timeout are above 0");
        }
        if (port == 0) {
            port = transport == Transport.TLS ? 6514 : 514;
        }
    }
}
