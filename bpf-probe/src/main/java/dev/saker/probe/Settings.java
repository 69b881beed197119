// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/** {@code struct settings} of maps.bpf.h, in the kernel's memory: what is stored counts at once. */
final class Settings {
    static final int EVENT_CODES = 512;
    static final int SYSCALL_NUMBERS = 512;

    private static final int CLOCK_OFFSET = 0;
    private static final int EXCLUDED_TGIDS = 8;
    private static final int EXCLUDED_CGROUP_LEVELS = 12;
    private static final int ENABLED = 16;
    private static final int GENERIC = 528;
    private static final int DATA_BYTES = 1040;
    private static final int RACE_CHECKS = 1044;

    private static final byte WANTED_NOT = 0;
    private static final byte WANTED_FOR_STATE = 1;
    private static final byte WANTED_WHOLE = 2;

    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;

    Settings(ByteBuffer memory) {
        this.memory = memory.order(ByteOrder.nativeOrder());
    }

    /** Added to the boot clock gives event time. */
    void clockOffset(long nanos) {
        LONGS.setRelease(memory, CLOCK_OFFSET, nanos);
    }

    void excludedTgids(int count) {
        memory.putInt(EXCLUDED_TGIDS, count);
    }

    void excludedCgroupLevels(int bits) {
        memory.putInt(EXCLUDED_CGROUP_LEVELS, bits);
    }

    /**
     * @param whole events wanted with every one of their system calls
     * @param forState events wanted where they change what is known of the host
     */
    void events(BitSet whole, BitSet forState) {
        for (int code = 0; code < EVENT_CODES; code++) {
            byte state = forState.get(code) ? WANTED_FOR_STATE : WANTED_NOT;
            memory.put(ENABLED + code, whole.get(code) ? WANTED_WHOLE : state);
        }
    }

    /** System calls without an event of their own that are wanted, by the machine's number. */
    void generic(BitSet numbers) {
        for (int number = 0; number < SYSCALL_NUMBERS; number++) {
            memory.put(GENERIC + number, numbers.get(number) ? WANTED_WHOLE : WANTED_NOT);
        }
    }

    /** The most bytes of data an event carries. */
    void dataBytes(int bytes) {
        memory.putInt(DATA_BYTES, bytes);
    }

    /** Whether opens carry the kernel's path, and calls with changed arguments are marked. */
    void raceChecks(boolean wanted) {
        memory.putInt(RACE_CHECKS, wanted ? 1 : 0);
    }
}
