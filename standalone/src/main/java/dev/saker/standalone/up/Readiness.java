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

    /** Without a single event; a job that starts again on a busy machine takes less. */
    private static final Duration STALL_LIMIT = Duration.ofMinutes(2);

    private final JobWatch job;
    private final EventInput input;
    private long lastStir = System.nanoTime() - STIR_NANOS;
    private long firstMarker;
    private long lastWord = System.nanoTime();

    Readiness(JobWatch job, EventInput input) {
        this.job = job;
        this.input = input;
    }

    /** Looks once, waiting a moment before. */
    boolean reached() throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        if (!input.isLive()) {
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
                                .or(input::problem)
                                .orElse(
                                        job.isRunning()
                                                ? "no event has come through yet"
                                                : "detection is being started"));
    }

    /**
     * Waits until all that was published has been matched: of a host not for long, of a recording
     * as long as it goes on.
     *
     * @return whether it has
     */
    boolean awaitDrained() throws InterruptedException {
        long due = input.summary().published() - input.summary().failed();
        Duration limit = input.isLive() ? DRAIN_LIMIT : STALL_LIMIT;
        long deadline = System.nanoTime() + limit.toNanos();
        long matched = job.count(MatchCounters.EVENTS);
        while (matched < due && System.nanoTime() - deadline < 0 && job.failure().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long now = job.count(MatchCounters.EVENTS);
            if (now > matched && !input.isLive()) {
                deadline = System.nanoTime() + limit.toNanos();
            }
            matched = now;
        }
        return matched >= due;
    }

    private boolean wayIsOpen() {
        if (job.count(MatchCounters.MARKERS) == 0 || input.summary().read() == 0) {
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
