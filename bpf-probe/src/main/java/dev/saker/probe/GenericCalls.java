// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.Syscalls;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/** System calls without an event of their own, as the BPF object numbers them. */
final class GenericCalls {
    private GenericCalls() {}

    /**
     * The machine's numbers of those that are selected. Names that only other machines have do no
     * harm.
     *
     * @param codes the code scap gives each number, 0 for none
     * @throws IllegalArgumentException if a name is none of them
     */
    static BitSet numbers(EventSelection selection, int[] codes) {
        BitSet numbers = new BitSet();
        if (!selection.has(EventSelection.GENERIC_CODE)) {
            return numbers;
        }
        Set<String> unknown = new TreeSet<>(selection.generic());
        unknown.removeAll(SupportedEvents.generic());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no system calls without an event of their own: " + String.join(", ", unknown));
        }
        for (int number = 0; number < codes.length; number++) {
            numbers.set(number, codes[number] != 0 && isAsked(selection, codes[number]));
        }
        return numbers;
    }

    private static boolean isAsked(EventSelection selection, int code) {
        return selection.generic().isEmpty() || selection.generic().contains(name(code));
    }

    private static String name(int code) {
        return Syscalls.get().scapName(code).orElseThrow();
    }
}
