// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** What the raw form of an event's parameter is. The ordinal is the branch of the Avro union. */
public enum ArgKind {
    /** The event lacks it, or its group is left out. */
    ABSENT,
    NUMBER,
    BYTES
}
