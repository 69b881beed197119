// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/**
 * What records say of containers, decoded once for each container and not for each event. A table
 * of fixed size in which containers displace each other.
 */
final class MetadataCache {
    /** Containers of which events come at the same time; more only make the cache miss. */
    private static final int SLOTS = 64;

    /** Bytes of each end: by those the containers of a node differ. */
    private static final int HASHED = 96;

    private final byte[][] encoded = new byte[SLOTS][];
    private final ContainerMetadata[] decoded = new ContainerMetadata[SLOTS];

    /** What these bytes say, which begin where {@code in} stands. */
    ContainerMetadata of(AvroInput in, int length) {
        int start = in.position();
        int slot = hash(in.array(), start, length) & SLOTS - 1;
        byte[] known = encoded[slot];
        if (known == null
                || !Arrays.equals(known, 0, known.length, in.array(), start, start + length)) {
            decoded[slot] = ContainerMetadata.decode(in);
            encoded[slot] = Arrays.copyOfRange(in.array(), start, start + length);
        }
        return decoded[slot];
    }

    /** Ids and names of containers come first, those of pods last. */
    private static int hash(byte[] bytes, int start, int length) {
        int end = start + length;
        int hash = 1;
        for (int at = start; at < Math.min(end, start + HASHED); at++) {
            hash = 31 * hash + bytes[at];
        }
        for (int at = Math.max(start + HASHED, end - HASHED); at < end; at++) {
            hash = 31 * hash + bytes[at];
        }
        return hash ^ hash >>> 16 ^ length;
    }
}
