// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes alerts to their topic as the detection job does. */
public final class AlertWriter implements AutoCloseable {

    private static final int SCHEMA =
            new LocalSchemaRegistry()
                    .register(Subjects.of(Topics.ALERTS, Schemas.ALERT), Schemas.ALERT);

    private final KafkaProducer<byte[], byte[]> producer;

    public AlertWriter(KafkaConnection kafka) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        producer = new KafkaProducer<>(kafka.clientProperties(), bytes, bytes);
    }

    /** Number n of a rule, on one node; the id is the number in 32 digits. */
    public static Alert alert(
            int number, String rule, int priority, String source, String... tags) {
        return new Alert(
                "%032d".formatted(number),
                rule,
                priority,
                source,
                1_700_000_000_000_000_000L + number,
                "node-1",
                "message " + number,
                List.of(tags),
                List.of(new OutputField("proc.pid", OutputValue.of((long) number))),
                List.of("node-1/1/2/3/" + number),
                1);
    }

    public static Alert alert(int number) {
        return alert(number, "Rule " + number % 4, 4, "syscall", "test");
    }

    public void write(Alert alert) {
        write(
                (alert.rule() + "|" + alert.node()).getBytes(StandardCharsets.UTF_8),
                WireFormat.frame(SCHEMA, AlertCodec.encode(alert)));
    }

    public void write(byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(Topics.ALERTS, key, value));
    }

    /** Numbered from..to-1, over four keys; in Kafka when this returns. */
    public void write(int from, int to) {
        for (int number = from; number < to; number++) {
            write(alert(number));
        }
        producer.flush();
    }

    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
