// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts events between the markers of each node by the record's key, so that holes in the publish
 * positions show without decoding the position of every event.
 *
 * <p>After a restart any task may be given any partition, so each takes the counts of all of them
 * (union state); of several copies the one that has come furthest holds.
 */
public final class NodeCounts {

    /** A node that has been silent for so long is forgotten. */
    private static final long FORGET_MILLIS = 24 * 3_600_000L;

    private final Map<Place, NodeCount> counts = new HashMap<>();
    private final Place probe = new Place();
    private NodeCount last = new NodeCount();
    private long newestAppend;

    public void event(EventRecord record) {
        NodeCount count = countOf(record);
        count.events++;
        touch(count, record);
    }

    /** The events since the marker before this one, or {@link MarkerMessage#NOT_COUNTED}. */
    public long marker(EventRecord record) {
        NodeCount count = countOf(record);
        long events = count.anchored ? count.events : MarkerMessage.NOT_COUNTED;
        count.events = 0;
        count.anchored = true;
        touch(count, record);
        return events;
    }

    public List<NodeCount> snapshot() {
        List<NodeCount> kept = new ArrayList<>(counts.size());
        for (NodeCount count : counts.values()) {
            if (newestAppend - count.appendTime < FORGET_MILLIS) {
                kept.add(count);
            }
        }
        return kept;
    }

    public void restore(Iterable<NodeCount> saved) {
        for (NodeCount count : saved) {
            Place place = new Place();
            place.set(count.topic, count.partition, count.node);
            counts.merge(place, count, (a, b) -> a.offset >= b.offset ? a : b);
            newestAppend = Math.max(newestAppend, count.appendTime);
        }
    }

    private void touch(NodeCount count, EventRecord record) {
        count.offset = record.offset;
        count.appendTime = record.appendTime;
        newestAppend = Math.max(newestAppend, record.appendTime);
    }

    /** Records of a partition come in runs of one node: the last one is tried first. */
    private NodeCount countOf(EventRecord record) {
        if (last.partition == record.partition
                && Arrays.equals(last.node, record.key)
                && last.topic.equals(record.topic)) {
            return last;
        }
        probe.set(record.topic, record.partition, record.key);
        NodeCount count = counts.get(probe);
        if (count == null) {
            count = add(record);
        }
        last = count;
        return count;
    }

    private NodeCount add(EventRecord record) {
        NodeCount count = new NodeCount();
        count.topic = record.topic;
        count.partition = record.partition;
        count.node = record.key.clone();
        Place place = new Place();
        place.set(count.topic, count.partition, count.node);
        counts.put(place, count);
        return count;
    }

    /** A key that one instance can be searched with again and again. */
    private static final class Place {
        private String topic = "";
        private int partition;
        private byte[] node = {};

        void set(String topic, int partition, byte[] node) {
            this.topic = topic;
            this.partition = partition;
            this.node = node;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && partition == place.partition
                    && topic.equals(place.topic)
                    && Arrays.equals(node, place.node);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * topic.hashCode() + partition) + Arrays.hashCode(node);
        }
    }
}
