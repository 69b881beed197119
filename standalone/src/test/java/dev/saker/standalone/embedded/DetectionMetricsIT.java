// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of the detection job about each rule, through Flink's own reporter. */
@Timeout(120)
class DetectionMetricsIT {
    private static final int OPENS = 1_100; // more than the thousand of which one is timed

    private static final String RULES =
            """
            - rule: Secret opened
              desc: A file under /secret was opened.
              condition: evt.type in (open, openat) and fd.name startswith /secret/
              output: "secret opened (file=%fd.name)"
              priority: WARNING
            - rule: Connected
              desc: Somebody connects.
              condition: evt.type = connect and fd.name contains secret
              output: "connected"
              priority: WARNING
            """;

    @Test
    void prometheus_getsEachRulesHitsAndCosts_withItsNameAsALabel(@TempDir Path directory)
            throws Exception {
        Prometheus prometheus = new Prometheus();
        try (Pipeline pipeline = new Pipeline(directory, 0, 1)) {
            pipeline.start(new RuleFiles(List.of(new RuleFile("test.yaml", RULES))));
            JobClient job = detect(pipeline, prometheus);
            try (SyntheticNode node = new SyntheticNode("web-1", 1, pipeline.connection())) {
                node.marker(MarkerKind.START);
                for (int i = 0; i < OPENS; i++) {
                    node.open("/secret/" + i);
                    node.open("/public/" + i);
                }
                node.flush();

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () ->
                                        assertThat(prometheus.metrics())
                                                .containsPattern(
                                                        line("hits", "Secret opened", "" + OPENS))
                                                .containsPattern(
                                                        line(
                                                                "evaluations",
                                                                "Secret opened",
                                                                "[0-9]{4}"))
                                                .containsPattern(
                                                        line("cost_ns", "Secret opened", "[1-9].*"))
                                                .containsPattern(line("hits", "Connected", "0"))
                                                .containsPattern(
                                                        line("evaluations", "Connected", "0")));
            } finally {
                job.cancel().get();
            }
        }
    }

    private static JobClient detect(Pipeline pipeline, Prometheus prometheus) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, prometheus.configuration());
        new DetectionJob(DetectionJobConfig.of(pipeline.connection()).withParallelism(1))
                .addTo(environment);
        return environment.executeAsync();
    }

    private static String line(String metric, String rule, String value) {
        return "flink_taskmanager_job_task_operator_rule_"
                + metric
                + "\\{[^}]*rule=\""
                + rule
                + "\"[^}]*} "
                + value
                + "(\\.0)?\n";
    }
}
