// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.delivery;

import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes alerts as detection does, the size of ordinary ones, numbered, over some keys. */
final class NumberedAlerts implements AutoCloseable {

    private final int schema =
            new LocalSchemaRegistry()
                    .register(Subjects.of(Topics.ALERTS, Schemas.ALERT), Schemas.ALERT);
    private final KafkaProducer<byte[], byte[]> producer;
    private final int keys;
    private int next;

    NumberedAlerts(String bootstrap, int keys) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap), bytes, bytes);
        this.keys = keys;
    }

    /** In Kafka when this returns. */
    void write(int count) {
        for (int i = 0; i < count; i++) {
            Alert alert = alert(next, "Rule " + next % keys);
            byte[] key = (alert.rule() + "|" + alert.node()).getBytes(StandardCharsets.UTF_8);
            byte[] value = WireFormat.frame(schema, AlertCodec.encode(alert));
            producer.send(new ProducerRecord<>(Topics.ALERTS, key, value));
            next++;
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private static Alert alert(int number, String rule) {
        return new Alert(
                "%032d".formatted(number),
                rule,
                4,
                "syscall",
                1_700_000_000_000_000_000L + number,
                "web-1",
                "A shell was spawned in a container with an attached terminal (user=root"
                        + " container=3ad7b26ded6d shell=bash parent=runc cmdline=bash -c id)",
                List.of("container", "mitre_execution", "shell"),
                List.of(
                        new OutputField("user.name", OutputValue.of("root")),
                        new OutputField("container.id", OutputValue.of("3ad7b26ded6d")),
                        new OutputField("proc.name", OutputValue.of("bash")),
                        new OutputField("proc.pname", OutputValue.of("runc")),
                        new OutputField("proc.cmdline", OutputValue.of("bash -c id")),
                        new OutputField("proc.pid", OutputValue.of(4711L))),
                List.of("web-1/" + (1_700_000_000_000_000_000L + number) + "/4711/293/0"),
                1);
    }
}
