// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.alertcapture.CaptureCounts;
import dev.saker.collector.publish.ShedCounts;
import dev.saker.collector.publish.SpoolCounts;
import dev.saker.probe.DropCounters;
import java.util.concurrent.TimeUnit;

/**
 * Everything the collector counts, at one moment: taken by the reading thread once a second, read
 * by whoever asks.
 *
 * @param lastEventTime ns since the epoch
 * @param clockJumps how often the host's wall clock was set meanwhile
 */
public record CollectorCounts(
        DropCounters drops,
        long read,
        long published,
        long filtered,
        ShedCounts shed,
        long malformed,
        long stragglers,
        long behindMarker,
        long delivered,
        long failed,
        long queuedBytes,
        long pendingBytes,
        SpoolCounts spool,
        long lastEventTime,
        int threads,
        long threadsRefused,
        long threadsPurged,
        long threadsUnknown,
        long clockJumps,
        ContainerCounts containers,
        CaptureCounts captures) {

    /** How far the last event lies back, now. */
    public double lagSeconds() {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return Math.max(0, now - lastEventTime) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
