// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

import java.util.concurrent.atomic.LongAdder;

/** What one sink has done since it was opened. */
public final class SinkCounters {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder givenUp = new LongAdder();

    /** Taken over for delivery. */
    public long accepted() {
        return accepted.sum();
    }

    public long delivered() {
        return delivered.sum();
    }

    /** Tries that were followed, or are to be followed, by another. */
    public long retried() {
        return retried.sum();
    }

    /** Refused by the receiver or the sink itself. */
    public long rejected() {
        return rejected.sum();
    }

    /** Tried too often or for too long. */
    public long givenUp() {
        return givenUp.sum();
    }

    /** Taken over and not at an end yet. */
    public long pending() {
        return accepted() - delivered() - rejected() - givenUp();
    }

    void countAccepted() {
        accepted.increment();
    }

    void countDelivered() {
        delivered.increment();
    }

    void countRetried() {
        retried.increment();
    }

    void countRejected() {
        rejected.increment();
    }

    void countGivenUp() {
        givenUp.increment();
    }

    @Override
    public String toString() {
        return "delivered=%d retried=%d rejected=%d given_up=%d pending=%d"
                .formatted(delivered(), retried(), rejected(), givenUp(), pending());
    }
}
