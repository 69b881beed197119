// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** How a leaf of the event record is encoded. An optional one is a union of null and the thing. */
enum LeafKind {
    INT,
    LONG,
    OPTIONAL_LONG,
    /** Bytes or string. */
    BYTES,
    OPTIONAL_BYTES,
    /** The branch of the union; the record's own leaves follow. */
    OPTIONAL_RECORD,
    /** The branch of a union of null, int and record; the record's own leaves follow. */
    RECORD_OR_INT,
    ARRAY,
    OPTIONAL_ARRAY
}
