// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.ruleset;

/** Lets through one log line in ten seconds, and says how many it held back. */
public final class LogLimiter {

    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private long lastNanos = System.nanoTime() - INTERVAL_NANOS;
    private long heldBack;

    public boolean permits() {
        if (System.nanoTime() - lastNanos < INTERVAL_NANOS) {
            heldBack++;
            return false;
        }
        return true;
    }

    /** To be called when {@link #permits} let a line through. */
    public long restart() {
        long count = heldBack;
        heldBack = 0;
        lastNanos = System.nanoTime();
        return count;
    }
}
