// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.source;

import dev.saker.probe.EventHandler;
import dev.saker.probe.KernelEvents;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads the probe's rings, and with it owns everything an event touches. Look,
 * deal with what is there, housekeep once a second, sleep.
 */
public final class ProbeSource {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeSource.class);

    /** So many events at most between two looks at the clock: some milliseconds' worth. */
    private static final int MAX_EVENTS_PER_TURN = 10_000;

    private static final int MAX_EVENTS_PER_REST = 1_000;
    private static final long GRACE_MILLIS = 1_000;
    private static final EventHandler UNREAD = (ring, offset, length, cpu) -> {};

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What happens between events, on the reading thread. */
    public interface Housekeeping {
        /** Before the first look. */
        void begin();

        /** The rings held nothing more when the wall clock showed this. */
        void drained(long wallNanos);

        /** Once a second. */
        void tick();

        /** After the last event; so many were left in the rings. */
        void end(long unread);
    }

    private final KernelEvents probe;
    private final EventHandler handler;
    private final Housekeeping housekeeping;
    private final DutyCycle dutyCycle;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long deadline;
    private volatile Throwable failure;
    private volatile long lastTurn = System.nanoTime();

    public ProbeSource(
            KernelEvents probe,
            EventHandler handler,
            Housekeeping housekeeping,
            DutyCycle dutyCycle) {
        this.probe = probe;
        this.handler = handler;
        this.housekeeping = housekeeping;
        this.dutyCycle = dutyCycle;
        this.thread = new Thread(this::run, "saker-collector");
        this.thread.setDaemon(true); // a program that forgets to stop us must still be able to end
    }

    public void start() {
        thread.start();
    }

    /**
     * Asks the thread to read what is left and end. What it has not read after so long it counts
     * and leaves; a thread that waits for Kafka meanwhile is not waited for much longer.
     *
     * @return whether it has ended
     */
    public boolean stop(Duration patience) {
        deadline = System.nanoTime() + patience.toNanos();
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(patience.toMillis() + GRACE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Why the thread ended when nobody had asked it to. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** ns since the thread last looked at the rings. */
    public long sinceLastTurn() {
        return System.nanoTime() - lastTurn;
    }

    private void run() {
        try {
            housekeeping.begin();
            long nextTick = System.nanoTime() + SECOND_NANOS;
            while (!stopping) {
                nextTick = turn(nextTick);
            }
            probe.detach();
            housekeeping.end(readTheRest());
        } catch (RuntimeException | Error bug) {
            failure = bug;
            LOG.error("event=collector_failed", bug);
        }
    }

    /**
     * On a host that overwhelms us the rings hold more than anybody wants to wait for.
     *
     * @return how many events were left unread
     */
    private long readTheRest() {
        int events;
        do {
            events = probe.reader().flush(handler, MAX_EVENTS_PER_REST);
        } while (events == MAX_EVENTS_PER_REST && System.nanoTime() - deadline < 0);
        return events < MAX_EVENTS_PER_REST ? 0 : probe.reader().flush(UNREAD);
    }

    private long turn(long nextTick) {
        long wallNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        int events = probe.reader().poll(handler, MAX_EVENTS_PER_TURN);
        long now = System.nanoTime();
        lastTurn = now;
        boolean drained = events < MAX_EVENTS_PER_TURN;
        if (drained) {
            housekeeping.drained(wallNanos);
        }
        if (now - nextTick >= 0) {
            housekeeping.tick();
            nextTick = Math.max(nextTick + SECOND_NANOS, now);
        }
        if (drained) {
            LockSupport.parkNanos(dutyCycle.pauseAfter(events));
        }
        return nextTick;
    }
}
