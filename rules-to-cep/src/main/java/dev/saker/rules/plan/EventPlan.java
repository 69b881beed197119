// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.scap.EventTable;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is asked of one event type.
 *
 * @param code of the scap event table
 * @param filter which of its system calls the kernel is to send, as far as rules go
 * @param causes who asks: rules and correlations by name
 */
public record EventPlan(int code, KernelFilter filter, SortedSet<String> causes) {
    public EventPlan {
        Objects.requireNonNull(filter, "filter is null");
        causes = Collections.unmodifiableSortedSet(new TreeSet<>(causes));
    }

    /** As in {@code evt.type}. */
    public String name() {
        return EventTable.get().event(code).name();
    }

    EventPlan and(EventPlan other) {
        SortedSet<String> all = new TreeSet<>(causes);
        all.addAll(other.causes);
        return new EventPlan(code, filter.or(other.filter), all);
    }
}
