// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands an outgoing record to the producer as it is. */
public final class OutgoingSerializer implements KafkaRecordSerializationSchema<OutgoingRecord> {

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            OutgoingRecord outgoing, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(outgoing.topic, outgoing.key, outgoing.value);
        for (int i = 0; i + 1 < outgoing.headers.length; i += 2) {
            record.headers()
                    .add(
                            outgoing.headers[i],
                            outgoing.headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
