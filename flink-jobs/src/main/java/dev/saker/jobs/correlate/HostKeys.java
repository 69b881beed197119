// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.ruleset.Addresses;
import dev.saker.rules.correlate.keyed.KeyState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The keys of one host that something is remembered of: which were heard of longest ago, and which
 * time has to be moved on for next.
 */
final class HostKeys {
    private final Map<String, LinkedHashMap<String, Known>> byAddress = new HashMap<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>();

    /** A key, and the moment it waits for. */
    private static final class Known {
        private long due = KeyState.NO_DEADLINE;
        private int rank;
    }

    /**
     * A moment that a key waits for.
     *
     * @param rank place of the correlation in its rule set
     */
    record Due(long time, int rank, String key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(time, other.time);
            int byRank = Integer.compare(rank, other.rank);
            return byTime != 0 ? byTime : byRank != 0 ? byRank : key.compareTo(other.key);
        }
    }

    int count(String address) {
        LinkedHashMap<String, Known> keys = byAddress.get(address);
        return keys == null ? 0 : keys.size();
    }

    /** The key of which no event came for longest. */
    String oldest(String address) {
        return byAddress.get(address).keySet().iterator().next();
    }

    /**
     * An event of it came.
     *
     * @return whether it is new
     */
    boolean heard(String address, String key) {
        LinkedHashMap<String, Known> keys =
                byAddress.computeIfAbsent(address, a -> new LinkedHashMap<>());
        // Not a map in the order of access: looking at a moment is none of its events.
        Known known = keys.remove(key);
        keys.put(key, known == null ? new Known() : known);
        return known == null;
    }

    /** A key that is known waits for this moment, and no other. */
    void waits(String address, String key, long due, int rank) {
        Known known = byAddress.get(address).get(key);
        if (known.due != due || known.rank != rank) {
            known.due = due;
            known.rank = rank;
            if (due != KeyState.NO_DEADLINE) {
                dues.add(new Due(due, rank, key));
            }
        }
    }

    /** Whether it was there. */
    boolean remove(String address, String key) {
        LinkedHashMap<String, Known> keys = byAddress.get(address);
        return keys != null && keys.remove(key) != null;
    }

    /** The next key whose moment has come; null if there is none. */
    Due next(long time) {
        while (!dues.isEmpty() && dues.peek().time() <= time) {
            Due due = dues.remove();
            LinkedHashMap<String, Known> keys = byAddress.get(Addresses.address(due.key()));
            Known known = keys == null ? null : keys.get(due.key());
            if (known != null && known.due == due.time() && known.rank == due.rank()) {
                known.due = KeyState.NO_DEADLINE;
                return due;
            }
        }
        return null;
    }

    List<String> all() {
        List<String> all = new ArrayList<>();
        byAddress.values().forEach(keys -> all.addAll(keys.keySet()));
        return all;
    }
}
