// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static dev.saker.rules.Phases.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases around definitions and what they name that are easiest to get wrong. */
class TrickyLoadingTest {
    @ParameterizedTest
    @CsvSource({
        "0.26.0, ''",
        "26, ''",
        "\"26\", ''",
        "0.63.0, ''",
        "seven, LOAD_ERR_YAML_VALIDATE",
        "9999999, LOAD_ERR_VALIDATE",
        "1.0.0, LOAD_ERR_VALIDATE"
    })
    void engineVersion_asked_isHeldAgainstOurs(String version, String code) {
        List<String> errors = Phases.of("- required_engine_version: " + version).errors();

        if (code.isEmpty()) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).singleElement().asString().startsWith(code + ":");
        }
    }

    @Test
    void pluginVersions_alternativeThatIsHere_decides() {
        String asked =
                """
                - required_plugin_versions:
                    - name: %s
                      version: %s
                      alternatives:
                        - name: json
                          version: 0.1.0
                """;

        assertThat(Phases.of(asked.formatted("container", "0.4.0")).errors()).isEmpty();
        assertThat(Phases.of(asked.formatted("other", "0.4.0")).errors()).isEmpty();
        assertThat(Phases.of(asked.formatted("container", "9.0.0")).errors())
                .containsExactly(
                        "LOAD_ERR_VALIDATE: Plugin 'container' version '0.7.1' is not compatible"
                                + " with required plugin version '9.0.0'");
        assertThat(Phases.of(asked.formatted("json", "0.4.0")).errors())
                .containsExactly(
                        "LOAD_ERR_VALIDATE: Multiple alternative version requirements for plugin"
                                + " 'json'");
        assertThat(
                        Phases.of(
                                        "- required_plugin_versions: [{name: a, version: 1.2.3,"
                                                + " alternatives: [{name: b, version: 2.3.4}]}]")
                                .errors())
                .containsExactly(
                        "LOAD_ERR_VALIDATE: Plugin requirement not satisfied, must load one of: a"
                                + " (>= 1.2.3), b (>= 2.3.4)");
    }

    @Test
    void names_odd_areWarnedOf() {
        Phases phases =
                Phases.of(
                        """
                        - macro: test-macro
                          condition: evt.type=open
                        - list: my list
                          items: [a]
                          priority: INFO
                        """);

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.codes().toString())
                .isEqualTo("[LOAD_INVALID_MACRO_NAME, LOAD_INVALID_LIST_NAME, LOAD_UNKNOWN_KEY]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.num = 0 | false",
                "evt.type != open | true",
                "evt.type=open or proc.name=x | true",
                "evt.type=open and proc.name=x | false",
                "not evt.type in (open, close) | true",
                "evt.num >= 0 | true",
                "not (evt.type=open and proc.name=x) | true",
                "evt.num in (0) | false",
                "proc.name=x | true"
            })
    void eventTypes_tooMany_areWarnedOf(String condition, boolean warned) {
        assertThat(Phases.of(rule(condition)).codes().toString().contains("LOAD_NO_EVTTYPE"))
                .isEqualTo(warned);
        assertThat(Phases.of(rule("r", condition, "warn_evttypes: false")).codes()).isEmpty();
    }

    @Test
    void macro_loop_isRefused() {
        Phases phases =
                Phases.of(
                        """
                        - macro: a
                          condition: evt.type=open
                        - macro: b
                          condition: a
                        - macro: a
                          condition: b
                        """);

        assertThat(phases.errors())
                .containsExactly("LOAD_ERR_VALIDATE: reference loop in macro 'a'");
    }

    @Test
    void macro_usedBeforeItsDefinition_isUndefinedForAMacroNotForARule() {
        Phases phases =
                Phases.of(
                        "- macro: early\n  condition: late\n"
                                + rule("late")
                                + "- macro: late\n  condition: evt.type=open\n");

        assertThat(phases.errors())
                .containsExactly("LOAD_ERR_VALIDATE: Undefined macro 'late' used in filter.");
        assertThat(phases.condition("r")).isEqualTo("evt.type = open");
    }

    @Test
    void unknownField_skipped_isAWarningAndTheRestRuns() {
        String other = rule("other", "evt.type=open", "");
        String lenient =
                rule("r", "evt.type=open and proc.nobody=x", "skip-if-unknown-filter: true");

        Phases phases = Phases.of(lenient + other);

        assertThat(phases.codes().toString()).isEqualTo("[LOAD_UNKNOWN_FILTER]");
        assertThat(phases.checked).hasSize(1);
        assertThat(Phases.of(rule("evt.type=open and proc.nobody=x") + other).errors())
                .containsExactly(
                        "LOAD_ERR_COMPILE_CONDITION: filter_check called with nonexistent field"
                                + " proc.nobody");
    }

    @Test
    void deprecatedField_throughAMacroInAFoldedScalar_isPointedAt() {
        Phases phases =
                Phases.of(
                        """
                        - macro: old
                          condition: >
                            evt.type = open
                            and evt.dir = <
                        """
                                + rule("old"));

        assertThat(phases.findings.all())
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.code().name()).isEqualTo("LOAD_DEPRECATED_ITEM");
                            assertThat(found.span().line()).isEqualTo(4);
                            assertThat(found.span().column()).isEqualTo(9);
                            assertThat(found.sourceLine()).isEqualTo("    and evt.dir = <");
                        });
    }

    @Test
    void ruleName_ofAnyCharacters_canBeSelected() {
        String name = "Open From Cat ($\\.*+?()[]{}|^)";
        String file = rule("'" + name + "'", "evt.type=open", "");
        CompilerOptions off =
                CompilerOptions.defaults()
                        .withSelection(
                                List.of(
                                        new RuleSelection(
                                                false,
                                                RuleSelection.By.RULE,
                                                "Open From Cat ($*")));

        RuleSource source = new RuleSource("f", file);

        assertThat(
                        RuleCompiler.compile(List.of(source), CompilerOptions.defaults())
                                .ruleSet()
                                .orElseThrow()
                                .rules())
                .extracting(Rule::name)
                .containsExactly(name);
        assertThat(RuleCompiler.compile(List.of(source), off).ruleSet().orElseThrow().rules())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(my_list) | (a, b)",
                "(cat, my_list) | (cat, a, b)",
                "(my_list, x) | (a, b, x)",
                "( my_list ) | (a, b)",
                "(file_my_list) | (file_my_list)",
                "(my_list_x) | (my_list_x)",
                "(\"my_list\") | (my_list)",
                "(cat, none) | (cat)",
                "(none, cat) | (cat)",
                "(none) | ()",
                "(two) | (\"x y\", z)",
                "(outer) | (q, a, b)"
            })
    void listNames_betweenDelimiters_areReplaced(String written, String resolved) {
        Phases phases =
                Phases.of(
                        """
                        - list: my_list
                          items: [a, b]
                        - list: none
                          items: []
                        - list: two
                          items: [x y, z]
                        - list: outer
                          items: [q, my_list]
                        """
                                + rule("evt.type=open and proc.name in " + written));

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.condition("r"))
                .isEqualTo("(evt.type = open and proc.name in " + resolved + ")");
    }

    @Test
    void listOfOne_behindAnEqualsSign_isReplaced() {
        Phases phases =
                Phases.of(
                        "- list: cats\n  items: [cat]\n"
                                + rule("proc.name=cats and evt.type=open"));

        assertThat(phases.condition("r")).isEqualTo("(proc.name = cat and evt.type = open)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bogus", "1", "''"})
    void priority_unknown_isRefused(String priority) {
        Phases phases =
                Phases.of(
                        "- {rule: r, desc: d, condition: evt.type=open, output: o, priority: "
                                + priority
                                + "}");

        assertThat(phases.errors())
                .singleElement()
                .asString()
                .startsWith("LOAD_ERR_YAML_VALIDATE: ");
    }

    @Test
    void files_several_compileWithThoseBeforeThem() {
        String user = rule("later and proc.name=x");
        String macro = "- macro: later\n  condition: evt.type=open\n";

        assertThat(Phases.of(macro, user).errors()).isEmpty();
        assertThat(Phases.of(user, macro).errors())
                .containsExactly("LOAD_ERR_VALIDATE: Undefined macro 'later' used in filter.");
    }
}
