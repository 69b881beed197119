// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.time.Duration;

/**
 * The memory between kernel and reader.
 *
 * @param bytes size of each ring, a power of two and a multiple of the page size
 * @param cpusPerRing how many CPUs write to one ring
 * @param reorderWindow how far events of different CPUs may lie apart and still be put in order;
 *     also how long an event waits for earlier ones
 */
public record RingOptions(int bytes, int cpusPerRing, Duration reorderWindow) {
    /** About 100 ms of the heaviest load we measured on one CPU. */
    private static final int DEFAULT_BYTES = 8 << 20;

    private static final int MIN_BYTES = 64 << 10;
    private static final int MAX_BYTES = 512 << 20; // mapped twice, into one ByteBuffer

    public RingOptions {
        if (Integer.bitCount(bytes) != 1 || bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "ring size must be a power of two from 64 KiB to 512 MiB, not " + bytes);
        }
        if (cpusPerRing < 1) {
            throw new IllegalArgumentException("at least one CPU per ring, not " + cpusPerRing);
        }
        if (reorderWindow.isNegative() || reorderWindow.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException(
                    "reorder window must be from 0 to 1 s, not " + reorderWindow);
        }
    }

    static RingOptions defaults() {
        return new RingOptions(DEFAULT_BYTES, 2, Duration.ofMillis(2));
    }
}
