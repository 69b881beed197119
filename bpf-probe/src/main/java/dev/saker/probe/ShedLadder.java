// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/**
 * How many of the {@link ShedStep}s are shed, by how full something is. A step begins when it is as
 * full as that and ends when it is 20 points emptier, so that it does not come and go with every
 * event. The same numbers as in shed.bpf.h. For one thread.
 */
public final class ShedLadder {
    private static final int FIRST = 50;
    private static final int APART = 10;
    private static final int RETURN = 20;
    private static final int STEPS = ShedStep.values().length;

    private int shedding;

    /** It is so full now, in percent. */
    public void look(int percent) {
        shedding =
                Math.max(steps(percent, FIRST), Math.min(shedding, steps(percent, FIRST - RETURN)));
    }

    private static int steps(int percent, int first) {
        return percent < first ? 0 : Math.min((percent - first) / APART + 1, STEPS);
    }

    /**
     * The step that an event goes with.
     *
     * @param code of the event
     * @param failed whether the call failed
     * @return {@link ShedStep#ordinal}, or as many as there are if the event is never shed
     */
    public static int stepOf(int code, boolean failed) {
        return ShedStep.of(EventClass.of(code), failed);
    }

    /** Whether events of this step are shed now. */
    public boolean sheds(int step) {
        return step < shedding;
    }

    /** How many steps are shed now. */
    public int shedding() {
        return shedding;
    }
}
