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

    private static final int CLOCK_OFFSET = 0;
    private static final int EXCLUDED_TGIDS = 8;
    private static final int EXCLUDED_CGROUP_LEVELS = 12;
    private static final int ENABLED = 16;

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

    void events(BitSet codes) {
        for (int code = 0; code < EVENT_CODES; code++) {
            memory.put(ENABLED + code, (byte) (codes.get(code) ? 1 : 0));
        }
    }
}
