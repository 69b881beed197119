// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlConfigTest {
    enum Mode {
        FIRST,
        ALL_RULES
    }

    record Inner(String name, @Default("3") int retryCount) {}

    record Outer(
            String topicName,
            @Default("30s") Duration maxDelay,
            @Default("false") boolean strict,
            @Default("all_rules") Mode mode,
            Optional<Path> spool,
            List<Long> numbers,
            Map<String, String> properties,
            Optional<Inner> inner,
            @Default("") Secret password) {}

    record Small(@Default("1") int size) {
        Small {
            if (size < 1) {
                throw new IllegalArgumentException("size must be positive");
            }
        }
    }

    @Test
    void parse_wholeFile_fillsEveryComponent() {
        Outer outer =
                parse(
                        """
                        topic_name: t
                        max_delay: 5m
                        strict: true
                        mode: first
                        spool: /var/spool/x
                        numbers: [1, 2_000]
                        properties:
                          linger.ms: 5
                        inner:
                          name: n
                        password: ${env:SECRET}
                        """);

        assertThat(outer)
                .isEqualTo(
                        new Outer(
                                "t",
                                Duration.ofMinutes(5),
                                true,
                                Mode.FIRST,
                                Optional.of(Path.of("/var/spool/x")),
                                List.of(1L, 2000L),
                                Map.of("linger.ms", "5"),
                                Optional.of(new Inner("n", 3)),
                                new Secret("${env:SECRET}")));
    }

    @Test
    void parse_whatIsLeftOut_takesItsDefault() {
        Outer outer = parse("topic_name: t");

        assertThat(outer.maxDelay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(outer.mode()).isEqualTo(Mode.ALL_RULES);
        assertThat(outer.inner()).isEmpty();
        assertThat(outer.password().isSet()).isFalse();
    }

    @Test
    void parse_environmentVariable_isPutIn() {
        assertThat(parse("topic_name: ${env:NODE}").topicName()).isEqualTo("value of NODE");
    }

    @Test
    void parse_misspeltKey_namesPlaceAndNearestKey() {
        assertProblems(
                "topic_name: t\ninner:\n  name: n\n  retry_cuont: 4\n",
                "file.yaml:4:3: unknown key 'retry_cuont'; did you mean 'retry_count'?");
    }

    @Test
    void parse_severalProblems_areAllNamed() {
        assertProblems(
                "max_delay: soon\nstrict: yes\nmode: some\nnumbers: 3\nnonsense_key: 1\n",
                "file.yaml:1:12: 'soon' is not a duration such as 500ms, 30s, 5m, 2h or 7d",
                "file.yaml:2:9: 'yes' is neither true nor false",
                "file.yaml:3:7: 'some' is none of first, all_rules",
                "file.yaml:4:10: a list is wanted here",
                "file.yaml:5:1: unknown key 'nonsense_key'; known here: topic_name, max_delay,"
                        + " strict, mode, spool, numbers, properties, inner, password",
                "file.yaml:1:1: key 'topic_name' is missing");
    }

    @Test
    void parse_keyTwice_isRefused() {
        assertProblems(
                "topic_name: a\ntopic_name: b\n", "file.yaml:2:1: key 'topic_name' is here twice");
    }

    @Test
    void parse_passwordInTheFile_isRefused() {
        assertProblems(
                "topic_name: t\npassword: hunter2\n",
                "file.yaml:2:11: a secret is not written into a file: use ${env:NAME} or"
                        + " ${file:PATH}");
    }

    @Test
    void parse_unsetVariable_isRefused() {
        assertProblems(
                "topic_name: ${env:MISSING}",
                "file.yaml:1:13: environment variable MISSING is not set");
    }

    @Test
    void parse_whatTheRecordRefuses_namesThePlace() {
        assertThatThrownBy(() -> YamlConfig.parse("s.yaml", "\nsize: 0", Small.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("s.yaml:2:1: size must be positive");
    }

    @Test
    void parse_emptyFile_isAllDefaults() {
        assertThat(YamlConfig.parse("s.yaml", "# nothing\n", Small.class)).isEqualTo(new Small(1));
    }

    @Test
    void parse_brokenYaml_namesThePlace() {
        assertThatThrownBy(() -> parse("topic_name: [1, 2\nstrict: true"))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("file\\.yaml:2:\\d+: not YAML: .*");
    }

    @Test
    void read_missingFile_saysSo() {
        assertThatThrownBy(() -> YamlConfig.read(Path.of("nowhere.yaml"), Small.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("nowhere.yaml: no such file");
    }

    private static Outer parse(String text) {
        return YamlConfig.parse(
                "file.yaml",
                text,
                Outer.class,
                name -> name.equals("MISSING") ? null : "value of " + name);
    }

    private static void assertProblems(String text, String... problems) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems()).containsExactly(problems));
    }
}
