// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

/** What a registry asks of a new version of a schema, in Confluent's words. */
public enum Compatibility {
    NONE,
    BACKWARD,
    /** Our promise: every older record can be read with the newer schema. */
    BACKWARD_TRANSITIVE,
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
}
