// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/** {@code struct settings} of maps.bpf.h, in the kernel's memory: what is stored counts at once. */
final class Settings {
    private static final int CLOCK_OFFSET = 0;
    private static final int EXCLUDED_TGIDS = 8;
    private static final int EXCLUDED_CGROUP_LEVELS = 12;
    private static final int DATA_BYTES = 16;
    private static final int RACE_CHECKS = 20;
    private static final int PLAN_IN_FORCE = 24;
    private static final int EXCLUDED_TGID = 28;
    private static final int ENVIRONMENT = 32;
    private static final int ASKED = 40;

    private static final VarHandle INTS =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
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

    /** The first of them, which the kernel side need not look up. */
    void excludedTgid(int tgid) {
        memory.putInt(EXCLUDED_TGID, tgid);
    }

    void excludedTgids(int count) {
        memory.putInt(EXCLUDED_TGIDS, count);
    }

    void excludedCgroupLevels(int bits) {
        memory.putInt(EXCLUDED_CGROUP_LEVELS, bits);
    }

    /**
     * What was written before is seen by who sees this, and what is written later is not earlier.
     */
    void planInForce(int which) {
        INTS.setVolatile(memory, PLAN_IN_FORCE, which);
    }

    /** Numbers in the caller's register that may mean a wanted call; others stay as they are. */
    void addAsked(BitSet numbers) {
        numbers.stream().forEach(number -> memory.put(ASKED + number, (byte) 1));
    }

    /** Those alone: of the plan that is in force by now. */
    void asked(BitSet numbers) {
        for (int number = 0; number < PlanMemory.SYSCALL_NUMBERS; number++) {
            memory.put(ASKED + number, (byte) (numbers.get(number) ? 1 : 0));
        }
    }

    /** The most bytes of data an event carries. */
    void dataBytes(int bytes) {
        memory.putInt(DATA_BYTES, bytes);
    }

    /** Whether execs carry the environment. */
    void environment(boolean wanted) {
        INTS.setRelease(memory, ENVIRONMENT, wanted ? 1 : 0);
    }

    /** Whether opens carry the kernel's path, and calls with changed arguments are marked. */
    void raceChecks(boolean wanted) {
        memory.putInt(RACE_CHECKS, wanted ? 1 : 0);
    }
}
