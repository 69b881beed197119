// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./saker sinks} as a person types it, with the libraries the distribution has. */
final class SakerSinksIT {

    private static final Map<String, String> SECRETS = Map.of("SAKER_TEST_PATH", "T0/very-secret");

    private static final String ROUTES =
            """
            sinks:
              archive:
                file: {path: %s}
              chat:
                http:
                  preset: slack
                  url: "http://127.0.0.1:9/{{secret.path}}"
                  secrets: {path: "${env:SAKER_TEST_PATH}"}
            routes:
              - to: [archive]
              - to: [chat]
                priority: error
            """;

    @TempDir private Path directory;
    private Path alerts;
    private Path routes;

    @BeforeEach
    void writeRoutes() throws IOException {
        alerts = directory.resolve("alerts.json");
        routes = Files.writeString(directory.resolve("routes.yaml"), ROUTES.formatted(alerts));
    }

    @Test
    void check_ofAGoodFile_namesEachSinkAndNoSecret() {
        Command check = saker(SECRETS, "check", routes.toString());

        assertThat(check.output())
                .contains("archive: file " + alerts, "chat: http http://127.0.0.1:9")
                .doesNotContain("very-secret");
        assertThat(check.status()).isZero();
    }

    @Test
    void check_withoutASecret_saysWhichAndFails() {
        Command check = saker(Map.of(), "check", routes.toString());

        assertThat(check.output()).contains("chat: cannot resolve ${env:SAKER_TEST_PATH}");
        assertThat(check.status()).isEqualTo(1);
    }

    @Test
    void check_withAMisspeltKey_saysWhereAndWhatWasMeant() throws IOException {
        Files.writeString(routes, Files.readString(routes).replace("priority", "priorty"));

        Command check = saker(SECRETS, "check", routes.toString());

        assertThat(check.output())
                .contains(routes + ":12:5: unknown key 'priorty'; did you mean 'priority'?");
        assertThat(check.status()).isEqualTo(1);
    }

    @Test
    void test_ofAFile_writesAnAlertThere() throws IOException {
        Command test = saker(SECRETS, "test", "--sinks", routes.toString(), "archive");

        assertThat(test.output()).contains("archive: delivered");
        assertThat(test.status()).isZero();
        assertThat(Files.readAllLines(alerts))
                .singleElement()
                .asString()
                .contains("\"rule\":\"Test rule\"");
    }

    @Test
    void test_ofAReceiverThatIsNotThere_saysSoAndFails() {
        Command test = saker(SECRETS, "test", "--sinks", routes.toString(), "chat");

        assertThat(test.output())
                .contains("not delivered, would be tried again: cannot reach http://127.0.0.1:9")
                .doesNotContain("very-secret");
        assertThat(test.status()).isEqualTo(1);
    }

    private static Command saker(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Host.root().resolve("saker").toString());
        command.add("sinks");
        command.addAll(List.of(arguments));
        return Command.run(command, environment);
    }
}
