// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Why a collector wrote a marker. In the order of the schema's symbols. */
public enum MarkerKind {
    START,
    TICK,
    STOP
}
