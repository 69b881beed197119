// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names of system calls, by the kernel's number on x86_64 and by the number that the format itself
 * gives them ({@link ParamType#SYSCALLID}). The event type of a generic event is such a name.
 */
public final class Syscalls {
    private final FlagTable x8664;
    private final FlagTable scap;

    /** Made when somebody first asks for them. */
    private volatile Set<String> names;

    Syscalls(FlagTable x8664, FlagTable scap) {
        this.x8664 = x8664;
        this.scap = scap;
    }

    public static Syscalls get() {
        return TableReader.TABLES.syscalls();
    }

    /** Name of a system call by the kernel's number on x86_64. */
    public Optional<String> name(int number) {
        return name(x8664, number);
    }

    /** Names by the kernel's number on x86_64, below a number; null where there is none. */
    public String[] names(int below) {
        return names(x8664, below);
    }

    /** Names by the number in the format, below a number; null where there is none. */
    public String[] scapNames(int below) {
        return names(scap, below);
    }

    private static String[] names(FlagTable table, int below) {
        String[] byNumber = new String[below];
        for (FlagTable.Entry entry : table.entries()) {
            int number = (int) entry.value();
            if (number < below && byNumber[number] == null) {
                byNumber[number] = entry.name();
            }
        }
        return byNumber;
    }

    /** Name of a system call by the number it has in the format. */
    public Optional<String> scapName(int code) {
        return name(scap, code);
    }

    /** Every name known, of any architecture. */
    public Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            Set<String> all = new TreeSet<>();
            for (FlagTable table : List.of(x8664, scap)) {
                table.entries().forEach(entry -> all.add(entry.name()));
            }
            all.remove("unknown");
            known = Collections.unmodifiableSet(all);
            names = known;
        }
        return known;
    }

    FlagTable scapNames() {
        return scap;
    }

    private static Optional<String> name(FlagTable table, int number) {
        return table.entries().stream()
                .filter(entry -> entry.value() == number)
                .map(FlagTable.Entry::name)
                .findFirst();
    }
}
