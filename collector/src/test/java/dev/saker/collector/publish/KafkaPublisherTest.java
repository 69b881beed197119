// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Over Kafka's own producer without a network; with a broker it is tested in it/. */
class KafkaPublisherTest {
    private final RefusingProducer producer = new RefusingProducer();
    private final KafkaPublisher publisher =
            new KafkaPublisher(producer, "events", "markers", "node-1");

    @Test
    void event_isKeyedByNodeAndCopied() {
        byte[] buffer = {1, 2, 3, 4};

        publisher.event(buffer, 3);
        buffer[0] = 9;

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("events");
        assertThat(sent.key()).isEqualTo("node-1".getBytes(StandardCharsets.UTF_8));
        assertThat(sent.value()).containsExactly(1, 2, 3);
    }

    @Test
    void marker_goesBehindTheEventsAndToOperators() {
        publisher.event(new byte[] {1}, 1);
        publisher.marker(new byte[] {2});

        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("events", "events", "markers");
    }

    @Test
    void noRoom_isWaitedOut() {
        producer.refusals = 3;

        publisher.event(new byte[] {1}, 1);
        producer.completeNext();

        assertThat(producer.history()).hasSize(1);
        assertThat(publisher.delivered()).isEqualTo(1);
        assertThat(publisher.failed()).isZero();
        assertThat(publisher.waiting()).isZero();
    }

    @Test
    void noRoom_whenStopping_isGivenUpAndCounted() {
        producer.refusals = Integer.MAX_VALUE;
        publisher.stopWaiting();

        publisher.event(new byte[] {1}, 1);

        assertThat(publisher.failed()).isEqualTo(1);
    }

    @Test
    void recordTooLarge_isGivenUpAtOnce() {
        producer.refusals = 1;
        producer.refusal = new RecordTooLargeException("2 MiB");

        publisher.event(new byte[] {1}, 1);

        assertThat(publisher.failed()).isEqualTo(1);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void noPermission_isWaitedOutToo() {
        producer.refusals = 1;
        producer.refusal = new TopicAuthorizationException("events");

        publisher.event(new byte[] {1}, 1);

        assertThat(publisher.failed()).isZero();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void recordGivenUpByKafka_isCounted() throws InterruptedException {
        publisher.event(new byte[] {1}, 1);
        publisher.event(new byte[] {1}, 1);

        producer.errorNext(new RecordTooLargeException("too large"));
        Thread kafka = new Thread(() -> producer.errorNext(new TimeoutException("expired")));
        kafka.start();
        kafka.join();

        assertThat(publisher.failed()).isEqualTo(2);
        assertThat(publisher.delivered()).isZero();
    }

    @Test
    void close_waitsForWhatIsOnItsWay() {
        publisher.close(Duration.ofSeconds(1));

        assertThat(producer.closed()).isTrue();
    }

    /** Refuses as a producer does whose memory is full: it calls back inside send. */
    private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
        int refusals;
        RuntimeException refusal = new TimeoutException("no room");

        RefusingProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (refusals > 0) {
                refusals--;
                callback.onCompletion(null, refusal);
                return null;
            }
            return super.send(record, callback);
        }
    }
}
