// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.util.concurrent.TimeUnit;

/** The broker's clock as its last answer told it; a little behind, by what the answer took. */
final class BrokerClock {
    private long millis;
    private long takenNanos;

    BrokerClock(long millis) {
        set(millis);
    }

    void set(long answered) {
        millis = answered;
        takenNanos = System.nanoTime();
    }

    long millis() {
        return millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - takenNanos);
    }

    /** Until this event time has come; at once if it is past. */
    void sleepUntil(long nanos) throws InterruptedException {
        if (nanos != RuleTimeline.ALWAYS) {
            TimeUnit.MILLISECONDS.sleep(TimeUnit.NANOSECONDS.toMillis(nanos) - millis());
        }
    }
}
