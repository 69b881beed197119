// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks;

import java.time.Duration;

/** What came of one try to deliver an alert. */
public sealed interface Outcome {

    Outcome DELIVERED = new Delivered();

    static Outcome retry(String reason) {
        return new Retry(Duration.ZERO, reason);
    }

    static Outcome rejected(String reason) {
        return new Rejected(reason);
    }

    <R> R accept(Visitor<R> visitor);

    /** One method per form. */
    interface Visitor<R> {
        R visitDelivered(Delivered delivered);

        R visitRetry(Retry retry);

        R visitRejected(Rejected rejected);
    }

    /** The receiver has it. */
    record Delivered() implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitDelivered(this);
        }
    }

    /**
     * Not now.
     *
     * @param after the least the receiver asked us to wait; zero when it said nothing
     */
    record Retry(Duration after, String reason) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRetry(this);
        }
    }

    /** Never: another try would end the same way. */
    record Rejected(String reason) implements Outcome {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRejected(this);
        }
    }
}
