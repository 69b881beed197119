// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Properties of an event type. */
public enum EventFlag {
    CREATES_FD(1),
    DESTROYS_FD(1 << 1),
    USES_FD(1 << 2),
    READS_FROM_FD(1 << 3),
    WRITES_TO_FD(1 << 4),
    MODIFIES_STATE(1 << 5),
    UNUSED(1 << 6),
    WAITS(1 << 7),
    SKIP_PARSE_RESET(1 << 8),
    /** No driver sends it any more; old recordings hold it. */
    OLD_VERSION(1 << 9),
    /** Parameter lengths take 32 bits instead of 16. */
    LARGE_PAYLOAD(1 << 11),
    CONVERTER_MANAGED(1 << 12);

    private final int bit;

    EventFlag(int bit) {
        this.bit = bit;
    }

    static Set<EventFlag> ofBits(int bits) {
        EnumSet<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
        for (EventFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return Collections.unmodifiableSet(flags);
    }
}
