// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import dev.saker.sinks.AlertKey;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes alerts to a topic, keyed by rule and node, with the alert id in a header too. */
public final class KafkaSink implements AlertSink {

    private static final String ALERT_ID = "alert_id";

    private final KafkaOptions options;
    private final String receiver;
    private KafkaProducer<byte[], byte[]> producer;

    public KafkaSink(KafkaOptions options) {
        this.options = options;
        this.receiver = options.topic() + " at " + options.connection().bootstrapServers();
    }

    @Override
    public Outcome deliver(Alert alert) throws InterruptedException {
        try {
            Future<RecordMetadata> sent = producer().send(record(alert));
            sent.get(options.requestTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
            return Outcome.DELIVERED;
        } catch (ExecutionException e) {
            return judge(e.getCause());
        } catch (KafkaException e) {
            return judge(e);
        } catch (TimeoutException e) {
            return Outcome.retry("no answer from " + receiver);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private ProducerRecord<byte[], byte[]> record(Alert alert) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        options.topic(),
                        AlertKey.of(alert).getBytes(UTF_8),
                        FalcoJson.line(alert).getBytes(UTF_8));
        record.headers().add(ALERT_ID, alert.alertId().getBytes(UTF_8));
        return record;
    }

    /**
     * A record that will never be taken; what else Kafka says may pass, be it that it is mended.
     */
    private Outcome judge(Throwable cause) {
        String said = "cannot write to " + receiver + ": " + cause.getMessage();
        boolean poison =
                cause instanceof RecordTooLargeException
                        || cause instanceof SerializationException
                        || cause instanceof InvalidTopicException;
        return poison ? Outcome.rejected(said) : Outcome.retry(said);
    }

    /** Made at the first alert: its client resolves names and reads secrets. */
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            String limit = Long.toString(options.requestTimeout().toMillis());
            Map<String, Object> properties = new HashMap<>();
            properties.put("client.id", "saker-sink-" + options.topic());
            properties.put("linger.ms", "0");
            properties.put("max.block.ms", limit);
            properties.put("request.timeout.ms", limit);
            properties.put("delivery.timeout.ms", limit);
            properties.put("reconnect.backoff.max.ms", "1000");
            properties.putAll(options.connection().clientProperties());
            properties.put("acks", "all");
            properties.put("enable.idempotence", "true");
            ByteArraySerializer bytes = new ByteArraySerializer();
            producer = new KafkaProducer<>(properties, bytes, bytes);
        }
        return producer;
    }

    @Override
    public String toString() {
        return "kafka " + receiver;
    }
}
