// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries one alert until it is delivered, refused or given up. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final long LOG_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final String name;
    private final AlertSink sink;
    private final RetryPolicy policy;
    private final SinkCounters counters;
    private long lastLogNanos = System.nanoTime() - LOG_INTERVAL_NANOS;

    Attempts(String name, AlertSink sink, RetryPolicy policy, SinkCounters counters) {
        this.name = name;
        this.sink = sink;
        this.policy = policy;
        this.counters = counters;
    }

    Verdict deliver(Alert alert) throws InterruptedException {
        long startNanos = System.nanoTime();
        for (int tries = 1; ; tries++) {
            Outcome outcome = tryOnce(alert);
            Next next = outcome.accept(new Judge(tries, since(startNanos)));
            if (next.verdict().isPresent()) {
                return next.verdict().get();
            }
            Thread.sleep(next.delay().toMillis(), next.delay().toNanosPart() % 1_000_000);
        }
    }

    /** A fault of the sink's own code must cost one alert, not all that come after it. */
    private Outcome tryOnce(Alert alert) throws InterruptedException {
        try {
            return sink.deliver(alert);
        } catch (RuntimeException e) {
            LOG.error("sink={} alert_id={} failed", name, alert.alertId(), e);
            return Outcome.rejected("the sink failed: " + e.getClass().getSimpleName());
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private record Next(Optional<Verdict> verdict, Duration delay) {
        static Next end(Verdict verdict) {
            return new Next(Optional.of(verdict), Duration.ZERO);
        }
    }

    private final class Judge implements Outcome.Visitor<Next> {
        private final int tries;
        private final Duration age;

        Judge(int tries, Duration age) {
            this.tries = tries;
            this.age = age;
        }

        @Override
        public Next visitDelivered(Outcome.Delivered delivered) {
            counters.countDelivered();
            return Next.end(Verdict.delivered(tries));
        }

        @Override
        public Next visitRejected(Outcome.Rejected rejected) {
            counters.countRejected();
            log("sink={} refused an alert: {}", rejected.reason());
            return Next.end(Verdict.undeliverable(tries, rejected.reason()));
        }

        @Override
        public Next visitRetry(Outcome.Retry retry) {
            double chance = ThreadLocalRandom.current().nextDouble();
            Optional<Duration> delay = policy.delay(tries, age, retry.after(), chance);
            if (delay.isEmpty()) {
                counters.countGivenUp();
                log("sink={} gave up on an alert: {}", retry.reason());
                return Next.end(Verdict.undeliverable(tries, givenUp(retry.reason())));
            }
            counters.countRetried();
            log("sink={} will try again: {}", retry.reason());
            return new Next(Optional.empty(), delay.get());
        }

        private String givenUp(String reason) {
            return "given up after %d tries in %d s: %s".formatted(tries, age.toSeconds(), reason);
        }

        /** The counters have them all; the log says what is going on. */
        private void log(String what, String reason) {
            if (System.nanoTime() - lastLogNanos >= LOG_INTERVAL_NANOS) {
                lastLogNanos = System.nanoTime();
                LOG.warn(what, name, reason);
            }
        }
    }
}
