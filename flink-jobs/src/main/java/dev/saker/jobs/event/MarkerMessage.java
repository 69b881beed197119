// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

/**
 * What the job needs of a marker, as a Flink POJO: it travels between operators, keyed by node.
 *
 * <p>{@link #counted} is set by the match operator: how many events of the node came between the
 * marker before this one and this one, or {@link #NOT_COUNTED} when that operator has not seen the
 * one before.
 */
public final class MarkerMessage {

    public static final long NOT_COUNTED = -1;

    public String node = "";

    /** Event time, ns since the epoch. */
    public long time;

    public long run;
    public long pubSeq;

    /** The run ends with this marker. */
    public boolean stop;

    public long counted = NOT_COUNTED;

    /** What the run has lost so far, by place of DropTally; none of a marker that tells nothing. */
    public long[] drops = new long[0];

    public MarkerMessage() {}

    public MarkerMessage(String node, long time, long run, long pubSeq, boolean stop) {
        this.node = node;
        this.time = time;
        this.run = run;
        this.pubSeq = pubSeq;
        this.stop = stop;
    }

    @Override
    public String toString() {
        return "marker of " + node + " run=" + run + " pub_seq=" + pubSeq + " time=" + time;
    }
}
