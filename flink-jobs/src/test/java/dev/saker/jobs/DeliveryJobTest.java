// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryJobTest {

    private static final String SINKS =
            """
            sinks:
              chat: {http: {url: "https://chat/{{secret.path}}", secrets: {path: "${env:NOT_HERE}"}}}
              archive: {file: {path: /var/log/alerts.json}}
            routes:
              - to: [chat, archive]
            """;

    @TempDir Path folder;

    @Test
    void eachSink_inTheJobGraph_isAVertexOfItsOwnWithNoEdges() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();

        job("", SINKS).addTo(environment);

        List<JobVertex> vertices =
                StreamSupport.stream(
                                environment
                                        .getStreamGraph(false)
                                        .getJobGraph()
                                        .getVertices()
                                        .spliterator(),
                                false)
                        .toList();
        assertThat(vertices)
                .hasSize(2)
                .allSatisfy(vertex -> assertThat(vertex.isInputVertex()).isTrue())
                .allSatisfy(vertex -> assertThat(vertex.isOutputVertex()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grup: x                        | delivery.yaml:3:1: unknown key 'grup'; did you mean 'group'?",
                "start_from: yesterday          | 'yesterday' is none of earliest, latest",
                "checkpoints: {intervall: 1s}   | did you mean 'interval'?"
            })
    void config_withAMistake_saysWhereAndWhatToDo(String line, String said) {
        assertThatThrownBy(() -> job(line, SINKS))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(said);
    }

    @Test
    void sinks_withAMistake_sayWhereAndWhatToDo() throws Exception {
        DeliveryJob job = job("", SINKS.replace("file:", "fil:"));

        assertThatThrownBy(() -> job.addTo(StreamExecutionEnvironment.getExecutionEnvironment()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sinks.yaml:3:13: unknown key 'fil'; did you mean 'file'?");
    }

    private DeliveryJob job(String more, String sinks) throws IOException {
        Files.writeString(folder.resolve("sinks.yaml"), sinks);
        Path file =
                Files.writeString(
                        folder.resolve("delivery.yaml"),
                        "kafka: {bootstrap_servers: \"127.0.0.1:1\"}\nsinks_file: sinks.yaml\n"
                                + more);
        return DeliveryJob.ofFile(file);
    }
}
