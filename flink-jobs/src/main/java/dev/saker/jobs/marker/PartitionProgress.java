// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.MarkerMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far event time has come in one partition: the minimum over the nodes that are alive in it.
 *
 * <p>Silence is measured in the partition's own activity, which is the time between the appends of
 * its records with longer pauses counted as {@link #MAX_STEP_MILLIS}. So a broker that was away for
 * a minute makes no node look dead, and a backlog read at full speed gives the same watermarks as
 * it did live.
 *
 * <p>No clock of a node is trusted further than the broker's: a marker from the future counts as
 * the moment it was appended, and a node whose clock is further back than {@code maxLag} is left
 * out of the minimum, since it would hold back all others for ever. Its events count as late.
 */
final class PartitionProgress {

    /** A live node writes a marker each second; two seconds allow for one that is late. */
    static final long MAX_STEP_MILLIS = 2_000;

    /** After a start every live node has shown itself within this much activity. */
    static final long START_GRACE_MILLIS = 3_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long nodeTimeoutMillis;
    private final long maxLagMillis;
    private final Map<String, LiveNode> nodes = new HashMap<>();
    private long activityMillis;
    private long lastAppendMillis = Long.MIN_VALUE;

    PartitionProgress(Duration nodeTimeout, Duration maxLag) {
        this.nodeTimeoutMillis = nodeTimeout.toMillis();
        this.maxLagMillis = maxLag.toMillis();
    }

    /** Any record, marker or event, moves the partition's activity on. */
    void onRecord(long appendMillis) {
        if (lastAppendMillis == Long.MIN_VALUE) {
            lastAppendMillis = appendMillis;
            return;
        }
        if (appendMillis > lastAppendMillis) {
            activityMillis += Math.min(appendMillis - lastAppendMillis, MAX_STEP_MILLIS);
            lastAppendMillis = appendMillis;
        }
    }

    void onMarker(MarkerMessage marker, long appendMillis) {
        onRecord(appendMillis);
        if (marker.stop) {
            nodes.remove(marker.node);
        } else {
            long reached = Math.min(Math.floorDiv(marker.time, NANOS_PER_MILLI), appendMillis);
            nodes.put(marker.node, new LiveNode(reached, activityMillis));
        }
        removeSilent();
    }

    /** The time that all events up to have come, in ms; empty while nothing can be said. */
    OptionalLong watermarkMillis() {
        if (activityMillis < START_GRACE_MILLIS) {
            return OptionalLong.empty();
        }
        long minimum = Long.MAX_VALUE;
        for (LiveNode node : nodes.values()) {
            if (lastAppendMillis - node.reachedMillis <= maxLagMillis) {
                minimum = Math.min(minimum, node.reachedMillis);
            }
        }
        // An event may have the very time of the marker it follows, and a watermark includes its
        // own millisecond.
        return minimum == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(minimum - 1);
    }

    private void removeSilent() {
        nodes.values()
                .removeIf(node -> activityMillis - node.seenAtActivityMillis > nodeTimeoutMillis);
    }

    private record LiveNode(long reachedMillis, long seenAtActivityMillis) {}
}
