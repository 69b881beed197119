// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** nginx in front of a registry: TLS with an authority of its own, and basic authentication. */
public final class SecuredRegistry implements AutoCloseable {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

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
              access_log off;
              server {
                listen 127.0.0.1:%2$d ssl;
                ssl_certificate %1$s/server.pem;
                ssl_certificate_key %1$s/server.key;
                auth_basic registry;
                auth_basic_user_file %1$s/users;
                location / { proxy_pass http://127.0.0.1:%3$d; }
              }
            }
            """;

    private final Path folder;
    private final int port;
    private final Process nginx;

    private SecuredRegistry(Path folder, int port, Process nginx) {
        this.folder = folder;
        this.port = port;
        this.nginx = nginx;
    }

    /** Skips a test, by name and with the reason, where the programs for this are not there. */
    public static void assumePossible(Class<?> test) {
        String name = test.getSimpleName();
        assumeTrue(Files.exists(NGINX), name + ": needs nginx (./saker verify installs it)");
        assumeTrue(
                Files.exists(Path.of("/usr/bin/openssl")),
                name + ": needs openssl (./saker verify installs it)");
    }

    /** In front of the registry at that port of the loopback address, for the user saker. */
    public static SecuredRegistry start(Path folder, int registryPort, String password)
            throws Exception {
        Files.createDirectories(folder);
        int port = Apicurio.freePort();
        certificates(folder);
        Files.writeString(folder.resolve("users"), "saker:{PLAIN}" + password + "\n");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, CONFIGURATION.formatted(folder, port, registryPort));
        Process nginx =
                command(folder, NGINX.toString(), "-p", folder.toString(), "-c", file.toString());
        SecuredRegistry registry = new SecuredRegistry(folder, port, nginx);
        Awaitility.await("nginx")
                .atMost(Duration.ofSeconds(20))
                .failFast(() -> assertThat(nginx.isAlive()).as(registry.log()).isTrue())
                .until(registry::listens);
        return registry;
    }

    public String url() {
        return "https://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Of the server's certificate. */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /** Of no certificate here. */
    public Path stranger() {
        return folder.resolve("stranger.pem");
    }

    /** A key and a certificate for this host, by the authority. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        nginx.destroy();
        nginx.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> kill()).join();
    }

    private Process kill() {
        return nginx.destroyForcibly();
    }

    private static void certificates(Path folder) throws Exception {
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        authority(folder, "ca");
        authority(folder, "stranger");
        run(folder, "req -newkey rsa:2048 -nodes -keyout server.key -out csr -subj /CN=localhost");
        run(
                folder,
                "x509 -req -in csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
                        + " -extfile names -out server.pem");
    }

    private static void authority(Path folder, String name) throws Exception {
        run(
                folder,
                "req -x509 -newkey rsa:2048 -nodes -keyout %1$s.key -out %1$s.pem -subj /CN=%1$s -days 2"
                        .formatted(name));
    }

    private static void run(Path folder, String openssl) throws Exception {
        Process process = command(folder, ("openssl " + openssl).split(" "));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(openssl).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("output.log"))).isZero();
    }

    private static Process command(Path folder, String... words) throws IOException {
        return new ProcessBuilder(List.of(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("output.log"));
    }
}
