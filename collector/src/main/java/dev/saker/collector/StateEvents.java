// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import java.util.BitSet;

/** The events without which the host's state goes wrong, as the event table marks them. */
final class StateEvents {
    private StateEvents() {}

    static BitSet codes() {
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
}
