// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DeliveryJob;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.sinks.route.RoutesText;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of the delivery job, through Flink's own reporter. */
@Timeout(120)
class DeliveryMetricsIT {

    private static final String PREFIX = "flink_taskmanager_job_task_operator_saker_sink_";

    @Test
    void prometheus_getsEachSinksMetrics_withItsNameAsALabel(@TempDir Path directory)
            throws Exception {
        Prometheus prometheus = new Prometheus();
        try (Pipeline pipeline = new Pipeline(directory, 0, 1);
                WebReceiver receiver = new WebReceiver()) {
            pipeline.start();
            receiver.refuse("message 3\"");
            JobClient job = deliver(pipeline, receiver, prometheus);
            try (AlertWriter alerts = new AlertWriter(pipeline.connection())) {
                alerts.write(0, 10);

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () ->
                                        assertThat(prometheus.metrics())
                                                .containsPattern(line("alerts_delivered_total", 9))
                                                .containsPattern(line("alerts_rejected_total", 1))
                                                .containsPattern(line("dead_letters_total", 1))
                                                .containsPattern(line("alerts_pending", 0))
                                                .contains(PREFIX + "oldest_pending_age_seconds{"));
            } finally {
                job.cancel().get();
            }
        }
    }

    private static JobClient deliver(Pipeline pipeline, WebReceiver receiver, Prometheus prometheus)
            throws Exception {
        String routes =
                """
                sinks:
                  web: {http: {url: "%s"}}
                routes:
                  - to: [web]
                """
                        .formatted(receiver.url());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, prometheus.configuration());
        DeliveryJobConfig config =
                DeliveryJobConfig.embedded(
                        pipeline.connection(), "routes.yaml", Duration.ofMillis(500));
        new DeliveryJob(config, new RoutesText("routes.yaml", routes)).addTo(environment);
        return environment.executeAsync();
    }

    private static String line(String metric, int value) {
        return PREFIX + metric + "\\{[^}]*sink=\"web\"[^}]*} " + value + "\\.0";
    }
}
