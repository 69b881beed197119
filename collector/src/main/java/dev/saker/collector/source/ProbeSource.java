// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.source;

import dev.saker.probe.EventHandler;
import dev.saker.probe.Probe;
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

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What happens between events, on the reading thread. */
    public interface Housekeeping {
        /** Before the first look. */
        void begin();

        /** The rings held nothing more when the wall clock showed this. */
        void drained(long wallNanos);

        /** Once a second. */
        void tick();

        /** After the last event. */
        void end();
    }

    private final Probe probe;
    private final EventHandler handler;
    private final Housekeeping housekeeping;
    private final DutyCycle dutyCycle;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Throwable failure;
    private volatile long lastTurn = System.nanoTime();

    public ProbeSource(
            Probe probe, EventHandler handler, Housekeeping housekeeping, DutyCycle dutyCycle) {
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

    /** Asks the thread to read what is left and end; waits for it at most so long. */
    public boolean stop(long patienceMillis) {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(patienceMillis);
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
            probe.reader().flush(handler);
            housekeeping.end();
        } catch (RuntimeException | Error bug) {
            failure = bug;
            LOG.error("event=collector_failed", bug);
        }
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
