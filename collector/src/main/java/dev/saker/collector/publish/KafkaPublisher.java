// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.KafkaRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to Kafka: idempotent, all replicas, keyed by node so that a node's events and markers
 * lie in one partition in their order. Memory is bounded. A broker that is away costs nothing until
 * the memory is full, then the publishing thread waits; what Kafka's client gives up after the
 * delivery timeout is counted and logged.
 */
public final class KafkaPublisher implements Publisher, Callback {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

    /** How long one attempt to hand a record over may block: we wait in turns, to notice a stop. */
    private static final Duration TURN = Duration.ofSeconds(1);

    /** Of events that share arrays: most are shorter; one of each length takes 2 MiB. */
    private static final int MAX_REUSED_LENGTH = 2048;

    /** What a first connection with TLS and a login may take on a busy host. */
    private static final Duration GREETING = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String eventsTopic;
    private final String markersTopic;
    private final byte[] key;
    private final Metric bufferTotal;
    private final Metric bufferAvailable;
    private final byte[][] values = new byte[MAX_REUSED_LENGTH + 1][];
    private final AtomicLong accepted = new AtomicLong();
    private final SentSizes sizes = new SentSizes();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final RateLimit failureLog = new RateLimit();
    private final RateLimit waitingLog = new RateLimit();
    private Metric sentRecords;
    private Metric sentBytes;
    private volatile Thread sending;
    private volatile Exception refusal;
    private volatile boolean closing;
    private volatile long waitingSince;

    public KafkaPublisher(
            Producer<byte[], byte[]> producer,
            String eventsTopic,
            String markersTopic,
            String node) {
        this.producer = producer;
        this.eventsTopic = eventsTopic;
        this.markersTopic = markersTopic;
        this.key = node.getBytes(StandardCharsets.UTF_8);
        this.bufferTotal = metric("buffer-total-bytes");
        this.bufferAvailable = metric("buffer-available-bytes");
    }

    public static KafkaPublisher connect(
            KafkaConnection kafka,
            ProducerOptions options,
            boolean spooling,
            String eventsTopic,
            String markersTopic,
            String node) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("client.id", "saker-collector-" + node);
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("compression.type", options.compression());
        settings.put("linger.ms", Long.toString(options.linger().toMillis()));
        settings.put("batch.size", Integer.toString(options.batchBytes()));
        settings.put("buffer.memory", Long.toString(options.memoryBytes()));
        // What waits in memory is older than what waits on disk: it is not given up before that.
        long patience = spooling ? Integer.MAX_VALUE : options.deliveryTimeout().toMillis();
        settings.put("delivery.timeout.ms", Long.toString(patience));
        settings.put("request.timeout.ms", "10000");
        settings.put("retry.backoff.max.ms", "1000");
        settings.put("reconnect.backoff.max.ms", "1000");
        // Without any broker Kafka's client would forget its metadata and block each send for as
        // long as a turn, with all its memory free. A spool takes the records then; without one
        // they wait in that memory, for the brokers that were there before.
        settings.put("metadata.recovery.strategy", spooling ? "rebootstrap" : "none");
        Duration turn = spooling ? ProducerOptions.SPOOL_TURN : TURN;
        settings.put("max.block.ms", Long.toString(turn.toMillis()));
        settings.putAll(kafka.clientProperties());
        return new KafkaPublisher(
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                eventsTopic,
                markersTopic,
                node);
    }

    /**
     * Asks Kafka for the events topic, not for long. A broker that is away is waited for later; one
     * that does not let us in with these settings never will.
     *
     * @throws KafkaException if it refuses us, in words
     */
    public void greet(KafkaConnection kafka) {
        long deadline = System.nanoTime() + GREETING.toNanos();
        String lastProblem = "";
        while (System.nanoTime() - deadline < 0) {
            try {
                producer.partitionsFor(eventsTopic);
                return;
            } catch (KafkaException problem) {
                if (KafkaRefusal.isFinal(problem)) {
                    throw new KafkaException(KafkaRefusal.words(kafka, problem), problem);
                }
                lastProblem = problem.getMessage();
            }
        }
        LOG.warn("event=starting_without_kafka reason=\"{}\"", lastProblem);
    }

    @Override
    public void event(byte[] framed, int length) {
        send(eventsTopic, value(framed, length));
    }

    /**
     * Kafka's client wants an array as long as the value, and has copied it into its batch when
     * send returns: one array for each length serves all events of that length.
     */
    private byte[] value(byte[] framed, int length) {
        if (length >= values.length) {
            return Arrays.copyOf(framed, length);
        }
        byte[] value = values[length];
        if (value == null) {
            value = new byte[length];
            values[length] = value;
        }
        System.arraycopy(framed, 0, value, 0, length);
        return value;
    }

    @Override
    public void marker(byte[] framed) {
        send(eventsTopic, framed);
        send(markersTopic, framed);
    }

    /**
     * Hands over a copy of the event, or of a marker without one for operators, if Kafka's client
     * takes it: at the latest after {@link ProducerOptions#SPOOL_TURN}. Otherwise it is still the
     * caller's.
     */
    public boolean offer(byte[] framed, int length) {
        return offer(eventsTopic, value(framed, length));
    }

    /** A copy of a marker for operators, if there is room: the next one says more. */
    public void copyForOperators(byte[] marker) {
        offer(markersTopic, marker);
    }

    private boolean offer(String topic, byte[] value) {
        sending = Thread.currentThread();
        refusal = null;
        producer.send(new ProducerRecord<>(topic, key, value), this);
        sending = null;
        if (refusal == null) {
            accepted.lazySet(accepted.getPlain() + 1); // one thread publishes at a time
            if (topic.equals(eventsTopic)) {
                sizes.accepted(value.length);
            }
        }
        return refusal == null;
    }

    private void send(String topic, byte[] value) {
        while (!offer(topic, value)) {
            if (closing) {
                failed.incrementAndGet();
                break;
            }
            waitTurn(refusal);
        }
        waitingSince = 0;
    }

    /** Records Kafka's client took so far: in the end each is delivered or failed. */
    public long accepted() {
        return accepted.get();
    }

    /** Why the last record was not taken. */
    public String refusalReason() {
        Exception reason = refusal;
        return reason == null ? "its memory fills" : reason.getMessage();
    }

    /**
     * Called by Kafka's thread when it has delivered a record or given it up, and by our own,
     * inside send, when the record was not accepted: no room, no such topic, no permission. Then it
     * is still ours to hand over again, unless it is too large and will never be accepted.
     */
    @Override
    public void onCompletion(RecordMetadata metadata, Exception problem) {
        if (problem == null) {
            delivered.incrementAndGet();
        } else if (Thread.currentThread() == sending
                && !(problem instanceof RecordTooLargeException)) {
            refusal = problem;
        } else {
            failed.incrementAndGet();
            if (failureLog.allows()) {
                LOG.error(
                        "event=record_given_up topic={} reason=\"{}\" more={}",
                        metadata == null ? eventsTopic : metadata.topic(),
                        problem.getMessage(),
                        failureLog.suppressed());
            }
        }
    }

    private void waitTurn(Exception reason) {
        if (waitingSince == 0) {
            waitingSince = System.nanoTime() - TURN.toNanos();
        }
        if (waitingLog.allows()) {
            LOG.warn(
                    "event=waiting_for_kafka seconds={} queued_bytes={} reason=\"{}\"",
                    waiting().toSeconds(),
                    queuedBytes(),
                    reason.getMessage());
        }
        // A timeout has taken its turn inside send; any other refusal comes at once.
        if (!(reason instanceof TimeoutException) && !closing) {
            LockSupport.parkNanos(TURN.toNanos());
        }
    }

    @Override
    public long delivered() {
        return delivered.get();
    }

    @Override
    public long failed() {
        return failed.get();
    }

    @Override
    public long queuedBytes() {
        return (long) (value(bufferTotal) - value(bufferAvailable));
    }

    /** As the last records came to that were sent; before there are any, what is usual. */
    @Override
    public double compression() {
        if (sentBytes == null) {
            // They are there once something has been sent.
            sentRecords = ofEvents("record-send-total");
            sentBytes = ofEvents("byte-total");
        }
        return sizes.ratio(value(sentRecords), value(sentBytes));
    }

    private Metric ofEvents(String name) {
        return producer.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .filter(entry -> eventsTopic.equals(entry.getKey().tags().get("topic")))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(Metric.class::cast)
                .orElse(null);
    }

    @Override
    public Duration waiting() {
        long since = waitingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public void stopWaiting() {
        closing = true;
    }

    @Override
    public void close(Duration patience) {
        closing = true;
        producer.close(Duration.ofNanos(Math.max(0, patience.toNanos())));
    }

    private Metric metric(String name) {
        return producer.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(Metric.class::cast)
                .orElse(null);
    }

    private static double value(Metric metric) {
        return metric != null && metric.metricValue() instanceof Double number ? number : 0;
    }
}
