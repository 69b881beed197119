// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema of rules files: what it finds never decides whether a file can be used. */
class SchemaTest {

    private static Compilation compile(String text) {
        return RuleCompiler.compile(
                List.of(new RuleSource("f.yaml", text)), CompilerOptions.defaults());
    }

    private static List<String> schemaWarnings(String text) {
        return compile(text).schemaWarnings().get("f.yaml");
    }

    @Test
    void schema_everythingInIts_hasNothingToSay() {
        assertThat(
                        schemaWarnings(
                                """
                                - required_engine_version: 26
                                - required_plugin_versions:
                                    - name: container
                                      version: 0.4.0
                                      alternatives: [{name: json, version: 0.1.0}]
                                - list: numbers
                                  items: [1, two, "3"]
                                - rule: r
                                  desc: d
                                  condition: evt.type=open and proc.name in (numbers)
                                  output: o
                                  priority: INFO
                                  enabled: true
                                  capture_duration: 100
                                  tags: [a]
                                  exceptions:
                                    - {name: e, fields: proc.name, values: [a]}
                                - rule: r
                                  priority: DEBUG
                                  override: {priority: replace}
                                """))
                .isEmpty();
    }

    @Test
    void priority_inSmallLetters_loadsAndIsAgainstTheSchema() {
        Compilation compilation =
                compile(
                        """
                        - rule: r
                          desc: d
                          condition: evt.type=open
                          output: o
                          priority: Warning
                        """);

        assertThat(compilation.ruleSet()).isPresent();
        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.schemaWarnings().get("f.yaml"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:5:13: /0/priority: expected one of EMERGENCY, ")
                .endsWith(", found 'Warning'");
    }

    @Test
    void key_ofAnotherKindOfItem_isWithinTheSchemaAndWarnedOf() {
        Compilation compilation = compile("- list: l\n  items: [a]\n  priority: INFO\n");

        assertThat(compilation.schemaWarnings().get("f.yaml")).isEmpty();
        assertThat(compilation.warnings())
                .anyMatch(warning -> warning.message().startsWith("Unknown key 'priority'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {rule: r, enabled: yes} | /0/enabled: expected true or false, found 'yes'",
                "- {rule: r, capture_duration: 1.5} | /0/capture_duration: expected an integer",
                "- {rule: r, tags: a} | /0/tags: expected a sequence, found 'a'",
                "- {rule: r, tags: [[a]]} | /0/tags/0: expected a string, found a sequence",
                "- {rule: r, colour: red} | /0: key 'colour' is not allowed here",
                "- {rule: r, exceptions: [{fields: a}]} | /0/exceptions/0: key 'name' is required",
                "- {rule: r, override: {}} | /0/override: at least one key is required",
                "- {rule: r, override: {tags: add}} | /0/override/tags: expected one of append",
                "- {rule: r, override: {source: append}} | /0/override: key 'source' is not",
                "- {macro: ~} | /0/macro: expected a string, found nothing",
                "- {required_plugin_versions: [{name: a}]} | versions/0: key 'version' is required",
                "rules: [] | /: expected a sequence, found a map",
            })
    void value_againstTheSchema_isNamedWithItsPlace(String text, String expected) {
        assertThat(schemaWarnings(text)).as(text).anyMatch(warning -> warning.contains(expected));
    }

    @Test
    void file_thatIsNotYaml_hasNoAnswer() {
        assertThat(schemaWarnings("- [")).isNull();
    }
}
