// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.alert;

import dev.saker.schemas.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What two rule sets found in the same events, held against each other by the ids of alerts: equal
 * for the same rule and events. Keeps the alerts of the first until the second has them too.
 */
public final class AlertDiff {

    private static final Comparator<Change> BY_TIME =
            Comparator.comparingLong((Change change) -> change.alert().time())
                    .thenComparing(change -> change.alert().alertId())
                    .thenComparing(Change::side);

    private final Map<String, Alert> onlyFirst = new LinkedHashMap<>();
    private final Set<String> ofSecond = new HashSet<>();
    private final List<Change> found = new ArrayList<>();
    private final Map<String, long[]> both = new TreeMap<>();

    /** Whose alert it is. */
    public enum Side {
        FIRST,
        SECOND
    }

    /**
     * An alert that one of them raises, or raises otherwise.
     *
     * @param inBoth whether the other one raises it too, with another text, priority or tags
     */
    public record Change(Side side, Alert alert, boolean inBoth) {}

    /**
     * A rule's alerts in numbers.
     *
     * @param both in both, alike or not
     * @param changed how many of them differ in text, priority or tags
     */
    public record OfRule(String rule, long onlyFirst, long onlySecond, long both, long changed) {}

    /** An alert of the first rule set. All of these come before those of the second. */
    public void first(Alert alert) {
        onlyFirst.put(alert.alertId(), alert);
    }

    /** An alert of the second rule set. */
    public void second(Alert alert) {
        if (!ofSecond.add(alert.alertId())) {
            return;
        }
        Alert other = onlyFirst.remove(alert.alertId());
        if (other == null) {
            found.add(new Change(Side.SECOND, alert, false));
            return;
        }
        long[] counts = both.computeIfAbsent(alert.rule(), rule -> new long[2]);
        counts[0]++;
        if (!isAlike(other, alert)) {
            counts[1]++;
            found.add(new Change(Side.FIRST, other, true));
            found.add(new Change(Side.SECOND, alert, true));
        }
    }

    private static boolean isAlike(Alert one, Alert other) {
        return one.message().equals(other.message())
                && one.priority() == other.priority()
                && one.tags().equals(other.tags());
    }

    /** What differs, by event time. */
    public List<Change> changes() {
        List<Change> all = new ArrayList<>(found);
        onlyFirst.values().forEach(alert -> all.add(new Change(Side.FIRST, alert, false)));
        all.sort(BY_TIME);
        return all;
    }

    /** Every rule that raised an alert, by name. */
    public List<OfRule> rules() {
        Map<String, long[]> only = new TreeMap<>();
        both.keySet().forEach(rule -> only.put(rule, new long[2]));
        for (Change change : changes()) {
            long[] counts = only.computeIfAbsent(change.alert().rule(), rule -> new long[2]);
            counts[change.side().ordinal()] += change.inBoth() ? 0 : 1;
        }
        List<OfRule> rules = new ArrayList<>();
        only.forEach(
                (rule, counts) -> {
                    long[] shared = both.getOrDefault(rule, new long[2]);
                    rules.add(new OfRule(rule, counts[0], counts[1], shared[0], shared[1]));
                });
        return rules;
    }
}
