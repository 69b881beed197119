// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.RuleSet;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Marker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Holds what rules need against what markers say was sent, so that "no alert" is not taken for "it
 * did not happen" where nobody looked.
 */
public final class PlanCoverage {
    private static final int GENERIC = EventTable.get().byCodeName("PPME_GENERIC_X").code();

    private final Map<String, RulePlan> needs;
    private final Map<String, Marker> last = new HashMap<>();
    private final Map<String, Uncaptured> open = new LinkedHashMap<>();
    private final List<Uncaptured> found = new ArrayList<>();

    /**
     * @param supported codes of the events that a sensor can send at all
     * @param highRate those of them that a rule is told of only if it names them
     */
    public PlanCoverage(RuleSet rules, BitSet supported, BitSet highRate) {
        needs = RulePlanner.needs(rules, supported, highRate);
    }

    /**
     * What was not sent.
     *
     * @param who the rule or correlation that needs it
     * @param fromNanos event time; between two markers
     * @param what event types or groups of fields
     */
    public record Uncaptured(String who, String node, long fromNanos, long toNanos, String what) {}

    /** The next marker of a node. Where a collector did not run another alert tells. */
    public void add(Marker marker) {
        Marker before = last.put(marker.node(), marker);
        if (before == null || before.run() != marker.run()) {
            close(marker.node());
            return;
        }
        needs.forEach(
                (who, need) -> {
                    String missing = missing(need, before);
                    String what = missing.isEmpty() ? missing(need, marker) : missing;
                    extend(who, what, before, marker);
                });
    }

    private void extend(String who, String what, Marker from, Marker to) {
        String key = from.node() + '\0' + who;
        Uncaptured known = open.get(key);
        if (known != null && known.what().equals(what)) {
            open.put(
                    key,
                    new Uncaptured(who, known.node(), known.fromNanos(), to.time(), known.what()));
            return;
        }
        if (known != null) {
            found.add(open.remove(key));
        }
        if (!what.isEmpty()) {
            open.put(key, new Uncaptured(who, from.node(), from.time(), to.time(), what));
        }
    }

    private void close(String node) {
        open.values().removeIf(one -> one.node().equals(node) && found.add(one));
    }

    /** All of it, once the last marker has been added. */
    public List<Uncaptured> uncaptured() {
        List<Uncaptured> all = new ArrayList<>(found);
        all.addAll(open.values());
        return all;
    }

    private static String missing(RulePlan need, Marker marker) {
        TreeSet<String> parts = new TreeSet<>();
        boolean decided = marker.conditions().containsAll(need.conditions());
        for (int code : need.events().keySet()) {
            boolean sent = marker.eventTypes().contains(code);
            boolean whole = sent && !marker.filteredTypes().contains(code) && code != GENERIC;
            if (decided ? !sent : !whole) {
                parts.add("event type " + EventTable.get().event(code).name());
            }
        }
        for (FieldGroup group : FieldGroup.of(need.projection())) {
            if (!group.in(marker.projection())) {
                parts.add("fields " + group.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(", ", parts);
    }
}
