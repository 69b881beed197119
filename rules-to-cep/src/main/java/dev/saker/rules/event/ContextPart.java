// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import java.util.Set;

/**
 * Parts of {@link FieldDomain#CONTEXT} that differ between processes which are alike in everything
 * else: where no rule asks for them, such processes are one context.
 */
public enum ContextPart {
    /** Ids of the process, and the inode of its program. */
    NUMBERS(
            "proc.pid",
            "proc.vpid",
            "proc.sid",
            "proc.pgid",
            "proc.vpgid",
            "proc.apid", // of the zeroth ancestor, the process itself
            "proc.exe_ino",
            "proc.is_sid_leader",
            "proc.is_pgid_leader",
            "proc.is_vpgid_leader"),
    /** Ids of the ancestors. */
    ANCESTOR_NUMBERS("proc.ppid", "proc.pvpid", "proc.apid");

    /** Bits of every part. */
    public static final int ALL = (1 << 2) - 1;

    private final Set<String> fields;

    ContextPart(String... fields) {
        this.fields = Set.of(fields);
    }

    /** Bits of the parts that a field is read from. */
    public static int of(FieldRef field) {
        int parts = 0;
        for (ContextPart part : values()) {
            if (part.fields.contains(field.field().name())) {
                parts |= part.bit();
            }
        }
        return parts;
    }

    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int parts) {
        return (parts & bit()) != 0;
    }
}
