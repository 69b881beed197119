// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import dev.saker.schemas.Alert;
import dev.saker.schemas.config.Tls;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.ServerProcess;
import dev.saker.sinks.contract.TestAlerts;
import dev.saker.sinks.contract.TestCertificates;
import dev.saker.sinks.syslog.SyslogOptions.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** rsyslogd with one input, writing what it understood into a file. */
final class RsyslogReceiver implements Receiver {

    private static final String CONFIGURATION =
            """
            global(workDirectory="%1$s" maxMessageSize="128k"
                   defaultNetstreamDriverCAFile="%1$s/ca.pem"
                   defaultNetstreamDriverCertFile="%1$s/server.pem"
                   defaultNetstreamDriverKeyFile="%1$s/server.key")
            %2$s
            template(name="line" type="string" string="%%msgid%%|%%hostname%%|%%app-name%%|%%syslogseverity%%|%%msg%%\\n")
            action(type="omfile" file="%1$s/alerts.log" template="line")
            """;

    private static final String UDP =
            "module(load=\"imudp\")\n"
                    + "input(type=\"imudp\" port=\"%1$d\" address=\"127.0.0.1\")\n"
                    // Tells the test, which knows TCP only, that it is up.
                    + "module(load=\"imtcp\")\n"
                    + "input(type=\"imtcp\" port=\"%1$d\" address=\"127.0.0.1\")";
    private static final String TCP =
            "module(load=\"imtcp\")\n"
                    + "input(type=\"imtcp\" port=\"%1$d\" address=\"127.0.0.1\")";
    private static final String TLS =
            "module(load=\"imtcp\" streamDriver.name=\"ossl\" streamDriver.mode=\"1\""
                    + " streamDriver.authMode=\"x509/certvalid\")\n"
                    + "input(type=\"imtcp\" port=\"%1$d\" address=\"127.0.0.1\")";

    private final Path folder;
    private final Transport transport;
    private final Tls tls;
    private final int port = ServerProcess.freePort();
    private final ServerProcess rsyslog;

    RsyslogReceiver(String test, Path folder, Transport transport) throws IOException {
        String program = ServerProcess.require(test, "rsyslogd", "rsyslog rsyslog-openssl");
        this.folder = folder;
        this.transport = transport;
        boolean secured = transport == Transport.TLS;
        TestCertificates certificates = new TestCertificates(test, folder);
        this.tls = secured ? certificates.client() : Tls.NONE;
        Path file = folder.resolve("rsyslog.conf");
        Files.writeString(file, CONFIGURATION.formatted(folder, input().formatted(port)));
        Path pid = folder.resolve("pid");
        rsyslog =
                new ServerProcess(
                        folder,
                        port,
                        List.of(program, "-n", "-f", file.toString(), "-i", pid.toString()));
    }

    private String input() {
        return switch (transport) {
            case UDP -> UDP;
            case TCP -> TCP;
            case TLS -> TLS;
        };
    }

    @Override
    public AlertSink openSink() {
        return new SyslogSink(SyslogSinkTest.options("localhost", port, transport, tls));
    }

    @Override
    public List<String> received() {
        Path file = folder.resolve("alerts.log");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void goDown() {
        rsyslog.stop();
    }

    @Override
    public void comeBack() {
        rsyslog.start();
    }

    @Override
    public boolean hang() throws IOException {
        if (outageShows()) {
            rsyslog.freeze();
        }
        return outageShows();
    }

    @Override
    public boolean outageShows() {
        return transport != Transport.UDP;
    }

    /** What no datagram can hold. */
    @Override
    public Optional<Alert> poison() {
        return outageShows()
                ? Optional.empty()
                : Optional.of(TestAlerts.alert(99, "Rule", "x".repeat(70_000)));
    }

    @Override
    public void close() {
        rsyslog.close();
    }
}
