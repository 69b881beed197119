// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

/** The spool cannot be used; the message says which and what to do. */
public final class SpoolException extends RuntimeException {
    SpoolException(String message) {
        super(message);
    }
}
