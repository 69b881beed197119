// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.sinks.route.RoutesText;
import dev.saker.standalone.embedded.AlertWriter;
import dev.saker.standalone.embedded.Pipeline;
import dev.saker.standalone.embedded.WebReceiver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code saker dlq} with a real broker, job and receiver. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DlqCommandIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Pipeline pipeline;
    private WebReceiver receiver;

    @BeforeAll
    void makeDeadLetters(@TempDir Path directory) throws Exception {
        pipeline = new Pipeline(directory, 0, 1);
        pipeline.start();
        receiver = new WebReceiver();
        receiver.refuse("message");
        String routes =
                """
                sinks:
                  web: {http: {url: "%s"}}
                routes:
                  - to: [web]
                """
                        .formatted(receiver.url());
        pipeline.deliver(
                DeliveryJobConfig.embedded(
                        pipeline.connection(), "routes.yaml", Duration.ofMillis(500)),
                new RoutesText("routes.yaml", routes));
        try (AlertWriter alerts = new AlertWriter(pipeline.connection())) {
            alerts.write(0, 4); // of four rules
        }
        await().atMost(LIMIT).until(() -> lines("ls").size() == 4);
    }

    @AfterAll
    void stop() throws Exception {
        receiver.close();
        pipeline.delivery().orElseThrow().stop();
        pipeline.close();
    }

    @Test
    void letters_ofARule_areListedAndReplayedOnce() throws Exception {
        assertThat(lines("ls", "--rule", "Rule [12]")).isEmpty();
        assertThat(lines("ls", "--rule", "*2", "--sink", "web", "--reason", "ANSWERED 400"))
                .singleElement()
                .asString()
                .contains(" web: Rule 2: http://127.0.0.1", "attempts: 1)");
        receiver.refuse("nothing");

        assertThat(lines("replay", "--rule", "*2", "--dry-run")).hasSize(1);
        assertThat(err.toString()).contains("would replay 1");
        assertThat(lines("replay", "--rule", "*2")).hasSize(1);

        await().atMost(LIMIT).until(() -> receiver.ids().size() == 1);
        assertThat(receiver.ids()).containsExactly("%032d".formatted(2));
        assertThat(lines("ls", "--rule", "*2")).singleElement().asString().contains("replayed");
        assertThat(lines("replay", "--all")).hasSize(3); // not the one that was
        await().atMost(LIMIT).until(() -> receiver.ids().size() == 4);
    }

    @Test
    void letters_inJson_areObjectsALine() {
        assertThat(lines("ls", "--json", "0@0"))
                .singleElement()
                .asString()
                .startsWith("{\"position\":\"0@0\",\"time\":\"")
                .contains("\"sink\":\"web\"", "\"came_from\":\"saker.alerts@");
    }

    @Test
    void replay_withoutASelection_isAWrongCall() {
        assertThat(run("replay")).isEqualTo(2);
        assertThat(err.toString()).contains("say which: --sink, --rule, --reason");
    }

    @Test
    void replay_toAJobThatIsNotThere_isRefused() {
        assertThat(run("replay", "--all", "--group", "other")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no consumer group other-web");
    }

    private List<String> lines(String... arguments) {
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString().lines().toList();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("dlq", arguments[0]));
        words.addAll(List.of("--kafka", pipeline.connection().bootstrapServers()));
        words.addAll(List.of(arguments).subList(1, arguments.length));
        CommandLine command = SakerCommand.commandLine();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(words.toArray(String[]::new));
    }
}
