// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rules topic to its end and keeps following, in a thread of its own. A Kafka that is
 * away is waited for. What it does not know yet it cannot judge by, so it also tells how fresh its
 * knowledge is.
 *
 * <p>Records that their publisher has not committed count too: an activation is one record outside
 * any transaction, and must not wait behind a publisher that hangs. It names the hash of its set,
 * so nothing half published can come into force.
 */
public final class RuleSetFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSetFollower.class);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration WAKING = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final long LOG_NANOS = Duration.ofSeconds(30).toNanos();

    private final KafkaConnection connection;
    private final SchemaRegistry registry;
    private final Consumer<RuleSets> listener;
    private final Thread thread;
    private final Object confirmations = new Object();
    private volatile boolean closed;
    private volatile RulesConsumer consumer;
    private volatile boolean confirmed;
    private volatile long confirmedNanos;
    private volatile String problem = "";
    private long loggedNanos = System.nanoTime() - LOG_NANOS;

    private RuleSetFollower(
            KafkaConnection connection, SchemaRegistry registry, Consumer<RuleSets> listener) {
        this.connection = connection;
        this.registry = registry;
        this.listener = listener;
        this.thread = new Thread(this::run, "saker-rules-follower");
        this.thread.setDaemon(true);
    }

    /**
     * @param listener is told what the topic holds, at first and after each change, before the
     *     knowledge counts as fresh; in the follower's thread, which it must not hold up
     */
    public static RuleSetFollower start(
            KafkaConnection connection, SchemaRegistry registry, Consumer<RuleSets> listener) {
        RuleSetFollower follower = new RuleSetFollower(connection, registry, listener);
        follower.thread.start();
        return follower;
    }

    /** Whether the topic was read to its end within {@link RuleSetTiming#FRESHNESS}. */
    public boolean isFresh() {
        return confirmed && System.nanoTime() - confirmedNanos < RuleSetTiming.FRESHNESS.toNanos();
    }

    /**
     * Waits until the topic has been read to an end that it had after this call.
     *
     * @return whether that was so in time
     */
    public boolean awaitFresh(Duration patience) throws InterruptedException {
        long asked = System.nanoTime();
        long deadline = asked + patience.toNanos();
        synchronized (confirmations) {
            while (!confirmed || confirmedNanos - asked < 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(confirmations, left);
            }
        }
        return true;
    }

    /** Why the topic cannot be read, the last time that it could not; may be empty. */
    public String problem() {
        return problem;
    }

    @Override
    public void close() {
        closed = true;
        RulesConsumer reading = consumer;
        if (reading != null) {
            reading.wakeUp();
        }
        try {
            // An interrupted consumer complains in the log; only one that hangs is worth that.
            thread.join(WAKING.toMillis());
            thread.interrupt();
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (RulesConsumer opened = RulesConsumer.open(connection, Topics.RULES, false)) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException end) {
                closed = true;
            } catch (KafkaException | RuleSetException e) {
                report(KafkaRefusal.words(connection, e));
                pause();
            } catch (RuntimeException bug) {
                report(bug.toString());
                LOG.error("event=rules_follower_failed", bug);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(RulesConsumer reading) {
        RuleSetLog log = new RuleSetLog(registry);
        boolean changed = true;
        while (!closed) {
            long began = System.nanoTime();
            try {
                if (reading.position() >= reading.end()) {
                    if (changed) {
                        listener.accept(log.ruleSets());
                        changed = false;
                    }
                    confirm(began);
                }
            } catch (TimeoutException away) {
                report(away.getMessage());
            }
            ConsumerRecords<String, byte[]> records = reading.poll(POLL);
            records.forEach(log::add);
            changed |= !records.isEmpty();
        }
    }

    private void confirm(long began) {
        synchronized (confirmations) {
            confirmedNanos = began;
            confirmed = true;
            confirmations.notifyAll();
        }
    }

    private void report(String reason) {
        problem = reason == null ? "" : reason;
        if (System.nanoTime() - loggedNanos > LOG_NANOS) {
            loggedNanos = System.nanoTime();
            LOG.warn("event=rules_topic_unreadable reason=\"{}\"", problem);
        }
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
