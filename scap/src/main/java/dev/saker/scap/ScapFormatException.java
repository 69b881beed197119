// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/** Bytes that are not an event of the format. The message says what was found and expected. */
public final class ScapFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScapFormatException(String message) {
        super(message);
    }
}
