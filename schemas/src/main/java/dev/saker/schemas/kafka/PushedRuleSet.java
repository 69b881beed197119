// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleSetActivation;

/** What a push came to: when the rule set holds is decided, and known to all a little before. */
public final class PushedRuleSet {
    private final RuleSetActivation activation;
    private final BrokerClock clock;

    PushedRuleSet(RuleSetActivation activation, BrokerClock clock) {
        this.activation = activation;
        this.clock = clock;
    }

    public long version() {
        return activation.version();
    }

    public RuleSetActivation activation() {
        return activation;
    }

    /** Waits until events that happen now are judged by it. */
    public void awaitInForce() throws InterruptedException {
        clock.sleepUntil(activation.fromNanos());
    }
}
