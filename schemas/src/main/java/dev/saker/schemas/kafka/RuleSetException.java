// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

/** The rules topic does not hold what it should, or could not be written. */
public final class RuleSetException extends RuntimeException {
    RuleSetException(String message) {
        super(message);
    }

    RuleSetException(String message, Throwable cause) {
        super(message, cause);
    }
}
