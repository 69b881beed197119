// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import dev.saker.collector.publish.KafkaPublisher;
import dev.saker.collector.publish.Publisher;
import dev.saker.collector.publish.RateLimit;
import dev.saker.collector.publish.SpoolCounts;
import dev.saker.collector.spool.SpoolPosition.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to Kafka directly while that keeps up, and through a spool from the moment it does not
 * until the spool is empty again. Either the collector's thread or our own hands records to Kafka,
 * never both at a time, so the order stays.
 */
public final class SpoolingPublisher implements Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolingPublisher.class);

    /** Bytes handed over between two looks at how full Kafka's client is. */
    private static final int LOOK_EVERY_BYTES = 64 << 10;

    /** After so many what was sent is noted: at most that many come again after a kill. */
    private static final int RECORDS_PER_TURN = 64;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Without forcing anything, how often complete files are closed. */
    private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Deliveries are counted over all partitions, and the copies for operators take another one: so
     * many may be confirmed ahead of their turn.
     */
    private static final long SLACK = 64;

    /** At the end, a Kafka that has confirmed nothing for so long is not waited for. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final KafkaPublisher kafka;
    private final Spool spool;
    private final long syncNanos;
    private final long congestedBytes;
    private final long maxBytes;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final RateLimit log = new RateLimit();
    private final Thread thread;
    private volatile boolean spooling;
    private volatile boolean closing;
    private volatile long deadline;
    private volatile long lastProgress = System.nanoTime();
    private long deliveredBefore;
    private int unlooked;

    /** Up to here the spool was read when Kafka's client had accepted so many records. */
    private record Sent(Place place, long accepted) {}

    private SpoolingPublisher(
            KafkaPublisher kafka, Spool spool, SpoolOptions options, long memoryBytes) {
        Duration sync = options.sync();
        this.maxBytes = options.maxBytes();
        this.kafka = kafka;
        this.spool = spool;
        this.syncNanos = sync.isZero() ? TIDY_NANOS : sync.toNanos();
        this.congestedBytes = memoryBytes / 2;
        this.spooling = !spool.isEmpty();
        this.thread = new Thread(this::run, "saker-spool");
        this.thread.setDaemon(true);
    }

    /**
     * What an earlier run left in the spool goes first.
     *
     * @param memoryBytes of Kafka's client; when half of it waits, Kafka does not keep up
     */
    public static SpoolingPublisher open(
            SpoolOptions options, Path directory, KafkaPublisher kafka, long memoryBytes) {
        Spool spool = Spool.open(options, directory);
        SpoolingPublisher publisher = new SpoolingPublisher(kafka, spool, options, memoryBytes);
        publisher.thread.start();
        return publisher;
    }

    @Override
    public void event(byte[] framed, int length) {
        if (spooling || isCongested(length) || !kafka.offer(framed, length)) {
            spool(framed, length);
        }
    }

    @Override
    public void marker(byte[] framed) {
        if (spooling || !kafka.offer(framed, framed.length)) {
            spool(framed, framed.length);
        } else {
            kafka.copyForOperators(framed);
        }
    }

    private boolean isCongested(int length) {
        unlooked += length;
        if (unlooked < LOOK_EVERY_BYTES) {
            return false;
        }
        unlooked = 0;
        return kafka.queuedBytes() > congestedBytes;
    }

    /** Under the lock that the sending thread takes before it leaves the field to us. */
    private synchronized void spool(byte[] framed, int length) {
        if (!spooling) {
            LOG.warn("event=spooling_begun reason=\"{}\"", kafka.refusalReason());
            lastProgress = System.nanoTime();
        }
        spool.append(framed, length);
        spooling = true;
    }

    private void run() {
        long synced = System.nanoTime();
        while (!isOver()) {
            boolean moved = spooling && send();
            confirm();
            spool.flush();
            if (spooling && System.nanoTime() - synced > syncNanos) {
                spool.sync();
                synced = System.nanoTime();
            }
            if (!moved) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Some records, in their order; whether there is more to do at once. */
    private boolean send() {
        for (int count = 0; count < RECORDS_PER_TURN; count++) {
            Optional<byte[]> record = spool.peek();
            if (record.isEmpty()) {
                noteSent();
                leaveIfEmpty();
                return false;
            }
            byte[] framed = record.get();
            if (kafka.queuedBytes() > congestedBytes || !kafka.offer(framed, framed.length)) {
                noteSent();
                complain();
                return false;
            }
            spool.take();
        }
        noteSent();
        return true;
    }

    private void noteSent() {
        Place place = spool.place();
        if (place.segment() > 0 && (sent.isEmpty() || !sent.getLast().place().equals(place))) {
            sent.add(new Sent(place, kafka.accepted()));
        }
    }

    private synchronized void leaveIfEmpty() {
        if (spooling && spool.isEmpty()) {
            spooling = false;
            LOG.info("event=spooling_over counts={}", spool.counts());
        }
    }

    private void complain() {
        if (System.nanoTime() - lastProgress > SILENCE_NANOS && log.allows()) {
            LOG.warn(
                    "event=kafka_away seconds={} spool={} reason=\"{}\"",
                    waiting().toSeconds(),
                    spool.counts(),
                    kafka.refusalReason());
        }
    }

    private void confirm() {
        long done = kafka.delivered() + kafka.failed();
        if (done != deliveredBefore) {
            deliveredBefore = done;
            lastProgress = System.nanoTime();
        }
        boolean allDone = done >= kafka.accepted();
        Place place = null;
        while (!sent.isEmpty() && (allDone || done >= sent.getFirst().accepted() + SLACK)) {
            place = sent.removeFirst().place();
        }
        if (place != null) {
            spool.confirm(place);
        }
    }

    private boolean isOver() {
        if (!closing) {
            return false;
        }
        long now = System.nanoTime();
        return !spooling && sent.isEmpty()
                || now - deadline > 0
                || now - lastProgress > SILENCE_NANOS;
    }

    @Override
    public long delivered() {
        return kafka.delivered();
    }

    @Override
    public long failed() {
        return kafka.failed() + spool.counts().dropped();
    }

    @Override
    public long queuedBytes() {
        return kafka.queuedBytes();
    }

    @Override
    public SpoolCounts spool() {
        return spool.counts();
    }

    @Override
    public int spoolPercent() {
        return spooling ? (int) (spool.counts().bytes() * 100 / maxBytes) : 0;
    }

    @Override
    public double compression() {
        return kafka.compression();
    }

    /** Since Kafka last confirmed anything, while records wait on disk for it. */
    @Override
    public Duration waiting() {
        return spooling ? Duration.ofNanos(System.nanoTime() - lastProgress) : Duration.ZERO;
    }

    @Override
    public void stopWaiting() {
        kafka.stopWaiting();
    }

    /** What Kafka does not take by then stays on disk for the next start. */
    @Override
    public void close(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        deadline = end;
        closing = true;
        try {
            thread.join(patience.toMillis() + 1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        kafka.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        confirm();
        spool.close();
    }
}
