// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;

/**
 * What every CPU has produced and lost since the probe was loaded, at one moment. Always: produced
 * = received + lost, once the rings are read empty.
 */
public final class DropCounters {
    static final int BYTES_PER_CPU = 256;

    private static final DropReason[] REASONS = DropReason.values();
    private static final int COLUMNS = 1 + REASONS.length;

    private final long[] counts;

    private DropCounters(long[] counts) {
        this.counts = counts;
    }

    static DropCounters read(ByteBuffer counters, int cpus) {
        long[] counts = new long[cpus * COLUMNS];
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int column = 0; column < COLUMNS; column++) {
                counts[cpu * COLUMNS + column] =
                        counters.getLong(cpu * BYTES_PER_CPU + column * Long.BYTES);
            }
        }
        return new DropCounters(counts);
    }

    public int cpus() {
        return counts.length / COLUMNS;
    }

    /** Events selected and begun on a CPU. */
    public long produced(int cpu) {
        return counts[cpu * COLUMNS];
    }

    public long count(int cpu, DropReason reason) {
        return counts[cpu * COLUMNS + 1 + reason.ordinal()];
    }

    public long produced() {
        long sum = 0;
        for (int cpu = 0; cpu < cpus(); cpu++) {
            sum += produced(cpu);
        }
        return sum;
    }

    public long count(DropReason reason) {
        long sum = 0;
        for (int cpu = 0; cpu < cpus(); cpu++) {
            sum += count(cpu, reason);
        }
        return sum;
    }

    /** Events lost for whatever reason. */
    public long lost() {
        long sum = 0;
        for (DropReason reason : REASONS) {
            sum += reason.losesEvent() ? count(reason) : 0;
        }
        return sum;
    }
}
