// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import dev.saker.schemas.Alert;
import dev.saker.schemas.config.Secret;
import dev.saker.schemas.config.Tls;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.ServerProcess;
import dev.saker.sinks.contract.TestAlerts;
import dev.saker.sinks.contract.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** nginx that wants a client's certificate, logs bodies and refuses long ones. */
final class NginxReceiver implements Receiver {

    private static final String SECRET = "nginx-needs-this-secret";

    private static final String CONFIGURATION =
            """
            daemon off;
            user root;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            worker_processes 1;
            events {}
            http {
              client_body_temp_path %1$s/t1; proxy_temp_path %1$s/t2; fastcgi_temp_path %1$s/t3;
              uwsgi_temp_path %1$s/t4; scgi_temp_path %1$s/t5;
              log_format alert escape=json '{"key":"$http_idempotency_key","body":"$request_body"}';
              server {
                listen 127.0.0.1:%2$d ssl;
                ssl_certificate %1$s/server.pem;
                ssl_certificate_key %1$s/server.key;
                ssl_client_certificate %1$s/ca.pem;
                ssl_verify_client on;
                client_max_body_size 100k;
                client_body_buffer_size 128k;
                location / {
                  access_log %1$s/alerts.log alert;
                  proxy_pass http://127.0.0.1:%3$d;
                }
              }
              server {
                listen 127.0.0.1:%3$d;
                access_log off;
                location / { return 204; }
              }
            }
            """;

    private final Path folder;
    private final TestCertificates certificates;
    private final int port = ServerProcess.freePort();
    private final ServerProcess nginx;

    NginxReceiver(String test, Path folder) throws IOException {
        String program = ServerProcess.require(test, "nginx", "nginx-light");
        this.folder = folder;
        this.certificates = new TestCertificates(test, folder);
        Files.writeString(folder.resolve("token"), SECRET);
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, CONFIGURATION.formatted(folder, port, ServerProcess.freePort()));
        nginx =
                new ServerProcess(
                        folder,
                        port,
                        List.of(program, "-p", folder.toString(), "-c", file.toString()));
    }

    @Override
    public AlertSink openSink() {
        return openSink(certificates.client());
    }

    AlertSink openSinkWithoutCertificate() {
        return openSink(certificates.clientWithoutCertificate());
    }

    private AlertSink openSink(Tls tls) {
        return new HttpSink(
                new HttpOptions(
                        "",
                        "https://localhost:" + port + "/{{secret.token}}",
                        "POST",
                        Map.of(),
                        "",
                        Map.of("token", new Secret("${file:" + folder.resolve("token") + "}")),
                        tls,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)));
    }

    @Override
    public List<String> received() {
        try {
            return Files.readAllLines(folder.resolve("alerts.log")).stream()
                    .filter(line -> !line.contains("\"body\":\"\"")) // refused before it was read
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void goDown() {
        nginx.stop();
    }

    @Override
    public void comeBack() {
        nginx.start();
    }

    @Override
    public boolean hang() throws IOException {
        nginx.freeze();
        return true;
    }

    @Override
    public Optional<Alert> poison() {
        return Optional.of(TestAlerts.alert(99, "Rule", "x".repeat(200_000)));
    }

    @Override
    public String secret() {
        return SECRET;
    }

    @Override
    public void close() {
        nginx.close();
    }
}
