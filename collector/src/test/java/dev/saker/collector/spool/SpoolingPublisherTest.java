// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.collector.publish.KafkaPublisher;
import dev.saker.collector.spool.SpoolOptions.Drop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over Kafka's own producer without a network; with a broker it is tested in it/. */
class SpoolingPublisherTest {
    private static final long MEMORY = 1 << 20;

    @TempDir private Path folder;

    private final AwayProducer producer = new AwayProducer();
    private SpoolingPublisher publisher;

    @AfterEach
    void closePublisher() {
        if (publisher != null) {
            publisher.close(Duration.ZERO);
        }
    }

    @Test
    void kafkaThere_spoolIsNotTouched() {
        publisher = open(producer);

        events(0, 100);

        assertThat(sent(producer)).hasSize(100);
        assertThat(publisher.spool().spooled()).isZero();
    }

    @Test
    void kafkaAwayForAWhile_allComeOnceAndInOrder() {
        publisher = open(producer);
        events(0, 100);
        producer.away = true;
        events(100, 5_000);
        publisher.marker(numbered(5_000));
        assertThat(sent(producer)).hasSize(100);
        assertThat(publisher.waiting()).isPositive();

        producer.away = false;
        await().until(() -> sent(producer).size() == 5_001);
        await().until(() -> publisher.spool().bytes() == 0);
        events(5_001, 6_000);

        await().until(() -> sent(producer).size() == 6_000);
        assertThat(sent(producer)).isEqualTo(IntStream.range(0, 6_000).boxed().toList());
        assertThat(publisher.failed()).isZero();
    }

    @Test
    void stoppedWithoutKafka_nextStartSendsFirstWhatWasLeft() {
        producer.away = true;
        publisher = open(producer);
        events(0, 1_000);
        publisher.close(Duration.ofMillis(100));

        AwayProducer next = new AwayProducer();
        publisher = open(next);
        events(1_000, 1_100);

        await().until(() -> sent(next).size() == 1_100);
        assertThat(sent(next)).isEqualTo(IntStream.range(0, 1_100).boxed().toList());
    }

    @Test
    void kafkaGoneAgainWhileItSends_goesOnWhereItWas() {
        producer.away = true;
        publisher = open(producer);
        events(0, 10_000);
        producer.acceptsBeforeAway = 3_000;
        producer.away = false;
        await().until(() -> producer.away);
        producer.acceptsBeforeAway = Integer.MAX_VALUE;
        producer.away = false;

        await().until(() -> sent(producer).size() == 10_000);
        assertThat(sent(producer)).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    private SpoolingPublisher open(AwayProducer to) {
        KafkaPublisher kafka = new KafkaPublisher(to, "events", "markers", "node-1");
        SpoolOptions options =
                new SpoolOptions(
                        Optional.of(folder), 8 << 20, 64 << 10, Duration.ofMillis(50), Drop.OLDEST);
        return SpoolingPublisher.open(options, folder, kafka, MEMORY);
    }

    private void events(int from, int to) {
        for (int number = from; number < to; number++) {
            publisher.event(numbered(number), Integer.BYTES);
        }
    }

    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static List<Integer> sent(AwayProducer producer) {
        return producer.history().stream()
                .filter(record -> record.topic().equals("events"))
                .map(record -> ByteBuffer.wrap(record.value()).getInt())
                .toList();
    }

    /** Refuses as a producer does that knows no broker: it calls back inside send. */
    private static final class AwayProducer extends MockProducer<byte[], byte[]> {
        volatile boolean away;
        volatile int acceptsBeforeAway = Integer.MAX_VALUE;

        AwayProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            away = away || acceptsBeforeAway-- == 0;
            if (away) {
                callback.onCompletion(null, new TimeoutException("no metadata"));
                return null;
            }
            return super.send(copyOf(record), callback);
        }

        /** As the real one does before send returns: the array is used again. */
        private static ProducerRecord<byte[], byte[]> copyOf(
                ProducerRecord<byte[], byte[]> record) {
            return new ProducerRecord<>(record.topic(), record.key(), record.value().clone());
        }
    }
}
