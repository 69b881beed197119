// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Merges the rings by event time. Within one ring events of several CPUs, and between rings all of
 * them, may be out of order by as long as an event takes from its time stamp to its place in the
 * ring; so each waits until it is older than the reorder window, and goes out in order of time. One
 * that arrives later still is a straggler: delivered at once and counted. For one thread; allocates
 * nothing.
 */
public final class ProbeReader {
    /** Records of one ring that may wait at a time: 2 ms of 2,000,000 events a second. */
    static final int LOOK_AHEAD = 4096;

    private static final int RELEASE_EVERY = 256; // lets a full ring take new events while we work
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final RingQueue[] queues;
    private final long windowNanos;
    private final LongSupplier now;
    private final EventHeap heap;
    private long lastTime = Long.MIN_VALUE;
    private long stragglers;
    private long received;
    private boolean closed;

    ProbeReader(List<? extends EventRing> rings, long windowNanos, LongSupplier now) {
        this.queues =
                rings.stream()
                        .map(ring -> new RingQueue(ring, LOOK_AHEAD))
                        .toArray(RingQueue[]::new);
        this.windowNanos = windowNanos;
        this.now = now;
        this.heap = new EventHeap(rings.size() * LOOK_AHEAD);
    }

    /** Delivers what is due, without waiting; returns how many events that was. */
    public int poll(EventHandler handler) {
        return poll(handler, Integer.MAX_VALUE);
    }

    /** Delivers at most so many of the events that are due, without waiting. */
    public synchronized int poll(EventHandler handler, int maxEvents) {
        return drain(handler, maxEvents, false);
    }

    /** Polls until something was delivered or the time is up, asleep in between. */
    public int poll(EventHandler handler, int maxEvents, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        int delivered = poll(handler, maxEvents);
        while (delivered == 0 && System.nanoTime() < deadline && !Thread.interrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
            delivered = poll(handler, maxEvents);
        }
        return delivered;
    }

    /** Delivers everything the rings hold, the reorder window notwithstanding: for the end. */
    public synchronized int flush(EventHandler handler) {
        return flush(handler, Integer.MAX_VALUE);
    }

    /** The same, but at most so many events at once. */
    public synchronized int flush(EventHandler handler, int maxEvents) {
        return drain(handler, maxEvents, true);
    }

    private int drain(EventHandler handler, int maxEvents, boolean everything) {
        if (closed) {
            throw new IllegalStateException("the probe is closed");
        }
        int delivered = 0;
        int before;
        do {
            before = delivered;
            // The time first: what is written while we look is then younger than the horizon.
            long time = now.getAsLong();
            look();
            long horizon = everything ? Long.MAX_VALUE : horizon(time);
            while (delivered < maxEvents && isDue(horizon)) {
                deliverFirst(handler);
                if (++delivered % RELEASE_EVERY == 0) {
                    release();
                }
            }
        } while (delivered > before && delivered < maxEvents);
        release();
        return delivered;
    }

    private void look() {
        for (int i = 0; i < queues.length; i++) {
            RingQueue queue = queues[i];
            while (queue.advance()) {
                heap.add(queue.newest(), i, queue.last());
            }
        }
    }

    /**
     * No event older than this can still arrive: from the clock, or from a ring seen only in part.
     */
    private long horizon(long time) {
        long latest = time;
        for (RingQueue queue : queues) {
            if (!queue.isExhausted()) {
                latest = Math.min(latest, queue.newest());
            }
        }
        return latest - windowNanos;
    }

    /** A full queue must move even if all of it lies within the window. */
    private boolean isDue(long horizon) {
        return !heap.isEmpty() && (heap.firstTime() <= horizon || isAnyFull());
    }

    private boolean isAnyFull() {
        for (RingQueue queue : queues) {
            if (queue.isFull()) {
                return true;
            }
        }
        return false;
    }

    private void deliverFirst(EventHandler handler) {
        long time = heap.firstTime();
        RingQueue queue = queues[heap.firstRing()];
        long number = heap.firstNumber();
        heap.removeFirst();
        if (time < lastTime) {
            stragglers++;
        } else {
            lastTime = time;
        }
        received++;
        queue.deliver(number, handler);
    }

    private void release() {
        for (RingQueue queue : queues) {
            queue.release();
        }
    }

    /** Events delivered after one with a later time. */
    public long stragglers() {
        return stragglers;
    }

    /** Events delivered. */
    public long received() {
        return received;
    }

    /** How full the rings are. */
    public synchronized long pendingBytes() {
        long sum = 0;
        for (RingQueue queue : queues) {
            sum += closed ? 0 : queue.pendingBytes();
        }
        return sum;
    }

    /** After this the rings' memory is never touched again. */
    synchronized void close() {
        closed = true;
    }
}
