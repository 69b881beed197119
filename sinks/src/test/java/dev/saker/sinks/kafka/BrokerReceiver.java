// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.kafka;

import dev.saker.schemas.Alert;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.contract.Receiver;
import dev.saker.sinks.contract.ServerProcess;
import dev.saker.sinks.contract.TestAlerts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker in this JVM, with a topic of one partition. */
final class BrokerReceiver implements Receiver {

    private static final TopicPartition ALERTS = new TopicPartition("receiver.alerts", 0);

    private final int port = ServerProcess.freePort();
    private final int controllerPort = ServerProcess.freePort();
    private final Path folder;
    private final List<String> received = new ArrayList<>();
    private KafkaConsumer<byte[], byte[]> consumer;
    private KafkaRaftServer server;
    private ServerSocket deaf;

    BrokerReceiver(Path folder) throws Exception {
        this.folder = folder;
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .run();
        comeBack();
        try (Admin admin = Admin.create(connection().clientProperties())) {
            admin.createTopics(List.of(new NewTopic(ALERTS.topic(), 1, (short) 1))).all().get();
        }
    }

    @Override
    public AlertSink openSink() {
        return new KafkaSink(
                new KafkaOptions(connection(), ALERTS.topic(), Duration.ofMillis(1_500)));
    }

    @Override
    public synchronized List<String> received() {
        if (consumer == null) {
            ByteArrayDeserializer bytes = new ByteArrayDeserializer();
            consumer = new KafkaConsumer<>(connection().clientProperties(), bytes, bytes);
            consumer.assign(List.of(ALERTS));
            consumer.seekToBeginning(List.of(ALERTS));
        }
        consumer.poll(Duration.ofMillis(500))
                .forEach(
                        record -> received.add(new String(record.value(), StandardCharsets.UTF_8)));
        return List.copyOf(received);
    }

    @Override
    public void goDown() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void comeBack() {
        server = new KafkaRaftServer(new KafkaConfig(settings()), Time.SYSTEM);
        server.startup();
    }

    /** Whoever connects is heard by nobody. */
    @Override
    public boolean hang() throws IOException {
        goDown();
        deaf = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        return true;
    }

    /** Larger than a producer sends. */
    @Override
    public Optional<Alert> poison() {
        return Optional.of(TestAlerts.alert(99, "Rule", "x".repeat(2_000_000)));
    }

    @Override
    public void close() throws IOException {
        if (consumer != null) {
            consumer.close();
        }
        goDown();
        if (deaf != null) {
            deaf.close();
        }
    }

    private KafkaConnection connection() {
        return KafkaConnection.plaintext("127.0.0.1:" + port);
    }

    private Map<String, String> settings() {
        String plain = "PLAINTEXT://127.0.0.1:" + port;
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", plain + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", plain);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        return settings;
    }
}
