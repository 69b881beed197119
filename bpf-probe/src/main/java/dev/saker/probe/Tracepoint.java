// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Programs of their own for what is no system call and comes often: attached only if the event was
 * selected, since the tracepoint alone costs. The ordinal is the bit that probe_jni.c knows.
 */
enum Tracepoint {
    SIGNAL("PPME_SIGNALDELIVER_E"),
    SWITCH("PPME_SCHEDSWITCH_6_E"),
    FAULT("PPME_PAGE_FAULT_E");

    private final int code;

    Tracepoint(String codeName) {
        this.code = EventTable.get().byCodeName(codeName).code();
    }

    boolean isIn(BitSet events) {
        return events.get(code);
    }

    void clearIn(BitSet events) {
        events.clear(code);
    }

    /**
     * @param raceChecks whether the program at the begin of system calls is wanted, whose bit
     *     follows
     */
    static int bits(EventSelection events, boolean raceChecks) {
        int bits = raceChecks ? 1 << values().length : 0;
        for (Tracepoint tracepoint : values()) {
            bits |= events.has(tracepoint.code) ? 1 << tracepoint.ordinal() : 0;
        }
        return bits;
    }

    static String names(int bits) {
        List<Tracepoint> named =
                Arrays.stream(values())
                        .filter(tracepoint -> (bits & 1 << tracepoint.ordinal()) != 0)
                        .toList();
        return named.stream()
                .map(tracepoint -> EventTable.get().event(tracepoint.code).name())
                .collect(Collectors.joining(", "));
    }
}
