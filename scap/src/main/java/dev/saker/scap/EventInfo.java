// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.util.List;
import java.util.Set;

/**
 * One event type of the table.
 *
 * @param code its number on the wire
 * @param codeName its name in the format, PPME_SYSCALL_OPENAT_2_X
 * @param name what evt.type says, openat; several codes share a name, and codes that do not exist
 *     are called NA
 * @param category the format's category bits
 */
public record EventInfo(
        int code,
        String codeName,
        String name,
        int category,
        Set<EventFlag> flags,
        List<ParamInfo> params) {
    /** {@link #paramIndex} of a parameter that the event does not have. */
    public static final int NO_PARAM = -1;

    public EventInfo {
        params = List.copyOf(params);
    }

    public boolean has(EventFlag flag) {
        return flags.contains(flag);
    }

    /** Enter events have even codes, and their exit event follows. */
    public boolean isExit() {
        return (code & 1) == 1;
    }

    /** Position of the parameter of this name, or {@link #NO_PARAM}. */
    public int paramIndex(String paramName) {
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).name().equals(paramName)) {
                return i;
            }
        }
        return NO_PARAM;
    }
}
