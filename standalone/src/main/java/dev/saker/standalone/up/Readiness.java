// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.jobs.match.MatchCounters;
import dev.saker.standalone.embedded.JobWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether events go all the way. A host that does nothing gives nothing to tell it by, so a program
 * that does nothing either is started now and then. Rules may all be about rarer things than that:
 * then it is enough that the collector reads the kernel's events and that its markers, which take
 * the way of the events, arrive.
 */
final class Readiness {

    private static final long LOOK_MILLIS = 50;
    private static final long STIR_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long WORD_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    private final JobWatch job;
    private final HostCapture capture;
    private long lastStir = System.nanoTime() - STIR_NANOS;
    private long firstMarker;
    private long lastWord = System.nanoTime();

    Readiness(JobWatch job, HostCapture capture) {
        this.job = job;
        this.capture = capture;
    }

    /** Looks once, waiting a moment before. */
    boolean reached() throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        if (capture.isNone()) {
            return job.isRunning();
        }
        stir();
        return job.count(MatchCounters.EVENTS) > 0 || wayIsOpen();
    }

    /** When it takes long, now and then what is known of the reason. */
    Optional<String> overdue() {
        if (System.nanoTime() - lastWord < WORD_NANOS) {
            return Optional.empty();
        }
        lastWord = System.nanoTime();
        return Optional.of(
                "still not ready: "
                        + job.trouble()
                                .or(capture::problem)
                                .orElse(
                                        job.isRunning()
                                                ? "no event has come through yet"
                                                : "detection is being started"));
    }

    /** Waits, not for long, until all that was published has been matched. */
    void awaitDrained() throws InterruptedException {
        long published = capture.summary().published();
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (job.count(MatchCounters.EVENTS) < published && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean wayIsOpen() {
        if (job.count(MatchCounters.MARKERS) == 0 || capture.summary().read() == 0) {
            return false;
        }
        if (firstMarker == 0) {
            firstMarker = System.nanoTime();
        }
        return System.nanoTime() - firstMarker > PATIENCE_NANOS;
    }

    private void stir() throws IOException {
        if (System.nanoTime() - lastStir > STIR_NANOS) {
            lastStir = System.nanoTime();
            new ProcessBuilder("/bin/true").start();
        }
    }
}
