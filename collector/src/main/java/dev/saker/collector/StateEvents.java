// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.rules.plan.KernelFilter;
import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.Set;

/** The events without which the host's state goes wrong, as the event table marks them. */
public final class StateEvents {
    /**
     * What changes the state although it failed: a connection that is still being made, and the
     * question how that ended; what is no system call; a program that cannot be run has no bearing.
     */
    private static final Set<String> ALSO_FAILED = Set.of("connect", "getsockopt");

    private StateEvents() {}

    public static BitSet codes() {
        BitSet codes = new BitSet();
        for (int code = 0; code < EventTable.get().size(); code++) {
            EventInfo event = EventTable.get().event(code);
            boolean current = !event.has(EventFlag.OLD_VERSION) && !event.has(EventFlag.UNUSED);
            boolean changes =
                    event.has(EventFlag.MODIFIES_STATE)
                            || event.has(EventFlag.CREATES_FD)
                            || event.has(EventFlag.DESTROYS_FD);
            codes.set(code, current && changes);
        }
        return codes;
    }

    /**
     * Which system calls of a type the state needs: those that succeeded, since a call that failed
     * changes nothing.
     */
    public static KernelFilter filter(int code) {
        EventInfo event = EventTable.get().event(code);
        boolean isCall =
                event.isExit()
                        && (event.codeName().startsWith("PPME_SYSCALL_")
                                || event.codeName().startsWith("PPME_SOCKET_"));
        return isCall && !ALSO_FAILED.contains(event.name())
                ? KernelFilter.SUCCEEDED
                : KernelFilter.ALL;
    }
}
