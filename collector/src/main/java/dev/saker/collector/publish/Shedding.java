// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.probe.ShedLadder;
import dev.saker.probe.ShedStep;
import java.time.Duration;
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

    /** Between two looks at what records come to: a burst is over in a second. */
    private static final long LEARN_NANOS = Duration.ofMillis(50).toNanos();

    private final RateCeiling ceiling;
    private final Publisher publisher;
    private final LongSupplier clock;
    private final ShedLadder byCeiling = new ShedLadder();
    private final ShedLadder bySpool = new ShedLadder();
    private final long[] ceilingShed = new long[STEPS];
    private final long[] spoolShed = new long[STEPS];
    private int unlooked = LOOK_EVERY;
    private double compression;
    private long unlearned; // bytes published since
    private long learnedAt;

    /**
     * @param bytesPerSecond that may leave the node, compressed; 0 for no ceiling
     * @param clock ns that only grow
     */
    public Shedding(long bytesPerSecond, Publisher publisher, LongSupplier clock) {
        this.ceiling = new RateCeiling(bytesPerSecond, clock.getAsLong());
        this.publisher = publisher;
        this.clock = clock;
        this.learnedAt = clock.getAsLong();
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
        unlearned += bytes;
    }

    private void look() {
        unlooked = 0;
        long now = clock.getAsLong();
        if (now - learnedAt >= LEARN_NANOS) {
            learn(now);
        }
        byCeiling.look(ceiling.usedPercent(now));
        bySpool.look(publisher.spoolPercent());
    }

    /** How well records were compressed; what was reckoned otherwise meanwhile is made good. */
    private void learn(long now) {
        double newer = publisher.compression();
        ceiling.spend(unlearned * (newer - compression));
        compression = newer;
        unlearned = 0;
        learnedAt = now;
    }

    /** Once a second: a look though nothing happens, and a word in the log on what is shed. */
    public void tick() {
        int ceilingBefore = byCeiling.shedding();
        int spoolBefore = bySpool.shedding();
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
