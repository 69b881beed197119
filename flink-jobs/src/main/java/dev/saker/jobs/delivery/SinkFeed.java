// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.alert.RecentIds;
import dev.saker.jobs.delivery.OpenAlerts.Open;
import dev.saker.schemas.Alert;
import dev.saker.sinks.config.SinkConfig;
import dev.saker.sinks.delivery.Delivery;
import dev.saker.sinks.delivery.Verdict;
import dev.saker.sinks.route.RoutesFile;
import dev.saker.sinks.route.SinkFilter;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one sink with the alerts that its routes take, never waiting for it: what there is no room
 * for is held here, and until it has found a place nothing more may be taken. All methods are the
 * reader's thread's; verdicts come from the sink's threads.
 */
final class SinkFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SinkFeed.class);

    /**
     * Alerts at an end behind one that is not: after a failure they are repeated, and each costs
     * some thirty bytes.
     */
    private static final int MOST_OPEN = 1 << 16;

    /** Repeats come within a checkpoint of detection: this is thousands of alerts a second. */
    private static final int REMEMBERED = 50_000;

    private final String name;
    private final String deadLetterTopic;
    private final SinkFilter filter;
    private final Delivery delivery;
    private final OpenAlerts open = new OpenAlerts(MOST_OPEN);
    private final RecentIds recent = new RecentIds(REMEMBERED);
    private final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final AtomicLong endings = new AtomicLong();
    private final FeedCounters counters = new FeedCounters();
    private long endingsSeen;
    private volatile OptionalLong oldestNanos = OptionalLong.empty();
    private volatile Waiting waiting = Waiting.NOT;

    private record Held(ConsumedAlert consumed, Alert alert, Open open) {}

    /**
     * What the reader waits for.
     *
     * @param blockedOn an alert that its lane had no room for
     * @param full whether too much was open, when so many had ended
     */
    private record Waiting(
            Optional<Alert> blockedOn, boolean full, long endings, CompletableFuture<Void> over) {
        static final Waiting NOT =
                new Waiting(Optional.empty(), false, 0, CompletableFuture.completedFuture(null));
    }

    SinkFeed(String name, RoutesFile routes, String deadLetterTopic) {
        SinkConfig config = routes.sinks().get(name);
        this.name = name;
        this.deadLetterTopic = deadLetterTopic;
        this.filter = routes.filterOf(name);
        this.delivery = new Delivery(name, config.openLate(), config.delivery());
        LOG.info("sink={} open", name);
    }

    /** Whether more may be taken; finds a place for what is held first. */
    boolean isReady() {
        endingsSeen = endings.get();
        while (!held.isEmpty() && offer(held.peek())) {
            held.remove();
        }
        return held.isEmpty() && !open.isFull();
    }

    void take(ConsumedAlert consumed) {
        boolean addressed = !consumed.onlyFor().isEmpty();
        if (addressed && !consumed.onlyFor().equals(name)) {
            return;
        }
        if (consumed.alert().isEmpty()) {
            counters.undecodable.inc();
            Open undecodable = open.add(consumed.partition(), consumed.offset());
            deadLetters.add(new DeadLetter(consumed, undecodable, 0, consumed.problem()));
            return;
        }
        Alert alert = consumed.alert().get();
        if (!addressed && !filter.takes(alert)) {
            counters.filtered.inc();
            return;
        }
        if (!addressed && !recent.add(alert.alertId())) {
            counters.repeated.inc();
            return;
        }
        Held next = new Held(consumed, alert, open.add(consumed.partition(), consumed.offset()));
        if (!held.isEmpty() || !offer(next)) {
            held.add(next);
        }
    }

    /** Hands over those that came since; they are at an end with that. */
    void handOverDeadLetters(Consumer<OutgoingRecord> out) {
        for (DeadLetter next = deadLetters.poll(); next != null; next = deadLetters.poll()) {
            out.accept(next.record(deadLetterTopic, name));
            next.open().end();
            counters.deadLetters.inc();
        }
    }

    /** Whether it is the sink that is waited for, and not Kafka. */
    boolean isBlocked() {
        return !held.isEmpty() || open.isFull();
    }

    /** Completes when a look would find something to do, Kafka aside. */
    CompletableFuture<Void> awaitWork() {
        CompletableFuture<Void> before = waiting.over(); // perhaps somebody waits for it still
        Waiting next =
                new Waiting(
                        Optional.ofNullable(held.peek()).map(Held::alert),
                        open.isFull(),
                        endingsSeen,
                        before.isDone() ? new CompletableFuture<>() : before);
        waiting = next;
        wakeIfDue(); // what came before this was heard of by nobody
        return next.over();
    }

    OpenAlerts open() {
        return open;
    }

    Delivery delivery() {
        return delivery;
    }

    FeedCounters counters() {
        return counters;
    }

    /** How long the oldest alert on its way has been; as of the last checkpoint, 0 for none. */
    long oldestAgeNanos() {
        OptionalLong oldest = oldestNanos;
        return oldest.isEmpty() ? 0 : System.nanoTime() - oldest.getAsLong();
    }

    void noteOldest() {
        oldestNanos = open.oldestNanos();
    }

    @Override
    public void close() {
        delivery.close();
        LOG.info("sink={} closed {}", name, delivery.counters());
    }

    private boolean offer(Held next) {
        return delivery.offer(next.alert(), verdict -> hear(next, verdict));
    }

    private void hear(Held ended, Verdict verdict) {
        if (verdict.delivered()) {
            ended.open().end();
        } else {
            deadLetters.add(
                    new DeadLetter(
                            ended.consumed(), ended.open(), verdict.attempts(), verdict.reason()));
        }
        endings.incrementAndGet();
        wakeIfDue();
    }

    private void wakeIfDue() {
        Waiting now = waiting;
        boolean room = now.blockedOn().isPresent() && delivery.hasRoom(now.blockedOn().get());
        boolean fewer = now.full() && now.endings() != endings.get();
        if (room || fewer || !deadLetters.isEmpty()) {
            now.over().complete(null);
        }
    }
}
