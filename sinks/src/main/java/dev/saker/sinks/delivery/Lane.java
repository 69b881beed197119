// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

import dev.saker.schemas.Alert;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One alert after another, by a thread of its own. */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** A sink that does not heed an interrupt must not hold up the end of the process. */
    private static final long END_LIMIT_MILLIS = 5_000;

    private final BlockingQueue<Waiting> queue;
    private final int room;
    private final Attempts attempts;
    private final Thread thread;

    private record Waiting(Alert alert, Consumer<Verdict> heard) {}

    Lane(String name, Attempts attempts, int room) {
        this.queue = new ArrayBlockingQueue<>(room);
        this.room = room;
        this.attempts = attempts;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void put(Alert alert, Consumer<Verdict> heard) throws InterruptedException {
        queue.put(new Waiting(alert, heard));
    }

    boolean offer(Alert alert, Consumer<Verdict> heard) {
        return queue.offer(new Waiting(alert, heard));
    }

    boolean isHalfEmpty() {
        return queue.size() <= room / 2;
    }

    void interrupt() {
        thread.interrupt();
    }

    void awaitEnd() {
        try {
            thread.join(END_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Waiting next = queue.take();
                next.heard().accept(attempts.deliver(next.alert()));
            }
        } catch (InterruptedException e) {
            LOG.debug("lane={} waiting={} ended", thread.getName(), queue.size());
        }
    }
}
