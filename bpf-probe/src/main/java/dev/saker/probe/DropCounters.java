// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

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

    /** Sets the counts of one CPU. */
    interface Setter {
        void produced(long count);

        void set(DropReason reason, long count);
    }

    /** Of a source that counts in its own way. */
    static DropCounters of(int cpus, ObjIntConsumer<Setter> source) {
        long[] counts = new long[cpus * COLUMNS];
        for (int cpu = 0; cpu < cpus; cpu++) {
            int row = cpu * COLUMNS;
            Setter setter =
                    new Setter() {
                        @Override
                        public void produced(long count) {
                            counts[row] = count;
                        }

                        @Override
                        public void set(DropReason reason, long count) {
                            counts[row + 1 + reason.ordinal()] = count;
                        }
                    };
            source.accept(setter, cpu);
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
