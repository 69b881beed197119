// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;

/**
 * What the kernel side is to send. What is not selected costs a system call one look at a table.
 *
 * @param whole codes of events of which every system call is wanted
 * @param forState codes of events wanted where they change what is known of the host: of {@code
 *     fcntl} the commands that make or change descriptors, of {@code getsockopt} the one that tells
 *     how a connect ended, of {@code clone} and its kin what the child tells, of all others
 *     everything
 * @param generic names of the system calls without an event of their own whose generic events are
 *     wanted; none means all of them, if {@code whole} has the code of the generic event
 * @param filters by code, which of an event's calls are sent; all of an event without one
 * @param environment whether events of exec carry the environment; it is empty in them otherwise
 */
public record EventSelection(
        BitSet whole,
        BitSet forState,
        Set<String> generic,
        Map<Integer, CallFilter> filters,
        boolean environment) {
    static final int GENERIC_CODE = EventTable.get().byCodeName("PPME_GENERIC_X").code();

    public EventSelection {
        whole = (BitSet) whole.clone();
        forState = (BitSet) forState.clone();
        generic = Set.copyOf(generic);
        filters = Map.copyOf(filters);
    }

    /** Whatever the probe can send but the events of high rate. */
    public static EventSelection ordinary() {
        return of(Probe.ordinaryEvents());
    }

    /** These events, all their system calls. */
    public static EventSelection of(BitSet codes) {
        return new EventSelection(codes, new BitSet(), Set.of(), Map.of(), true);
    }

    public EventSelection withForState(BitSet codes) {
        return new EventSelection(whole, codes, generic, filters, environment);
    }

    public EventSelection withGeneric(Set<String> names) {
        return new EventSelection(whole, forState, names, filters, environment);
    }

    public EventSelection withFilters(Map<Integer, CallFilter> byCode) {
        return new EventSelection(whole, forState, generic, byCode, environment);
    }

    public EventSelection withEnvironment(boolean wanted) {
        return new EventSelection(whole, forState, generic, filters, wanted);
    }

    @Override
    public BitSet whole() {
        return (BitSet) whole.clone();
    }

    @Override
    public BitSet forState() {
        return (BitSet) forState.clone();
    }

    boolean isWhole(int code) {
        return whole.get(code);
    }

    boolean has(int code) {
        return whole.get(code) || forState.get(code);
    }
}
