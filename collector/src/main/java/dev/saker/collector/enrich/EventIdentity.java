// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

/** What the collector adds to an event that is not of the event: where it stands. Reused. */
public final class EventIdentity {
    public int cpu;
    public long number;
    public int tie;
    public long run;
    public long publishSequence;
}
