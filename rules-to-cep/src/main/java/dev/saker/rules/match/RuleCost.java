// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * What one rule has cost a matcher. An index keeps most events from a rule: only what is left is
 * evaluated, and of that one event in a thousand is timed.
 *
 * @param matches events that the rule matched
 * @param unknowns events for which it was left open
 * @param evaluations events for which its condition was evaluated
 * @param timed how many of the evaluations were timed
 * @param timedNanos how long those took together, ns
 */
public record RuleCost(long matches, long unknowns, long evaluations, long timed, long timedNanos) {

    /** All evaluations at the average of the timed ones, ns; 0 if none was timed. */
    public long estimatedNanos() {
        return timed == 0 ? 0 : (long) ((double) timedNanos / timed * evaluations);
    }
}
