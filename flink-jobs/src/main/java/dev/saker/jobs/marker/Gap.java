// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

/** Something that the markers of one node show to be missing, or to be there twice. */
public sealed interface Gap {

    /** A new run without the end of the old one: nothing is known of the time between. */
    record CollectorGap(String node, long fromNanos, long toNanos, long oldRun, long newRun)
            implements Gap {}

    /** Publish positions that never came: lost between the collector and the topic. */
    record EventsLost(String node, long fromNanos, long toNanos, long run, long missing)
            implements Gap {}

    /** More events than publish positions, or a position that came again. */
    record Repeated(String node, long run, long extra) implements Gap {}

    /** A marker of a run that another one has replaced: two collectors with one node name. */
    record StaleRun(String node, long run, long currentRun) implements Gap {}
}
