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
 * Follows the publish positions of each node: drops what comes a second time, and counts the events
 * between two markers, so that the markers' positions show what never came.
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

    /**
     * Whether the record is new. One whose publish position is not above the last of its run has
     * been here before: its collector was not sure that it had arrived. Without a key nothing is
     * known of a record's node, and without its node nothing of what its position follows.
     */
    public boolean isNew(EventRecord record, long run, long sequence) {
        return record.key.length == 0 || advance(countOf(record), run, sequence);
    }

    /**
     * Counts an event that is new.
     *
     * @return whether a newer one of its node came before
     */
    public boolean event(EventRecord record, long run) {
        NodeCount count = countOf(record);
        boolean behind = record.time < count.newest;
        if (!behind) {
            count.newest = record.time;
        }
        if (run == count.run) {
            count.events++;
        }
        touch(count, record);
        return behind;
    }

    /** The events since the marker before this one, or {@link MarkerMessage#NOT_COUNTED}. */
    public long marker(EventRecord record, long run) {
        NodeCount count = countOf(record);
        touch(count, record);
        if (run != count.run) {
            return MarkerMessage.NOT_COUNTED;
        }
        long events = count.anchored ? count.events : MarkerMessage.NOT_COUNTED;
        count.events = 0;
        count.anchored = true;
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

    /** Of a run older than the last two nothing is known, and nothing is thrown away. */
    private static boolean advance(NodeCount count, long run, long sequence) {
        if (run == count.run) {
            if (sequence <= count.sequence) {
                return false;
            }
            count.sequence = sequence;
        } else if (run > count.run) {
            count.previousRun = count.run;
            count.previousSequence = count.sequence;
            count.run = run;
            count.sequence = sequence;
            count.events = 0;
            count.anchored = false;
        } else if (run == count.previousRun) {
            if (sequence <= count.previousSequence) {
                return false;
            }
            count.previousSequence = sequence;
        }
        return true;
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
