// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which version holds at which event time: the one with the greatest start that is not later; of
 * equal starts, the newest version. Immutable.
 */
public final class RuleTimeline {
    /** Before all time. */
    public static final long ALWAYS = Long.MIN_VALUE;

    private static final RuleTimeline EMPTY = new RuleTimeline(List.of());

    private final List<Entry> entries;

    private RuleTimeline(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A version and when it begins.
     *
     * @param fromNanos event time, ns since the epoch
     */
    public record Entry(long fromNanos, long version, String sha256) {}

    public static RuleTimeline empty() {
        return EMPTY;
    }

    /** With one more. */
    RuleTimeline with(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        more.sort(Comparator.comparingLong(Entry::fromNanos).thenComparingLong(Entry::version));
        return new RuleTimeline(more);
    }

    RuleTimeline without(long version) {
        return new RuleTimeline(
                entries.stream().filter(entry -> entry.version() != version).toList());
    }

    /** In the order in which they begin. */
    public List<Entry> entries() {
        return entries;
    }

    /** Index of the entry that holds then; -1 before the first. */
    public int indexAt(long nanos) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).fromNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
