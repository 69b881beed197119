// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

/** Events of one node in one partition since its last marker. A Flink POJO: operator state. */
public final class NodeCount {

    public String topic = "";
    public int partition;
    public byte[] node = {};

    /** Offset and append time of the last record counted. */
    public long offset;

    public long appendTime;
    public long events;

    /** There was a marker to count from. */
    public boolean anchored;

    public NodeCount() {}
}
