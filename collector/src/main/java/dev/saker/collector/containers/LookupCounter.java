// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what comes of asking; several threads ask. */
final class LookupCounter {
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** A runtime did not answer. */
    void failed() {
        failed.incrementAndGet();
    }

    /** A runtime did not know a container for a minute. */
    void unknown() {
        unknown.incrementAndGet();
    }

    /** Too many questions at once. */
    void refused() {
        refused.incrementAndGet();
    }

    long failures() {
        return failed.get();
    }

    long unknowns() {
        return unknown.get();
    }

    long refusals() {
        return refused.get();
    }
}
