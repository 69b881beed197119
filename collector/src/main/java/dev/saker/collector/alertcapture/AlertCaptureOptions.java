// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.alertcapture;

import dev.saker.schemas.config.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which alerts start a recording on the node, how long it goes on, and what all of them may take.
 *
 * @param directory where they are kept; without it none is made
 * @param mode whose alerts start one
 * @param duration how long one goes on behind the last alert whose rule says nothing of it
 * @param maxFileBytes of one; it ends before
 * @param maxBytes of all in the directory; the oldest go
 * @param maxPerMinute how many are begun at most
 */
public record AlertCaptureOptions(
        Optional<Path> directory,
        @Default("rules") Mode mode,
        @Default("5s") Duration duration,
        @Default("67108864") long maxFileBytes,
        @Default("1073741824") long maxBytes,
        @Default("6") int maxPerMinute) {

    /** Falco's two. */
    public enum Mode {
        /** Rules that say {@code capture: true}. */
        RULES,
        /** Every rule. */
        ALL_RULES
    }

    private static final long LEAST_FILE = 64 << 10;

    public AlertCaptureOptions {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration must be positive, not " + duration);
        }
        if (maxFileBytes < LEAST_FILE || maxBytes < maxFileBytes) {
            throw new IllegalArgumentException(
                    "max_file_bytes must be at least 65536 and max_bytes at least as much, not "
                            + maxFileBytes
                            + " and "
                            + maxBytes);
        }
        if (maxPerMinute < 1) {
            throw new IllegalArgumentException(
                    "max_per_minute must be at least 1, not " + maxPerMinute);
        }
    }

    /** No recordings. */
    public static AlertCaptureOptions none() {
        return new AlertCaptureOptions(
                Optional.empty(), Mode.RULES, Duration.ofSeconds(5), 64L << 20, 1L << 30, 6);
    }

    /** With everything but the directory left to its default. */
    public static AlertCaptureOptions in(Path directory) {
        AlertCaptureOptions none = none();
        return new AlertCaptureOptions(
                Optional.of(directory),
                none.mode,
                none.duration,
                none.maxFileBytes,
                none.maxBytes,
                none.maxPerMinute);
    }
}
