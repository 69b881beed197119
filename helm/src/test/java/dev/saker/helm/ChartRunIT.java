// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.kafka.PublishedRuleSet;
import dev.saker.schemas.kafka.RuleSetFeed;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.sinks.route.RoutesText;
import dev.saker.standalone.SakerCommand;
import dev.saker.standalone.embedded.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the chart renders, run without Kubernetes: the Jobs' commands against a real broker, then
 * both Flink jobs with the files that their pods would have.
 */
class ChartRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void chart_rendered_makesTopicsPushesRulesAndRunsBothJobs() throws Exception {
        try (Pipeline pipeline = new Pipeline(folder.resolve("data"), 0, 1)) {
            pipeline.start();
            List<KubernetesObject> objects = render(pipeline.kafka().bootstrap());
            Path etc = writeFiles(objects);

            run(objects, "topics", etc);
            run(objects, "rules", etc);

            assertThat(saker(List.of("topics", "check", "-c", etc + "/tools.yaml"))).isZero();
            PublishedRuleSet rules =
                    RuleSetFeed.readToEnd(pipeline.connection(), new LocalSchemaRegistry())
                            .orElseThrow();
            assertThat(rules.head().pushedBy()).isEqualTo("helm release sensor");
            assertThat(rules.files().files())
                    .extracting(RuleFile::name)
                    .hasSizeGreaterThan(1)
                    .last()
                    .isEqualTo(etc + "/rules.d/mine.yaml");

            pipeline.detect(
                    YamlConfig.read(etc.resolve("detection.yaml"), DetectionJobConfig.class));
            pipeline.deliver(
                    YamlConfig.read(etc.resolve("delivery.yaml"), DeliveryJobConfig.class),
                    RoutesText.read(etc.resolve("sinks.yaml")));
            Awaitility.await().atMost(PATIENCE).until(() -> pipeline.watch().isRunning());
            assertThat(pipeline.watch().failure()).isEmpty();
            pipeline.stopJob();
        }
    }

    private List<KubernetesObject> render(String bootstrap) {
        return Chart.render(
                """
                kafka: {bootstrapServers: "%s"}
                topics: {replication: 1}
                rules:
                  files:
                    mine.yaml: |
                      - rule: A file of mine
                        desc: Somebody opens it.
                        condition: evt.type in (open, openat) and fd.name = /mine
                        output: "opened (file=%%fd.name)"
                        priority: NOTICE
                delivery:
                  enabled: true
                  sinks: {archive: {file: {path: "%s"}}}
                  routes: [{to: [archive]}]
                """
                        .formatted(bootstrap, folder.resolve("alerts.json")));
    }

    /** All ConfigMaps in one folder, as they are below /etc/saker in the pods. */
    private Path writeFiles(List<KubernetesObject> objects) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Path rules = Files.createDirectories(etc.resolve("rules.d"));
        for (KubernetesObject object : objects) {
            if (object.kind().equals("ConfigMap")) {
                boolean isRules = object.name().endsWith("-rules");
                for (var file : object.tree().path("data").properties()) {
                    Path target = (isRules ? rules : etc).resolve(file.getKey());
                    Files.writeString(target, file.getValue().asText());
                }
            }
        }
        return etc;
    }

    private static void run(List<KubernetesObject> objects, String job, Path etc) {
        JsonNode container =
                Chart.only(objects, "Job", Chart.RELEASE + "-saker-" + job)
                        .tree()
                        .at("/spec/template/spec/containers/0");
        List<String> arguments = new ArrayList<>();
        container
                .path("args")
                .forEach(
                        word -> arguments.add(word.asText().replace("/etc/saker", etc.toString())));

        assertThat(saker(arguments)).as("saker %s", arguments).isZero();
    }

    private static int saker(List<String> arguments) {
        return SakerCommand.commandLine().execute(arguments.toArray(String[]::new));
    }
}
