// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.schemas.config.Tls;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Sasl;
import dev.saker.schemas.kafka.SecurityProtocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventSourceTest {

    /** Flink makes it in a thread that must not wait, and closes it only if it was started. */
    @Test
    void enumerator_madeAndNeverStarted_connectsToNobody() {
        EventSource source =
                new EventSource(DetectionJobConfig.of(KafkaConnection.plaintext("no.invalid:1")));

        assertThatCode(() -> source.createEnumerator(null).close()).doesNotThrowAnyException();
    }

    @Test
    void properties_ofTheConfiguration_winOverOurs() {
        KafkaConnection kafka =
                new KafkaConnection(
                        "broker:9092",
                        SecurityProtocol.PLAINTEXT,
                        Tls.NONE,
                        Sasl.NONE,
                        Map.of("max.poll.records", "7"));

        assertThat(EventSource.properties(kafka))
                .containsEntry("max.poll.records", "7")
                .containsEntry("fetch.max.wait.ms", "100")
                .containsEntry("bootstrap.servers", "broker:9092");
    }
}
