// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.schemas.FieldGroup;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one or several rule sets ask of a sensor.
 *
 * @param events by code
 * @param groups groups of fields that travel only on demand, and who asks for them
 * @param generic names of system calls without an event of their own, if the generic event is among
 *     the events; empty for all of them
 * @param withoutType who names no event type, and so is not told of those of high rate
 * @param conditions digests of the conditions that decide what is sent: {@link RuleDigest}
 */
public record RulePlan(
        SortedMap<Integer, EventPlan> events,
        SortedMap<FieldGroup, SortedSet<String>> groups,
        Optional<Set<String>> generic,
        SortedSet<String> withoutType,
        SortedSet<Long> conditions) {

    /** Of no rules. */
    public static final RulePlan NOTHING =
            new RulePlan(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    Optional.of(Set.of()),
                    new TreeSet<>(),
                    new TreeSet<>());

    public RulePlan {
        events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        generic = generic.map(names -> Collections.unmodifiableSortedSet(new TreeSet<>(names)));
        withoutType = Collections.unmodifiableSortedSet(new TreeSet<>(withoutType));
        conditions = Collections.unmodifiableSortedSet(new TreeSet<>(conditions));
    }

    /** What this or the other asks for. */
    public RulePlan and(RulePlan other) {
        SortedMap<Integer, EventPlan> allEvents = new TreeMap<>(events);
        other.events.forEach((code, plan) -> allEvents.merge(code, plan, EventPlan::and));
        SortedMap<FieldGroup, SortedSet<String>> allGroups = new TreeMap<>(groups);
        other.groups.forEach((group, causes) -> allGroups.merge(group, causes, RulePlan::union));
        return new RulePlan(
                allEvents,
                allGroups,
                GenericNames.both(generic, other.generic),
                union(withoutType, other.withoutType),
                union(conditions, other.conditions));
    }

    private static <T> SortedSet<T> union(SortedSet<T> one, SortedSet<T> other) {
        SortedSet<T> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** The codes of the events. */
    public BitSet eventCodes() {
        BitSet codes = new BitSet();
        events.keySet().forEach(codes::set);
        return codes;
    }

    /** The groups that records must hold, with those that need no asking, as bits. */
    public int projection() {
        return groups.keySet().stream()
                .mapToInt(FieldGroup::bit)
                .reduce(FieldGroup.DEFAULT, (one, other) -> one | other);
    }
}
