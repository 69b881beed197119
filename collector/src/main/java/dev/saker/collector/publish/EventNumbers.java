// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

/**
 * The two numbers of an event, never mixed. Its identity is (node, time, tid, type, tie): the same
 * whatever plan, restart or path it came by; tie tells events apart that share the rest. Its
 * position is (node, run, sequence): gap-free over what this run published, markers included.
 */
public final class EventNumbers {
    /** Events of one nanosecond that are remembered: no host has as many CPUs at it in one. */
    private static final int REMEMBERED = 64;

    private final long run;
    private final long[] tids = new long[REMEMBERED];
    private final int[] types = new int[REMEMBERED];
    private long time = Long.MIN_VALUE;
    private int atTime;
    private long number;
    private long sequence;

    /**
     * @param run fresh for every start: a collector takes the wall clock in ns, so runs also sort
     */
    public EventNumbers(long run) {
        this.run = run;
    }

    public long run() {
        return run;
    }

    /** Ordinal of the next event read; 1 is the first. */
    public long nextNumber() {
        return ++number;
    }

    public long number() {
        return number;
    }

    /** Position of the next record to be published; 0 is the first. */
    public long sequence() {
        return sequence;
    }

    /** The record with that position is complete: the next one is another. */
    public void advance() {
        sequence++;
    }

    /**
     * Which of the events with this time, tid and type the event is. For every event read, once.
     */
    public int tie(long eventTime, long tid, int type) {
        if (eventTime != time) {
            time = eventTime;
            atTime = 1;
            tids[0] = tid;
            types[0] = type;
            return 0;
        }
        int tie = 0;
        int known = Math.min(atTime, REMEMBERED);
        for (int index = 0; index < known; index++) {
            if (tids[index] == tid && types[index] == type) {
                tie++;
            }
        }
        tids[atTime % REMEMBERED] = tid;
        types[atTime % REMEMBERED] = type;
        atTime++;
        return tie;
    }
}
