// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker in a process of its own, which can be killed, and stopped where it stands. */
final class BrokerProcess implements AutoCloseable {

    /** Clients give a request up after that. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    private final Path directory;
    private final int port;
    private Process process;

    private BrokerProcess(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /** The process itself: directory and port. It ends with the one that started it. */
    public static void main(String[] arguments) throws Exception {
        new EmbeddedKafka(Path.of(arguments[0]), Integer.parseInt(arguments[1])).start();
        while (System.in.read() >= 0) {
            // Nothing is ever written to it.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Does not wait until it answers. */
    static BrokerProcess start(Path directory) throws IOException {
        BrokerProcess broker = new BrokerProcess(directory);
        broker.start();
        return broker;
    }

    private void start() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerProcess.class.getName(),
                                directory.resolve("kafka").toString(),
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve("broker.log").toFile()))
                        .start();
    }

    /** Once it answers. */
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(connection().clientProperties())) {
            Topics.create(admin, TopicOptions.defaults());
        }
    }

    KafkaConnection connection() {
        KafkaConnection plain = KafkaConnection.plaintext("127.0.0.1:" + port);
        return new KafkaConnection(
                plain.bootstrapServers(),
                plain.securityProtocol(),
                plain.tls(),
                plain.sasl(),
                Map.of("request.timeout.ms", Long.toString(REQUEST_TIMEOUT.toMillis())));
    }

    /** With signal 9, and another one in its place, over the same files. */
    void replace() throws Exception {
        process.destroyForcibly().waitFor();
        start();
    }

    /** Its connections stay, and nothing comes over them. */
    void hang(Duration duration) throws Exception {
        signal("-STOP");
        Thread.sleep(duration.toMillis());
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        int status =
                new ProcessBuilder(List.of("kill", signal, Long.toString(process.pid())))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill " + signal + " answers " + status);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
