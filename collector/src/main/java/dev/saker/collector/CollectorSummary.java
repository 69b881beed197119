// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import java.util.Map;

/**
 * What became of the events of a run so far. Read = published + filtered + shed + malformed;
 * published = delivered + failed + still on its way.
 *
 * @param droppedInKernel by reason, reasons without a loss left out; {@code unread_at_stop} are
 *     those that were still in the rings when the collector could wait no longer
 * @param filtered read for the state's sake, not asked for
 * @param shed read and left out, because more would have been published than may be, or the spool
 *     was filling
 * @param published handed to Kafka's client
 * @param failed given up by Kafka's client, or by the spool for want of room
 * @param stragglers delivered behind an event with a later time
 */
public record CollectorSummary(
        long read,
        Map<String, Long> droppedInKernel,
        long filtered,
        long shed,
        long malformed,
        long published,
        long failed,
        long stragglers) {
    public CollectorSummary {
        droppedInKernel = Map.copyOf(droppedInKernel);
    }
}
