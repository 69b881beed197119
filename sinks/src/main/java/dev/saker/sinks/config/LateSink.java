// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.config;

import dev.saker.schemas.Alert;
import dev.saker.schemas.config.ConfigException;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A sink that is opened at the first alert. What keeps it from being opened, such as a secret that
 * is not there, is a reason to try again like any other: it may be mended while alerts wait, and
 * other sinks have no part in it.
 */
final class LateSink implements AlertSink {

    private final SinkConfig config;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile AlertSink sink;

    LateSink(SinkConfig config) {
        this.config = config;
    }

    @Override
    public Outcome deliver(Alert alert) throws InterruptedException {
        AlertSink open = sink;
        if (open == null) {
            try {
                open = open();
            } catch (ConfigException e) {
                return Outcome.retry("the sink cannot be opened: " + e.getMessage());
            }
        }
        return open.deliver(alert);
    }

    @Override
    public void cancel() {
        if (sink != null) {
            sink.cancel();
        }
    }

    @Override
    public void close() {
        if (sink != null) {
            sink.close();
        }
    }

    private AlertSink open() throws InterruptedException {
        opening.lockInterruptibly();
        try {
            if (sink == null) {
                sink = config.open();
            }
            return sink;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public String toString() {
        return sink == null ? "not opened yet" : sink.toString();
    }
}
