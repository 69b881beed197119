// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.Set;

/**
 * What the kernel side is to send. What is not selected costs a system call three look-ups.
 *
 * @param whole codes of events of which every system call is wanted
 * @param forState codes of events wanted where they change what is known of the host: of {@code
 *     fcntl} the commands that make or change descriptors, of {@code getsockopt} the one that tells
 *     how a connect ended, of all others everything
 * @param generic names of the system calls without an event of their own whose generic events are
 *     wanted; none means all of them, if {@code whole} has the code of the generic event
 */
public record EventSelection(BitSet whole, BitSet forState, Set<String> generic) {
    static final int GENERIC_CODE = EventTable.get().byCodeName("PPME_GENERIC_X").code();

    public EventSelection {
        whole = (BitSet) whole.clone();
        forState = (BitSet) forState.clone();
        generic = Set.copyOf(generic);
    }

    /** Whatever the probe can send but the events of high rate. */
    public static EventSelection ordinary() {
        return of(Probe.ordinaryEvents());
    }

    /** These events, all their system calls. */
    public static EventSelection of(BitSet codes) {
        return new EventSelection(codes, new BitSet(), Set.of());
    }

    public EventSelection withForState(BitSet codes) {
        return new EventSelection(whole, codes, generic);
    }

    public EventSelection withGeneric(Set<String> names) {
        return new EventSelection(whole, forState, names);
    }

    @Override
    public BitSet whole() {
        return (BitSet) whole.clone();
    }

    @Override
    public BitSet forState() {
        return (BitSet) forState.clone();
    }

    boolean has(int code) {
        return whole.get(code) || forState.get(code);
    }
}
