// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.it.Scenario.ExpectedAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way from a system call to a line on the terminal, through the real command on the live
 * kernel. Every alert of the host counts: one that no scenario expects fails the scenario it came
 * in.
 */
@TestMethodOrder(OrderAnnotation.class)
final class SakerUpIT {
    private static final String FENCE = "Fence of the integration test";
    private static final Duration START_LIMIT = Duration.ofMinutes(3); // it may build first
    private static final Duration ALERT_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    // The fence's event comes behind all earlier events, but alerts of other rules may take other
    // partitions of the alert topic, which are read side by side.
    private static final Duration SETTLE = Duration.ofMillis(1500);

    @TempDir static Path temporary;

    // Not below /tmp, where every program that is new is suspect.
    private static Path directory;

    private static SakerProcess saker;
    private static Stage stage;
    private static int seen;
    private static int fences;

    @BeforeAll
    static void startSaker() throws IOException {
        Host.assumeObservable(SakerUpIT.class);
        Host.claim();
        Host.assumeContainers(SakerUpIT.class);
        directory = Files.createTempDirectory(Path.of(System.getProperty("user.home")), "saker-it");
        stage = new Stage(directory, temporary);
        List<String> arguments = new ArrayList<>(List.of("up", "--json"));
        for (Path file : ruleFiles()) {
            arguments.addAll(List.of("--rules", file.toString()));
        }
        saker = SakerProcess.start(arguments);
        saker.awaitReady(START_LIMIT);
    }

    @AfterAll
    static void stopSaker() throws IOException {
        if (saker != null) {
            saker.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    static List<Scenario> scenarios() {
        return Scenario.readAll(Host.testResources().resolve("scenarios"));
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("scenarios")
    void deeds_done_raiseTheirAlertsAndNoOthers(Scenario scenario) throws IOException {
        awaitFence();
        List<AlertLine> before = newAlerts();
        Instant end = Instant.now().plus(scenario.lasting());

        do {
            scenario.steps().forEach(step -> step.accept(stage));
        } while (Instant.now().isBefore(end));
        awaitFence();

        assertThat(before).as("alerts before anything was done").isEmpty();
        assertAlerts(scenario.expected(), newAlerts());
    }

    /** Which podman tells at the place where Docker listens, on hosts that have no Docker. */
    @Order(2)
    @Test
    void alertInAContainer_endsWithWhatItsRuntimeTellsOfIt() throws IOException {
        Path docker = Path.of("/run/docker.sock");
        assumeTrue(
                Files.notExists(docker), "the name of a container: somebody listens at Docker's");
        try (Containers containers = Containers.in(directory.resolve("named"))) {
            Files.createSymbolicLink(docker, containers.serve());
            String id =
                    containers.start(
                            List.of("--name", "till", "--network", "none"),
                            List.of("sleep", "600"));
            // Podman cannot tell of a container while it starts it.
            await("an alert with the container's name; so far:\n" + saker.speech())
                    .atMost(ALERT_LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(
                            () -> {
                                containers.exec(id, List.of("sh", "-c", "true"));
                                return isTold(saker.alerts(), id);
                            });
        } finally {
            Files.deleteIfExists(docker);
        }
        seen = saker.alerts().size();
    }

    private static boolean isTold(List<AlertLine> alerts, String id) {
        String end =
                " container_id=%s container_name=till container_image_repository=localhost/saker-it"
                        + " container_image_tag=latest k8s_pod_name=<NA> k8s_ns_name=<NA>";
        return alerts.stream()
                .filter(alert -> alert.rule().equals("Shell opened inside a container"))
                .filter(alert -> "till".equals(alert.fields().get("container.name")))
                .anyMatch(alert -> alert.output().endsWith(end.formatted(id.substring(0, 12))));
    }

    @Order(3)
    @Test
    void ctrlC_afterTheDeeds_endsItCleanlyWithASummary() throws InterruptedException {
        int status = saker.interrupt(STOP_LIMIT);

        assertThat(status).as(saker.speech()).isZero();
        assertThat(saker.speech())
                .contains("events read", "dropped in kernel", "published", FENCE)
                .doesNotContain("Exception");
    }

    private static void assertAlerts(List<ExpectedAlert> expected, List<AlertLine> came) {
        List<Map<String, String>> wanted = new ArrayList<>();
        List<AlertLine> unexpected = new ArrayList<>(came);
        for (ExpectedAlert alert : expected) {
            if (!unexpected.remove(find(alert, unexpected))) {
                wanted.add(described(alert));
            }
        }
        assertThat(wanted).as("alerts that did not come; these did: %s", came).isEmpty();
        assertThat(unexpected).as("alerts that nothing called for").isEmpty();
    }

    private static AlertLine find(ExpectedAlert expected, List<AlertLine> alerts) {
        return alerts.stream()
                .filter(alert -> alert.rule().equals(expected.rule()))
                .filter(alert -> alert.fields().entrySet().containsAll(filled(expected)))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> described(ExpectedAlert alert) {
        Map<String, String> description = new TreeMap<>(Map.of("rule", alert.rule()));
        filled(alert).forEach(field -> description.put(field.getKey(), field.getValue()));
        return description;
    }

    private static Set<Map.Entry<String, String>> filled(ExpectedAlert alert) {
        Map<String, String> fields = new TreeMap<>();
        alert.fields().forEach((name, value) -> fields.put(name, stage.fill(value)));
        return fields.entrySet();
    }

    /** Alerts since the last call, without fences. */
    private static List<AlertLine> newAlerts() {
        List<AlertLine> all = saker.alerts();
        List<AlertLine> came =
                all.subList(seen, all.size()).stream()
                        .filter(alert -> !alert.rule().equals(FENCE))
                        .toList();
        seen = all.size();
        return came;
    }

    /** Opens a file that the fence rule names and waits for its alert. */
    private static void awaitFence() throws IOException {
        Path fence = Files.createFile(directory.resolve("fence-" + ++fences));
        await("the alert for " + fence + "; said so far:\n" + saker.speech())
                .atMost(ALERT_LIMIT)
                .until(() -> saker.alerts().stream().anyMatch(alert -> isFence(alert, fence)));
        await().pollDelay(SETTLE).until(() -> true);
    }

    private static boolean isFence(AlertLine alert, Path file) {
        return alert.rule().equals(FENCE) && alert.fields().get("fd.name").equals(file.toString());
    }

    private static List<Path> ruleFiles() throws IOException {
        Path shipped = Host.root().resolve("rules/src/main/resources/saker/rules");
        List<Path> files = new ArrayList<>();
        for (String name : Files.readAllLines(shipped.resolve("index"))) {
            files.add(shipped.resolve(name));
        }
        files.add(Host.testResources().resolve("rules/talk.yaml"));
        Path fence = directory.resolve("fence.yaml");
        Files.writeString(
                fence,
                """
                - rule: %s
                  desc: A file was created that only the test creates.
                  condition: evt.type in (open, openat, openat2) and fd.name startswith %s/fence-
                  output: "fence %%fd.name"
                  priority: DEBUG
                """
                        .formatted(FENCE, directory));
        files.add(fence);
        return files;
    }
}
