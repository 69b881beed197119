// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one correlation that a task remembers something of, by their last events. Tasks come
 * to the keys of one stretch of time in any order, to stretches one after the other, but for events
 * that are late.
 */
final class FleetKeys {
    private static final Comparator<Map.Entry<String, Long>> BY_LAST_EVENT =
            Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey());

    private final Map<String, Long> lastEvents = new LinkedHashMap<>();

    /**
     * An event of a key came, at this time.
     *
     * @return whether the key is new
     */
    boolean heard(String key, long time) {
        Long before = lastEvents.get(key);
        if (before != null && before >= time) {
            return false; // a late one is not its last
        }
        lastEvents.remove(key);
        lastEvents.put(key, time);
        return before == null;
    }

    /** Whether it was there. */
    boolean remove(String key) {
        return lastEvents.remove(key) != null;
    }

    int count() {
        return lastEvents.size();
    }

    /**
     * Forgets the keys beyond so many of which no event came for longest.
     *
     * @param stretchNanos within which events may have come in any order
     * @return what is forgotten
     */
    List<String> forgetBeyond(int most, long stretchNanos) {
        int over = lastEvents.size() - most;
        List<Map.Entry<String, Long>> oldest = new ArrayList<>();
        for (Map.Entry<String, Long> entry : lastEvents.entrySet()) {
            boolean sameStretch =
                    !oldest.isEmpty()
                            && Math.floorDiv(entry.getValue(), stretchNanos)
                                    == Math.floorDiv(
                                            oldest.get(oldest.size() - 1).getValue(), stretchNanos);
            if (oldest.size() >= over && !sameStretch) {
                break;
            }
            oldest.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        oldest.sort(BY_LAST_EVENT);
        List<String> forgotten =
                oldest.stream().limit(Math.max(0, over)).map(Map.Entry::getKey).toList();
        forgotten.forEach(lastEvents::remove);
        return forgotten;
    }
}
