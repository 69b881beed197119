// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.EventDrops;
import dev.saker.jobs.event.DropTally;
import dev.saker.jobs.event.MarkerMessage;
import java.util.Optional;

/**
 * Says of each marker whether the node has lost more than is tolerated since the one before, as
 * Falco does of each second. It knows no Flink: the caller keeps the progress.
 */
final class DropDetector {
    private static final double NANOS_PER_SECOND = 1e9;

    private final EventDrops config;

    DropDetector(EventDrops config) {
        this.config = config;
    }

    /**
     * What was lost between the node's last marker, which {@code progress} still has, and this one.
     *
     * @return the losses, if there are any
     */
    Optional<Drops> advance(NodeProgress progress, MarkerMessage marker) {
        boolean sameRun = marker.run == progress.run;
        if (sameRun && marker.pubSeq <= progress.pubSeq
                || !sameRun && marker.run == progress.previousRun) {
            return Optional.empty();
        }
        long[] since = difference(marker.drops, sameRun ? progress.drops : new long[0]);
        if (config.simulateDrops()) {
            since[DropTally.DROPS]++;
        }
        long drops = since[DropTally.DROPS];
        if (drops <= 0) {
            return Optional.empty();
        }
        boolean tooMany = drops > threshold() * since[DropTally.EVENTS];
        boolean told = tooMany && claim(progress, marker.time);
        return Optional.of(
                new Drops(marker.node, marker.run, marker.pubSeq, marker.time, since, told));
    }

    private double threshold() {
        return config.simulateDrops() ? 0 : config.threshold();
    }

    /** A marker of an older release tells nothing. */
    private static long[] difference(long[] now, long[] before) {
        long[] since = new long[DropTally.SIZE];
        for (int place = 0; place < Math.min(now.length, since.length); place++) {
            since[place] = now[place] - (place < before.length ? before[place] : 0);
        }
        return since;
    }

    /** A bucket that starts full and fills by event time. */
    private boolean claim(NodeProgress progress, long time) {
        double waited = Math.max(0, time - progress.dropTokensTime) / NANOS_PER_SECOND;
        boolean first = progress.dropTokensTime == 0;
        double tokens =
                first
                        ? config.maxBurst()
                        : Math.min(config.maxBurst(), progress.dropTokens + waited * config.rate());
        boolean claimed = tokens >= 1;
        progress.dropTokens = claimed ? tokens - 1 : tokens;
        progress.dropTokensTime = time;
        return claimed;
    }

    /**
     * @param counts by place of {@link DropTally}
     * @param told whether to act: they are above the threshold, and the node's bucket has a token
     */
    record Drops(String node, long run, long pubSeq, long time, long[] counts, boolean told) {

        long lost() {
            return counts[DropTally.DROPS];
        }
    }
}
