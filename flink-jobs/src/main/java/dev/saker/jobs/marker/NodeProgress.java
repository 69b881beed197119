// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.MarkerMessage;

/** The last marker of a node: what the gap detector keeps of it. A Flink POJO, so it can evolve. */
public final class NodeProgress {

    public long run;

    /** The run before this one; a straggler of it is told from a third run by this. */
    public long previousRun;

    public long pubSeq;

    /** Event time of the last marker in ns. */
    public long time;

    /** The run has said that it ends. */
    public boolean stopped;

    /** What the run had lost by the last marker, by place of DropTally. */
    public long[] drops = new long[0];

    /** Alerts about losses that the node may still raise, and as of when; 0 before the first. */
    public double dropTokens;

    public long dropTokensTime;

    public NodeProgress() {}

    static NodeProgress startingWith(MarkerMessage marker) {
        NodeProgress progress = new NodeProgress();
        progress.run = marker.run;
        progress.previousRun = marker.run;
        progress.take(marker);
        return progress;
    }

    void take(MarkerMessage marker) {
        pubSeq = marker.pubSeq;
        time = marker.time;
        stopped = marker.stop;
        drops = marker.drops;
    }
}
