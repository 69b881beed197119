// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/** Counts per rule what a matcher does with it. Rules go by their index. */
final class RuleCounters {
    /** A prime: events that come in turns are met in all their turns. */
    private static final int TIMED_EVENTS = 1021;

    private final long[] matches;
    private final long[] unknowns;
    private final long[] evaluations;
    private final long[] timed;
    private final long[] timedNanos;
    private int untilTimed = TIMED_EVENTS;

    RuleCounters(int rules) {
        matches = new long[rules];
        unknowns = new long[rules];
        evaluations = new long[rules];
        timed = new long[rules];
        timedNanos = new long[rules];
    }

    /** Whether the rules of the next event are to be timed. */
    boolean isTimed() {
        if (--untilTimed > 0) {
            return false;
        }
        untilTimed = TIMED_EVENTS;
        return true;
    }

    int test(Candidate candidate, EventRegisters event, boolean isTimed) {
        int rule = candidate.rule().index();
        evaluations[rule]++;
        return isTimed ? testTimed(rule, candidate, event) : candidate.test(event);
    }

    private int testTimed(int rule, Candidate candidate, EventRegisters event) {
        long start = System.nanoTime();
        int outcome = candidate.test(event);
        timedNanos[rule] += System.nanoTime() - start;
        timed[rule]++;
        return outcome;
    }

    void matched(int rule) {
        matches[rule]++;
    }

    void unknown(int rule) {
        unknowns[rule]++;
    }

    RuleCost of(int rule) {
        return new RuleCost(
                matches[rule], unknowns[rule], evaluations[rule], timed[rule], timedNanos[rule]);
    }
}
