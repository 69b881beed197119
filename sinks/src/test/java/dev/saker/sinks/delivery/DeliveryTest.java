// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.contract.TestAlerts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DeliveryTest {

    private final ConcurrentLinkedQueue<Verdict> verdicts = new ConcurrentLinkedQueue<>();

    @Test
    void attempts_atTheirLimit_areGivenUpWithTheLastReason() throws Exception {
        try (Delivery delivery = delivery(alert -> Outcome.retry("no"), 3, Duration.ZERO)) {
            delivery.submit(TestAlerts.alert(1), verdicts::add);
            await().until(() -> !verdicts.isEmpty());

            assertThat(verdicts.peek().attempts()).isEqualTo(3);
            assertThat(verdicts.peek().reason())
                    .startsWith("given up after 3 tries")
                    .endsWith("no");
            assertThat(delivery.counters().givenUp()).isEqualTo(1);
            assertThat(delivery.counters().retried()).isEqualTo(2);
            assertThat(delivery.counters().pending()).isZero();
        }
    }

    @Test
    void alert_olderThanItsLimit_isGivenUp() throws Exception {
        try (Delivery delivery =
                delivery(alert -> Outcome.retry("no"), 0, Duration.ofMillis(100))) {
            delivery.submit(TestAlerts.alert(1), verdicts::add);
            await().until(() -> !verdicts.isEmpty());

            assertThat(verdicts.peek().delivered()).isFalse();
        }
    }

    @Test
    void sink_thatThrows_losesOneAlertOnly() throws Exception {
        Function<Alert, Outcome> faulty =
                alert -> {
                    if (alert.message().equals("message 1")) {
                        throw new IllegalStateException("a fault");
                    }
                    return Outcome.DELIVERED;
                };
        try (Delivery delivery = delivery(faulty, 3, Duration.ZERO)) {
            delivery.submit(TestAlerts.alert(1), verdicts::add);
            delivery.submit(TestAlerts.alert(2), verdicts::add);
            await().until(() -> verdicts.size() == 2);

            assertThat(verdicts).extracting(Verdict::delivered).containsExactly(false, true);
        }
    }

    @Test
    void close_whileAlertsWait_endsAtOnceWithoutVerdicts() throws Exception {
        CountDownLatch trying = new CountDownLatch(1);
        Function<Alert, Outcome> hopeless =
                alert -> {
                    trying.countDown();
                    return new Outcome.Retry(Duration.ofHours(1), "come back later");
                };
        Delivery delivery = delivery(hopeless, 0, Duration.ZERO);
        for (Alert alert : TestAlerts.alerts(0, 5)) {
            delivery.submit(alert, verdicts::add);
        }
        trying.await();

        delivery.close();

        assertThat(verdicts).isEmpty();
        assertThat(delivery.counters().pending()).isEqualTo(5);
    }

    @Test
    void delay_doublesToItsLimit_andChanceShortensIt() {
        RetryPolicy policy = RetryPolicy.DEFAULT;

        List<Duration> delays =
                List.of(1, 2, 3, 10, 1000).stream()
                        .map(tries -> policy.delay(tries, Duration.ZERO, Duration.ZERO, 0).get())
                        .toList();

        assertThat(delays)
                .extracting(Duration::toMillis)
                .containsExactly(200L, 400L, 800L, 10_000L, 10_000L);
        assertThat(policy.delay(1, Duration.ZERO, Duration.ZERO, 1))
                .contains(Duration.ofMillis(100));
    }

    @Test
    void delay_theReceiverAskedForMore_waitsThatLong() {
        Duration asked = Duration.ofSeconds(90);

        assertThat(RetryPolicy.DEFAULT.delay(1, Duration.ZERO, asked, 0.5)).contains(asked);
        assertThat(RetryPolicy.DEFAULT.delay(1, Duration.ofMinutes(59), asked, 0.5)).isEmpty();
    }

    private static Delivery delivery(Function<Alert, Outcome> sink, int attempts, Duration maxAge) {
        RetryPolicy policy =
                new RetryPolicy(Duration.ofMillis(5), Duration.ofMillis(20), 0.5, attempts, maxAge);
        return new Delivery("test", scripted(sink), new DeliveryOptions(1, 10, policy));
    }

    private static AlertSink scripted(Function<Alert, Outcome> script) {
        return new AlertSink() {
            @Override
            public Outcome deliver(Alert alert) {
                return script.apply(alert);
            }

            @Override
            public void close() {}
        };
    }
}
