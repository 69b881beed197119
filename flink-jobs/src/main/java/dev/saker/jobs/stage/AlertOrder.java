// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

/**
 * Where an alert stands among others.
 *
 * @param time ns since the epoch
 * @param ofEvent whether it is told at an event, not of a moment
 * @param sequence place of the event among those of its node
 * @param rank place among what is told at one event, or of one moment
 * @param arrivesInOrder whether alerts of its node reach the next task in this order by themselves
 */
public record AlertOrder(
        long time, boolean ofEvent, String node, long sequence, long rank, boolean arrivesInOrder) {
    /** Correlations come behind rules. */
    public static final long BEHIND_RULES = 1L << 32;

    /** Of a rule at an event. */
    public static AlertOrder ofRule(long time, String node, long sequence, int place) {
        return new AlertOrder(time, true, node, sequence, place, true);
    }

    /** At an event, the place of whose hit among the event's is given. */
    public static AlertOrder atHit(
            long time, String node, long sequence, int hit, boolean arrivesInOrder) {
        return new AlertOrder(time, true, node, sequence, BEHIND_RULES + hit, arrivesInOrder);
    }

    /** Of a moment. */
    public static AlertOrder ofMoment(
            long time, int correlation, String node, boolean arrivesInOrder) {
        return new AlertOrder(time, false, node, 0, correlation, arrivesInOrder);
    }
}
