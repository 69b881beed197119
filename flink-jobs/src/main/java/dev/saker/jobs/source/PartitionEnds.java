// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import java.util.HashMap;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the broker said of how far partitions go.
 *
 * @param askedMillis when it was asked, by the asker's clock, which goes on evenly
 * @param extents of those partitions that it answered for, by the ids of their splits
 */
record PartitionEnds(long askedMillis, HashMap<String, Extent> extents) implements SourceEvent {
    private static final long serialVersionUID = 1;

    /**
     * @param begin offset of the first record there is
     * @param end offset behind the last one
     */
    record Extent(long begin, long end) implements java.io.Serializable {
        private static final long serialVersionUID = 1;
    }
}
