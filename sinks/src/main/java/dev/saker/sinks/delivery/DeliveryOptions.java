// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

/**
 * How alerts go to one sink.
 *
 * @param inFlight alerts that are tried at once; those of one key never are
 * @param queue alerts that wait behind them, in memory
 */
public record DeliveryOptions(int inFlight, int queue, RetryPolicy retry) {

    public DeliveryOptions {
        if (inFlight < 1) {
            throw new IllegalArgumentException("in_flight " + inFlight + " is below 1");
        }
        if (queue < inFlight) {
            throw new IllegalArgumentException(
                    "queue " + queue + " is below in_flight " + inFlight);
        }
    }
}
