// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.schemas.Alert;
import dev.saker.schemas.MalformedEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads alerts. Whatever the bytes are, something comes out: what cannot be read goes on as such.
 * Only a registry that cannot be asked is an error, since its answer decides.
 */
final class AlertDeserializer implements KafkaRecordDeserializationSchema<ConsumedAlert> {

    private final RegistryAddress registry;
    private transient AlertDecoder decoder;

    AlertDeserializer(RegistryAddress registry) {
        this.registry = registry;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new AlertDecoder(registry.open());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ConsumedAlert> out) {
        Optional<Alert> alert = Optional.empty();
        String problem = "";
        try {
            alert = Optional.of(decoder.decode(valueOf(record)));
        } catch (IOException
                | MalformedEventException
                | AvroRuntimeException
                | IllegalArgumentException e) {
            problem = "not an alert that can be read: " + e.getMessage();
        }
        out.collect(
                new ConsumedAlert(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset(),
                        record.key(),
                        record.value(),
                        alert,
                        problem,
                        onlyFor(record)));
    }

    /** Never asked for: the record stays inside the reader. */
    @Override
    public TypeInformation<ConsumedAlert> getProducedType() {
        return TypeInformation.of(ConsumedAlert.class);
    }

    private static byte[] valueOf(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.value() == null) {
            throw new IOException("the record has no value");
        }
        return record.value();
    }

    private static String onlyFor(ConsumerRecord<byte[], byte[]> record) {
        Header sink = record.headers().lastHeader(AlertRecords.SINK);
        return sink == null ? "" : new String(sink.value(), StandardCharsets.UTF_8);
    }
}
