// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.MarkerMessage;
import java.util.Optional;

/**
 * Compares each marker of a node with the one before it. It knows no Flink: the caller keeps the
 * progress.
 */
final class GapDetector {

    private GapDetector() {}

    /** Moves {@code progress} on to {@code marker} and tells what the step shows. */
    static Optional<Gap> advance(NodeProgress progress, MarkerMessage marker) {
        if (marker.run == progress.run) {
            return sameRun(progress, marker);
        }
        if (marker.run == progress.previousRun) {
            return Optional.of(new Gap.StaleRun(marker.node, marker.run, progress.run));
        }
        return newRun(progress, marker);
    }

    private static Optional<Gap> sameRun(NodeProgress progress, MarkerMessage marker) {
        if (marker.pubSeq <= progress.pubSeq) {
            return Optional.of(new Gap.Repeated(marker.node, marker.run, 1));
        }
        long expected = marker.pubSeq - progress.pubSeq - 1;
        long from = progress.time;
        progress.take(marker);
        if (marker.counted == MarkerMessage.NOT_COUNTED || marker.counted == expected) {
            return Optional.empty();
        }
        if (marker.counted > expected) {
            long extra = marker.counted - expected;
            return Optional.of(new Gap.Repeated(marker.node, marker.run, extra));
        }
        long missing = expected - marker.counted;
        return Optional.of(new Gap.EventsLost(marker.node, from, marker.time, marker.run, missing));
    }

    private static Optional<Gap> newRun(NodeProgress progress, MarkerMessage marker) {
        long oldRun = progress.run;
        long from = progress.time;
        boolean ended = progress.stopped;
        progress.previousRun = oldRun;
        progress.run = marker.run;
        progress.take(marker);
        return ended
                ? Optional.empty()
                : Optional.of(
                        new Gap.CollectorGap(marker.node, from, marker.time, oldRun, marker.run));
    }
}
