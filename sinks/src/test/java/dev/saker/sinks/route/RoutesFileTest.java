// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.Alert;
import dev.saker.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesFileTest {

    private static final String FILE =
            """
            sinks:
              terminal:
                stdout:
              archive:
                file: {path: /tmp/alerts.json}
              pager:
                http: {preset: pagerduty, secrets: {routing_key: "${env:PD}"}}
                in_flight: 2
                retry: {max_age: 6h}
            routes:
              - to: [archive]
              - to: [terminal, pager]
                priority: error
                sources: [syscall]
              - to: [pager]
                rules: ["Terminal*", "Read ?ecret"]
                tags: [container, host]
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Anything      | 7 | syscall  | x         | archive",
                "Anything      | 3 | syscall  | x         | archive,pager,terminal",
                "Anything      | 3 | internal | x         | archive",
                "Terminal here | 7 | syscall  | container | archive,pager",
                "Terminal here | 7 | syscall  | x         | archive",
                "Read secret   | 7 | syscall  | host      | archive,pager",
                "Read a secret | 7 | syscall  | host      | archive"
            })
    void alert_goesTo_whereItsRoutesLead(
            String rule, int priority, String source, String tag, String sinks) throws IOException {
        RoutesFile routes = read(FILE);

        Alert alert =
                new Alert(
                        "1",
                        rule,
                        priority,
                        source,
                        0,
                        "n",
                        "m",
                        List.of(tag),
                        List.of(),
                        List.of(),
                        0);

        assertThat(
                        Stream.of("archive", "pager", "terminal")
                                .filter(sink -> routes.filterOf(sink).takes(alert)))
                .containsExactly(sinks.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stdout:  | stdou: | routes.yaml:3:5: unknown key 'stdou'; did you mean 'stdout'?",
                "[archive] | [archiv] | a route goes to 'archiv', but the sinks are",
                "[archive] | [pager] | sink 'archive': no route goes there",
                "priority: error | priority: bad | 'bad' is none of emergency",
                "${env:PD} | verbatim | a secret is not written into a file",
                "in_flight: 2 | in_flight: 0 | in_flight 0 is below 1"
            })
    void file_withAMistake_saysWhereAndWhatToDo(String right, String wrong, String said) {
        assertThatThrownBy(() -> read(FILE.replace(right.strip(), wrong.strip())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(said);
    }

    @Test
    void sink_ofTwoKinds_isRefused() {
        String two = FILE.replace("    stdout:\n", "    stdout:\n    file: {path: x}\n");

        assertThatThrownBy(() -> read(two)).hasMessageContaining("exactly one of stdout, file");
    }

    private RoutesFile read(String text) throws IOException {
        return RoutesFile.read(Files.writeString(folder.resolve("routes.yaml"), text));
    }
}
