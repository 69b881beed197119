// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.probe.ShedStep;

/** Events that were read and not published, because there was too much: by cause and step. */
public final class ShedCounts {
    private final long[] ceiling;
    private final long[] spool;

    ShedCounts(long[] ceiling, long[] spool) {
        this.ceiling = ceiling.clone();
        this.spool = spool.clone();
    }

    /** For want of rate: more would have left the node than may. */
    public long byCeiling(ShedStep step) {
        return ceiling[step.ordinal()];
    }

    /** For want of room in the spool. */
    public long bySpool(ShedStep step) {
        return spool[step.ordinal()];
    }

    public long all() {
        long sum = 0;
        for (int step = 0; step < ceiling.length; step++) {
            sum += ceiling[step] + spool[step];
        }
        return sum;
    }
}
