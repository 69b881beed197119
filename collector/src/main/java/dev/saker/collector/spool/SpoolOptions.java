// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import dev.saker.schemas.config.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where events wait on disk when Kafka does not take them, and how much of it they may have.
 *
 * @param directory of this collector alone; without it there is no spool
 * @param maxBytes of all its files
 * @param segmentBytes of one file: what is sent is given back in pieces of this size
 * @param sync how often what was written is forced to the disk; 0s leaves that to the kernel. Only
 *     a crash of the host asks for it: what a killed process has written is there all the same
 * @param drop which events go when the spool is full
 */
public record SpoolOptions(
        Optional<Path> directory,
        @Default("268435456") long maxBytes,
        @Default("16777216") int segmentBytes,
        @Default("1s") Duration sync,
        @Default("oldest") Drop drop) {

    /** Which events go when there is no more room; they are counted. */
    public enum Drop {
        /** A file's worth of those that have waited longest. */
        OLDEST,
        /** Those that come. */
        NEWEST
    }

    private static final int MIN_SEGMENT = 4096;

    public SpoolOptions {
        if (segmentBytes < MIN_SEGMENT || maxBytes < 2L * segmentBytes) {
            throw new IllegalArgumentException(
                    "max_bytes must hold two segments of at least 4096 bytes, not "
                            + maxBytes
                            + " for "
                            + segmentBytes);
        }
    }

    /** No spool. */
    public static SpoolOptions none() {
        return new SpoolOptions(
                Optional.empty(), 256L << 20, 16 << 20, Duration.ofSeconds(1), Drop.OLDEST);
    }
}
