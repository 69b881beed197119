// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.rules.RuleSet;
import java.util.Optional;

/**
 * A stretch of event time in which the same rule sets hold.
 *
 * @param fromNanos the first moment of it
 * @param untilNanos the first moment after it
 * @param shadow on trial beside the one in force
 */
public record RuleSpan(long fromNanos, long untilNanos, Version live, Optional<Version> shadow) {

    /** A rule set ready for matching, with its number. */
    public record Version(long number, RuleSet ruleSet) {}

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < untilNanos;
    }
}
