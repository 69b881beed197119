// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker and its controller in this process: production code on loopback sockets.
 *
 * <p>Both ports are chosen once, so that {@link #stop()} followed by {@link #start()} brings back
 * the same broker at the same address, with what its directory holds.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE_ID = 1;

    private final Path directory;
    private final int brokerPort;
    private final int controllerPort;
    private final Map<String, String> settings;
    private KafkaRaftServer server;

    /**
     * @param port where clients connect; 0 takes a free one
     */
    public EmbeddedKafka(Path directory, int port) throws IOException {
        this(directory, port, Map.of());
    }

    /**
     * @param settings of the broker, which win over ours
     */
    public EmbeddedKafka(Path directory, int port, Map<String, String> settings)
            throws IOException {
        this.settings = Map.copyOf(settings);
        this.directory = directory;
        this.brokerPort = port == 0 ? freePort() : port;
        this.controllerPort = freePort(brokerPort);
    }

    public void start() throws Exception {
        if (server != null) {
            throw new IllegalStateException("cannot start broker at " + bootstrap() + ": running");
        }
        formatIfNew();
        KafkaRaftServer starting =
                new KafkaRaftServer(new KafkaConfig(properties(), false), Time.SYSTEM);
        starting.startup();
        server = starting;
    }

    public void stop() {
        if (server == null) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        server = null;
    }

    @Override
    public void close() {
        stop();
    }

    public String bootstrap() {
        return "127.0.0.1:" + brokerPort;
    }

    private void formatIfNew() throws Exception {
        Files.createDirectories(directory);
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setPrintStream(nowhere)
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(addresses());
        properties.putAll(singleNode());
        properties.putAll(smallFootprint());
        properties.putAll(settings);
        return properties;
    }

    private Map<String, String> addresses() {
        String broker = "PLAINTEXT://127.0.0.1:" + brokerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "listeners",
                broker + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "log.dirs",
                directory.toString());
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                // There is no other broker that leaders could move to before this one ends.
                "controlled.shutdown.enable", "false",
                "auto.create.topics.enable", "false");
    }

    /**
     * The cleaner's buffer alone is 128 MiB by default; one host's rule topic needs next to none.
     */
    private static Map<String, String> smallFootprint() {
        return Map.of(
                "log.cleaner.dedupe.buffer.size", "2097152",
                "log.cleaner.io.buffer.size", "65536",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "num.replica.fetchers", "1",
                "num.recovery.threads.per.data.dir", "2",
                "background.threads", "2",
                "log.segment.bytes", "134217728",
                "log.retention.hours", "24");
    }

    /** Another one: a port that was free a moment ago is free again. */
    private static int freePort(int taken) throws IOException {
        int port = freePort();
        while (port == taken) {
            port = freePort();
        }
        return port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
