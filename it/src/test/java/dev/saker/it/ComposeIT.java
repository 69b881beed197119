// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline of docker-compose.yml: a deed on this host becomes an alert at the receiver. */
final class ComposeIT {
    private static final Duration ALERT_LIMIT = Duration.ofMinutes(4);
    private static final String RULE = "Credential file read by an unexpected program";

    @BeforeAll
    static void checkHost() throws IOException {
        ContainerEngine.assumeImages(ComposeIT.class);
        Host.assumeObservable(ComposeIT.class);
        for (String program : List.of("podman-compose", "/usr/sbin/nginx")) {
            assumeTrue(
                    Command.run(List.of("which", program)).status() == 0,
                    "ComposeIT: needs " + program + " (./saker verify installs it)");
        }
        Host.claim();
    }

    @Test
    void deed_onTheHost_becomesAnAlertAtTheReceiver(@TempDir Path directory) throws Exception {
        ContainerEngine engine = ContainerEngine.shared();
        Map<String, String> images = ComposedImages.build(engine, directory.resolve("images"));
        Path reader = directory.resolve("oddreader");
        Files.copy(Path.of("/usr/bin/head"), reader);

        Instant start = Instant.now();
        try (Composition saker = Composition.of(engine, directory, images)) {
            start(saker);
            Duration up = Duration.between(start, Instant.now());

            awaitAlert(saker, reader);

            System.out.printf(
                    "ComposeIT: every service up after %d s, first alert at the receiver after %d"
                            + " s%n",
                    up.toSeconds(), Duration.between(start, Instant.now()).toSeconds());
            assertThat(saker.logs("receiver"))
                    .contains("\"rule\":\"" + RULE + "\"")
                    .contains("oddreader -c1 /etc/shadow");
            assertNoSecretIsShown(saker);
        }
    }

    /** In the order of the conditions in the file, which podman-compose does not wait for. */
    private static void start(Composition saker) {
        saker.up("kafka", "jobmanager", "receiver");
        saker.awaitHealthy("kafka");
        saker.up("registry");
        saker.awaitHealthy("registry");
        saker.up("setup");
        saker.awaitDone("setup");
        saker.awaitHealthy("jobmanager");
        saker.up("taskmanager", "collector", "detection", "delivery");
        saker.awaitHealthy("receiver");
        saker.awaitHealthy("collector");
        saker.awaitHealthy("taskmanager");
    }

    /** The deed is done again and again: what happened before the collector looked is not seen. */
    private static void awaitAlert(Composition saker, Path reader) {
        await("an alert at the receiver")
                .atMost(ALERT_LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .conditionEvaluationListener(null)
                .until(
                        () -> {
                            Command.run(List.of(reader.toString(), "-c1", "/etc/shadow")).orThrow();
                            return saker.logs("receiver").contains(RULE);
                        });
    }

    private static void assertNoSecretIsShown(Composition saker) {
        for (String service : List.of("jobmanager", "taskmanager", "delivery", "receiver")) {
            assertThat(saker.logs(service)).as(service).doesNotContain("a-token-of-the-test");
            assertThat(saker.inspect(service, "{{json .Config}}"))
                    .as(service)
                    .doesNotContain("a-token-of-the-test");
        }
    }
}
