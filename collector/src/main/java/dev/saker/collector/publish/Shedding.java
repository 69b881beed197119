// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.probe.ShedLadder;
import dev.saker.probe.ShedStep;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out events that were read, in the order of {@link ShedStep}, while the node publishes more
 * than it may or the spool fills. The host's state has seen them by then. Two ladders, so that each
 * loss has its reason. Written by one thread, counts read by any.
 */
public final class Shedding {
    private static final Logger LOG = LoggerFactory.getLogger(Shedding.class);

    private static final int STEPS = ShedStep.values().length;
    private static final int LOOK_EVERY = 32; // events between two looks at clock and spool

    private final RateCeiling ceiling;
    private final Publisher publisher;
    private final LongSupplier clock;
    private final ShedLadder byCeiling = new ShedLadder();
    private final ShedLadder bySpool = new ShedLadder();
    private final long[] ceilingShed = new long[STEPS];
    private final long[] spoolShed = new long[STEPS];
    private int unlooked = LOOK_EVERY;
    private double compression;

    /**
     * @param bytesPerSecond that may leave the node, compressed; 0 for no ceiling
     * @param clock ns that only grow
     */
    public Shedding(long bytesPerSecond, Publisher publisher, LongSupplier clock) {
        this.ceiling = new RateCeiling(bytesPerSecond, clock.getAsLong());
        this.publisher = publisher;
        this.clock = clock;
        this.compression = publisher.compression();
    }

    /** Whether an event may be published; one that may not is counted. */
    public boolean admits(int code, boolean failed) {
        if (++unlooked >= LOOK_EVERY) {
            look();
        }
        if (byCeiling.shedding() + bySpool.shedding() == 0) {
            return true;
        }
        int step = ShedLadder.stepOf(code, failed);
        if (bySpool.sheds(step)) {
            spoolShed[step]++;
            return false;
        }
        if (byCeiling.sheds(step)) {
            ceilingShed[step]++;
            return false;
        }
        return true;
    }

    /** An event of this size, before compression, is published. */
    public void published(int bytes) {
        ceiling.spend(bytes * compression);
    }

    private void look() {
        unlooked = 0;
        byCeiling.look(ceiling.usedPercent(clock.getAsLong()));
        bySpool.look(publisher.spoolPercent());
    }

    /** Once a second: how well Kafka's client compresses; and a word in the log on what is shed. */
    public void tick() {
        int ceilingBefore = byCeiling.shedding();
        int spoolBefore = bySpool.shedding();
        compression = publisher.compression();
        look();
        report("ceiling", ceilingBefore, byCeiling.shedding());
        report("spool", spoolBefore, bySpool.shedding());
    }

    private static void report(String cause, int before, int now) {
        if (now != before && LOG.isInfoEnabled()) {
            LOG.info("event=shedding cause={} steps={} of={}", cause, now, STEPS);
        }
    }

    /** What was left out so far. */
    public ShedCounts counts() {
        return new ShedCounts(ceilingShed, spoolShed);
    }
}
