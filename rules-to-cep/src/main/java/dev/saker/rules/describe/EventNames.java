// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.scap.EventTable;
import dev.saker.scap.Syscalls;
import java.util.BitSet;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What {@code evt.type} can say for event codes. */
final class EventNames {

    /** The event of all system calls that have none of their own. */
    static final String GENERIC = "syscall";

    /** What codes are called that no driver sends. */
    private static final String NONE = "NA";

    /** Beyond so many codes a set was made by taking away, and holds those that do not exist. */
    private static final int MANY_CODES = 200;

    /**
     * Names among those of system calls that never arrive as the generic event: wider forms of
     * calls with an event of their own, tracepoints, and calls that Linux does not have.
     */
    private static final Set<String> NOT_GENERIC =
            Set.of(
                    "_llseek",
                    "fcntl64",
                    "getegid32",
                    "geteuid32",
                    "getgid32",
                    "getresgid32",
                    "getresuid32",
                    "getuid32",
                    "pread64",
                    "prlimit64",
                    "pwrite64",
                    "sendfile64",
                    "setgid32",
                    "setresgid32",
                    "setresuid32",
                    "setuid32",
                    "ugetrlimit",
                    "page_fault_kernel",
                    "page_fault_user",
                    "sched_process_exit",
                    "sched_switch",
                    "signal_deliver",
                    "afs_syscall",
                    "na_1",
                    "putpmsg",
                    "security",
                    "tuxcall",
                    "vserver");

    private static final Set<String> GENERIC_NAMES = genericNames();

    private EventNames() {}

    static Set<String> of(BitSet codes) {
        Set<String> names = new TreeSet<>();
        codes.stream().forEach(code -> names.add(EventTable.get().event(code).name()));
        if (names.remove(GENERIC)) {
            names.addAll(GENERIC_NAMES);
        }
        if (codes.cardinality() > MANY_CODES) {
            names.add(NONE);
        }
        return names;
    }

    /** System calls that arrive as the generic event, sorted. */
    static Set<String> generic() {
        return GENERIC_NAMES;
    }

    private static Set<String> genericNames() {
        Set<String> names = new TreeSet<>(Syscalls.get().names());
        names.removeIf(name -> !EventTable.get().byName(name).isEmpty());
        names.removeAll(NOT_GENERIC);
        return Collections.unmodifiableSet(names);
    }
}
