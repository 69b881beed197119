// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

/**
 * How far one node has come in one partition: its last publish positions, and its events since its
 * last marker. A Flink POJO: operator state.
 */
public final class NodeCount {

    public String topic = "";
    public int partition;
    public byte[] node = {};

    /** Offset and append time of the last record counted. */
    public long offset;

    public long appendTime;
    public long events;

    /** The run that writes, by the last record seen; 0 before the first. */
    public long run;

    /** Publish position of the last record of that run. */
    public long sequence = -1;

    /** The run before it, of which a repeat may still come, and its last position. */
    public long previousRun;

    public long previousSequence = -1;

    /** Time of its newest event, ns. */
    public long newest = Long.MIN_VALUE;

    /** There was a marker to count from. */
    public boolean anchored;

    public NodeCount() {}
}
