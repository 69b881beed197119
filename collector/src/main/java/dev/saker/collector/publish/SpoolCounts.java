// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

/**
 * How a spool is doing.
 *
 * @param bytes in its files now
 * @param spooled records that were ever put into it by this run
 * @param dropped records it gave up for want of room, or because the disk failed
 * @param damagedBytes that were cut off or passed over, because a crash had left them unfinished
 */
public record SpoolCounts(long bytes, long spooled, long dropped, long damagedBytes) {
    /** Of no spool. */
    public static final SpoolCounts NONE = new SpoolCounts(0, 0, 0, 0);
}
