// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

/**
 * What the collector adds to an event that is not of the event: where it stands, and what the probe
 * says beside it. Reused.
 */
public final class EventIdentity {
    public int cpu;
    public long number;
    public int tie;
    public long run;
    public long publishSequence;

    /** Bits of {@code EventShape} that are not told from parameters. */
    public int shape;

    /** Path of the file that the kernel opened; empty if none or nobody asked. */
    public byte[] kernelPath = {};

    /** Name of the recording that the event started, or came into by an alert; empty if none. */
    public byte[] captureFile = {};
}
