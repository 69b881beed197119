// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertKey;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.delivery.Delivery;
import dev.saker.sinks.delivery.DeliveryOptions;
import dev.saker.sinks.delivery.RetryPolicy;
import dev.saker.sinks.delivery.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every sink must do. A sink's test says how to start its receiver; all else is here. */
@Timeout(120)
public abstract class AlertSinkContract {

    private static final Pattern ID = Pattern.compile("0{20}\\d{12}");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RetryPolicy IMPATIENT =
            new RetryPolicy(
                    Duration.ofMillis(20), Duration.ofMillis(200), 0.5, 0, Duration.ofMinutes(5));

    @TempDir private Path folder;
    private final ConcurrentLinkedQueue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
    private Receiver receiver;

    /** Up and empty. */
    protected abstract Receiver start(Path folder) throws Exception;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = start(folder);
    }

    @AfterEach
    void stopReceiver() throws Exception {
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void manyAlerts_throughSeveralLanes_arriveInOrderPerKey() throws Exception {
        try (Delivery delivery = delivery(4, 1000)) {
            submitAll(delivery, TestAlerts.alerts(0, 200));
            awaitVerdicts(200);
        }

        awaitReceived(0, 200);
        assertOrderPerKey(0, 200);
        assertThat(verdicts).allMatch(Verdict::delivered);
    }

    @Test
    void controlCharacters_inMessage_doNotBreakWhatArrives() throws Exception {
        try (AlertSink sink = receiver.openSink()) {
            Outcome nasty = sink.deliver(TestAlerts.alert(0, "Rule 0", TestAlerts.NASTY));
            Outcome next = sink.deliver(TestAlerts.alert(4));

            assertThat(nasty).isEqualTo(Outcome.DELIVERED);
            assertThat(next).isEqualTo(Outcome.DELIVERED);
        }

        awaitReceived(0, 1);
        awaitReceived(4, 5);
        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().get(0)).doesNotContain("\n", "\u0000", "\u001b");
    }

    @Test
    void receiver_downAndBack_getsEveryAlertInOrder() throws Exception {
        assumeTrue(receiver.outageShows(), "receiver_downAndBack: this sink cannot see an outage");
        try (Delivery delivery = delivery(2, 1000)) {
            submitAll(delivery, TestAlerts.alerts(0, 10));
            awaitVerdicts(10);
            receiver.goDown();
            submitAll(delivery, TestAlerts.alerts(10, 40));
            await().atMost(PATIENCE).until(() -> delivery.counters().retried() > 2);
            receiver.comeBack();
            awaitVerdicts(40);
        }

        assertThat(verdicts).allMatch(Verdict::delivered);
        awaitReceived(20, 40);
        assertOrderPerKey(20, 40);
    }

    @Test
    void receiver_thatHangs_costsOneTimeOut() throws Exception {
        assumeTrue(receiver.hang(), "receiver_thatHangs: this sink's receiver cannot hang");
        try (AlertSink sink = receiver.openSink()) {
            long start = System.nanoTime();

            Outcome outcome = deliverUntilItIsNot(sink);

            assertThat(outcome).isInstanceOf(Outcome.Retry.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void poisonAlert_isRejected_andTheNextIsDelivered() throws Exception {
        assumeTrue(receiver.poison().isPresent(), "poisonAlert: this receiver takes everything");
        try (Delivery delivery = delivery(1, 10)) {
            delivery.submit(receiver.poison().get(), verdicts::add);
            delivery.submit(TestAlerts.alert(7), verdicts::add);
            awaitVerdicts(2);
        }

        assertThat(verdicts).extracting(Verdict::delivered).containsExactly(false, true);
        assertThat(verdicts.peek().reason()).isNotBlank();
        awaitReceived(7, 8);
    }

    @Test
    void receiverDown_moreAlertsThanTheQueueHolds_areNotTaken() throws Exception {
        assumeTrue(receiver.outageShows(), "receiverDown: this sink cannot see an outage");
        receiver.goDown();
        try (Delivery delivery = delivery(1, 5)) {
            int taken = 0;
            while (taken < 100 && delivery.offer(TestAlerts.alert(taken), verdicts::add)) {
                taken++;
            }
            assertThat(taken).isBetween(5, 7);
            assertThat(delivery.counters().pending()).isEqualTo(taken);

            receiver.comeBack();
            awaitVerdicts(taken);
        }
        assertThat(verdicts).allMatch(Verdict::delivered);
    }

    @Test
    void delivery_cutOffInBetween_goesOnFromTheFirstUnheard() throws Exception {
        List<Alert> all = TestAlerts.alerts(0, 60);
        AtomicInteger heard = new AtomicInteger();
        try (Delivery first = delivery(1, 1000)) {
            for (Alert alert : all) {
                first.submit(alert, verdict -> heard.incrementAndGet());
            }
            await().atMost(PATIENCE).until(() -> heard.get() > 5);
        }
        int from = heard.get();
        try (Delivery second = delivery(1, 1000)) {
            submitAll(second, all.subList(from, all.size()));
            awaitVerdicts(all.size() - from);
        }

        awaitReceived(0, 60);
        assertOrderPerKey(0, 60);
    }

    @Test
    void secret_isNowhere_inWhatTheSinkSaysOrAnybodyLogs() throws Exception {
        assumeTrue(!receiver.secret().isEmpty(), "secret: this sink has none");
        try (LogCapture log = new LogCapture();
                Delivery delivery = delivery(1, 10);
                AlertSink sink = receiver.openSink()) {
            if (receiver.poison().isPresent()) {
                delivery.submit(poison(), verdicts::add);
                awaitVerdicts(1);
            }
            receiver.goDown();
            delivery.submit(TestAlerts.alert(1), verdicts::add);
            await().atMost(PATIENCE).until(() -> delivery.counters().retried() > 1);
            String outage = reason(sink.deliver(TestAlerts.alert(1)));

            assertThat(log.text()).contains("sink=test ");
            assertThat(sink + outage + verdicts + log.text()).doesNotContain(receiver.secret());
        }
    }

    private Alert poison() {
        return receiver.poison().orElseThrow();
    }

    private static String reason(Outcome outcome) {
        assertThat(outcome).isNotEqualTo(Outcome.DELIVERED);
        return outcome.toString();
    }

    /** A connection holds some megabytes before a write into it waits. */
    private static Outcome deliverUntilItIsNot(AlertSink sink) throws InterruptedException {
        Outcome outcome = Outcome.DELIVERED;
        String long64 = "x".repeat(1 << 16);
        for (int i = 0; i < 1000 && outcome.equals(Outcome.DELIVERED); i++) {
            outcome = sink.deliver(TestAlerts.alert(i, "Rule", long64));
        }
        return outcome;
    }

    private Delivery delivery(int inFlight, int queue) {
        return new Delivery(
                "test", receiver.openSink(), new DeliveryOptions(inFlight, queue, IMPATIENT));
    }

    private void submitAll(Delivery delivery, List<Alert> alerts) throws InterruptedException {
        for (Alert alert : alerts) {
            delivery.submit(alert, verdicts::add);
        }
    }

    private void awaitVerdicts(int count) {
        await().atMost(PATIENCE).until(() -> verdicts.size() >= count);
    }

    private void awaitReceived(int from, int to) {
        List<String> wanted = TestAlerts.alerts(from, to).stream().map(Alert::alertId).toList();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(receivedIds()).containsAll(wanted));
    }

    /** Repeats do not count: what matters is when each came first. */
    private void assertOrderPerKey(int from, int to) {
        List<String> arrived = receivedIds().stream().distinct().toList();
        Map<String, List<String>> byKey =
                TestAlerts.alerts(from, to).stream()
                        .collect(
                                Collectors.groupingBy(
                                        AlertKey::of,
                                        LinkedHashMap::new,
                                        Collectors.mapping(Alert::alertId, Collectors.toList())));
        byKey.forEach((key, ids) -> assertThat(arrived).containsSubsequence(ids));
    }

    private List<String> receivedIds() {
        return receiver.received().stream().map(AlertSinkContract::idOf).toList();
    }

    private static String idOf(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }
}
