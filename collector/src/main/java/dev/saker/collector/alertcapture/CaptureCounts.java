// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.alertcapture;

/**
 * How the recordings of alerts are doing.
 *
 * @param begun recordings
 * @param refused alerts that would have begun one, too soon after others
 * @param failed recordings that could not be written, or not to their end
 * @param removed old ones that went to make room
 * @param bytes of all in the directory, the one at work included
 */
public record CaptureCounts(long begun, long refused, long failed, long removed, long bytes) {
    /** Of a collector that makes none. */
    public static final CaptureCounts NONE = new CaptureCounts(0, 0, 0, 0, 0);
}
