// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

/**
 * A field of ours that a Sigma field stands for.
 *
 * @param kind how values of it can be compared
 */
record SigmaField(String name, Kind kind) {

    /** What kind of value. */
    enum Kind {
        TEXT,
        NUMBER,
        ADDRESS,
        /** A text that no transformer takes. */
        HOST_NAME,
        /** Whether the connection was made here. */
        INITIATED
    }
}
