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

    /** A key. */
    private static final class Known {
        private long due = KeyState.NO_DEADLINE;
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

    /** The key that was not heard of for longest. */
    String oldest(String address) {
        return byAddress.get(address).keySet().iterator().next();
    }

    /**
     * It was heard of, or time went on for it.
     *
     * @return whether it is new
     */
    boolean put(String address, String key, long due, int rank) {
        LinkedHashMap<String, Known> keys =
                byAddress.computeIfAbsent(address, a -> new LinkedHashMap<>(16, 0.75f, true));
        Known known = keys.get(key);
        boolean isNew = known == null;
        if (isNew) {
            known = new Known();
            keys.put(key, known);
        }
        if (known.due != due) {
            known.due = due;
            if (due != KeyState.NO_DEADLINE) {
                dues.add(new Due(due, rank, key));
            }
        }
        return isNew;
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
            if (known != null && known.due == due.time()) {
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
