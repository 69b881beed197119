// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

/**
 * The end of an alert's way to one sink.
 *
 * @param reason why it was not delivered; empty when it was
 */
public record Verdict(boolean delivered, int attempts, String reason) {

    static Verdict delivered(int attempts) {
        return new Verdict(true, attempts, "");
    }

    static Verdict undeliverable(int attempts, String reason) {
        return new Verdict(false, attempts, reason);
    }
}
