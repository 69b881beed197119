// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.time.Duration;

/**
 * The times that make sure that everybody judges an event by the same version.
 *
 * <p>An activation is void unless its time is at least {@link #NOTICE} after its own append. Who
 * has read the topic to its end within {@link #FRESHNESS} may judge any event that has been
 * appended: an activation that he does not know yet speaks of a later time. What is between the two
 * is for brokers whose clocks differ. No other clock takes part.
 */
public final class RuleSetTiming {
    /** From the broker's clock at the activation to the time from which a set holds. */
    public static final Duration LEAD = Duration.ofMillis(1500);

    /** Less than this after its append, an activation is void. */
    public static final Duration NOTICE = Duration.ofMillis(1000);

    /** How old the knowledge of the rules topic may be when an event is judged. */
    public static final Duration FRESHNESS = Duration.ofMillis(500);

    /** How long a push waits for collectors to say that they are ready. */
    public static final Duration ACKNOWLEDGEMENT = Duration.ofMillis(2000);

    /** A collector that has written no marker for so long is not waited for. */
    public static final Duration NODE_TIMEOUT = Duration.ofSeconds(30);

    private RuleSetTiming() {}
}
