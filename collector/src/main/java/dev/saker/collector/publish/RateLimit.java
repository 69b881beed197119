// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one of many equal complaints through now and then, and counts the others. */
public final class RateLimit {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong suppressed = new AtomicLong();

    /** Whether to speak now; {@link #suppressed} then says how often it was not spoken since. */
    public boolean allows() {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + EVERY_NANOS)) {
            return true;
        }
        suppressed.incrementAndGet();
        return false;
    }

    /** How many complaints were held back since this was last asked. */
    public long suppressed() {
        return suppressed.getAndSet(0);
    }
}
