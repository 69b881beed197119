// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/** The probe cannot run here; the message says what is missing and how to mend it. */
public final class ProbeException extends Exception {
    private static final long serialVersionUID = 1;

    public ProbeException(String message) {
        super(message);
    }

    public ProbeException(String message, Throwable cause) {
        super(message, cause);
    }
}
