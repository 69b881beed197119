// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.List;

/** The events the BPF programs can emit; a test holds it against the object's own table. */
final class SupportedEvents {
    private static final List<String> CODE_NAMES =
            List.of(
                    "PPME_SYSCALL_EXECVE_19_X",
                    "PPME_SYSCALL_EXECVEAT_X",
                    "PPME_SYSCALL_OPEN_X",
                    "PPME_SYSCALL_OPENAT_2_X",
                    "PPME_SYSCALL_OPENAT2_X",
                    "PPME_SYSCALL_CREAT_X");

    private SupportedEvents() {}

    static BitSet codes() {
        BitSet codes = new BitSet();
        CODE_NAMES.forEach(name -> codes.set(EventTable.get().byCodeName(name).code()));
        return codes;
    }
}
