// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;

/**
 * What a collector writes into its own events partition each second, behind all earlier events: how
 * far event time has come, what plan is in force, what was lost.
 *
 * @param time no later event of this run is earlier than this; ns since the epoch
 * @param pubSeq position of the marker itself: it takes one like an event
 * @param plan fingerprint of the sensor plan in force
 * @param eventTypes event codes of which events leave
 * @param ruleSet version of the newest rule set the collector is ready for; 0 when it knows none
 * @param filteredTypes codes among {@code eventTypes} of which only those events leave for which a
 *     condition holds or may hold; of the others all do
 * @param conditions digests of those conditions, sorted
 */
public record Marker(
        String node,
        MarkerKind kind,
        long time,
        long run,
        long pubSeq,
        long plan,
        int projection,
        List<Integer> eventTypes,
        long read,
        long published,
        List<Loss> losses,
        long ruleSet,
        List<Integer> filteredTypes,
        List<Long> conditions) {
    public Marker {
        eventTypes = List.copyOf(eventTypes);
        losses = List.copyOf(losses);
        filteredTypes = List.copyOf(filteredTypes);
        conditions = List.copyOf(conditions);
    }

    /** Of a collector that sends every event of the types. */
    public Marker(
            String node,
            MarkerKind kind,
            long time,
            long run,
            long pubSeq,
            long plan,
            int projection,
            List<Integer> eventTypes,
            long read,
            long published,
            List<Loss> losses,
            long ruleSet) {
        this(
                node,
                kind,
                time,
                run,
                pubSeq,
                plan,
                projection,
                eventTypes,
                read,
                published,
                losses,
                ruleSet,
                List.of(),
                List.of());
    }
}
