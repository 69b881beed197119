// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static dev.saker.rules.Phases.rule;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that later ones append to, override, define again or switch. */
class ChangedDefinitionsTest {
    @Test
    void list_appendedByOverrideAfterUse_isSeenByTheRule() {
        Phases phases =
                Phases.of(
                        """
                        - list: shells
                          items: [ash, bash]
                        """
                                + rule("evt.type=execve and proc.name in (shells)")
                                + """
                                - list: shells
                                  items: [pwsh]
                                  override: {items: append}
                                """);

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.condition("r"))
                .isEqualTo("(evt.type = execve and proc.name in (ash, bash, pwsh))");
    }

    @Test
    void macro_appended_isOneUnitWhereItIsUsed() {
        Phases phases =
                Phases.of(
                        """
                        - macro: interactive
                          condition: (proc.name=a or proc.name=b)
                        """
                                + rule("evt.type=open and interactive")
                                + """
                                - macro: interactive
                                  condition: or proc.name = ssh
                                  append: true
                                """);

        assertThat(phases.condition("r"))
                .isEqualTo(
                        "(evt.type = open and ((proc.name = a or proc.name = b) or proc.name ="
                                + " ssh))");
        assertThat(phases.warnings())
                .singleElement()
                .asString()
                .startsWith("LOAD_DEPRECATED_ITEM: 'append' key is deprecated");
    }

    @Test
    void rule_definedAgainAfterDisabled_isTheNewOne() {
        Phases phases =
                Phases.of(
                        rule("r", "evt.type=open", "enabled: false")
                                + rule("r", "evt.type=close", "enabled: true"));

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.condition("r")).isEqualTo("evt.type = close");
        assertThat(phases.definitions.rule("r").orElseThrow().body().switches().enabled()).isTrue();
    }

    @Test
    void rule_appendWithEnabled_staysDisabled() {
        Phases phases =
                Phases.of(
                        rule("r", "evt.type=open", "enabled: false")
                                + """
                                - rule: r
                                  append: true
                                  enabled: true
                                  condition: and proc.name=x
                                """);

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.definitions.rule("r").orElseThrow().body().switches().enabled())
                .isFalse();
        assertThat(phases.condition("r")).isEqualTo("(evt.type = open and proc.name = x)");
    }

    @Test
    void rule_conditionAppended_isJoinedAsText() {
        Phases phases =
                Phases.of(
                        rule("evt.type=open or evt.type=close")
                                + """
                                - rule: r
                                  override: {condition: append, output: append, tags: append}
                                  condition: and proc.name=x
                                  output: more
                                  tags: [b, a]
                                """);

        assertThat(phases.condition("r"))
                .isEqualTo("(evt.type = open or (evt.type = close and proc.name = x))");
        assertThat(phases.definitions.rule("r").orElseThrow().body().output().text())
                .isEqualTo("o more");
        assertThat(phases.definitions.rule("r").orElseThrow().body().tags())
                .containsExactly("a", "b");
    }

    @Test
    void override_appendOfWhatIsNotThere_isRefusedReplaceOfMacroIsNot() {
        Phases phases =
                Phases.of(
                        """
                        - rule: none
                          override: {condition: append}
                          condition: and proc.name=x
                        - macro: fresh
                          override: {condition: replace}
                          condition: evt.type=open
                        - rule: nobody
                          override: {condition: replace}
                          condition: proc.name=x
                        """);

        assertThat(phases.errors())
                .containsExactly(
                        "LOAD_ERR_VALIDATE: Rule uses 'append' or 'override.condition: append' but"
                                + " no rule by that name already exists",
                        "LOAD_ERR_VALIDATE: An 'override.condition: replace' to a rule was"
                                + " requested but no rule by that name already exists");
        assertThat(phases.definitions.macro("fresh")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{condition: append} | priority: INFO | Unexpected key 'priority': no"
                        + " corresponding entry under 'override' is defined.",
                "{condition: append, priority: append} | priority: INFO | Key 'priority' cannot be"
                        + " appended to, use 'replace' instead",
                "{condition: append, source: replace} | source: syscall | Key 'source' cannot be"
                        + " replaced",
                "{condition: swap} | desc: d | Invalid override operation for key 'condition':"
                        + " 'swap'. Allowed values are: append, replace",
                "{condition: append, desc: append} | tags: [a] | An append override for 'desc' was"
                        + " specified but 'desc' is not defined",
                "{condition: append} | append: true | Keys 'override' and 'append: true' cannot be"
                        + " used together. Add an append entry (e.g. 'condition: append') under"
                        + " override instead."
            })
    void override_wrong_isRefused(String override, String key, String message) {
        Phases phases =
                Phases.of(
                        rule("evt.type=open")
                                + "- rule: r\n  override: %s\n  condition: and proc.name=x\n  %s\n"
                                        .formatted(override, key));

        assertThat(phases.errors()).contains("LOAD_ERR_YAML_VALIDATE: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"override: {}", "override:"})
    void override_ofNothing_isNone(String key) {
        Phases phases =
                Phases.of(
                        "- list: l\n  items: [a]\n  %s\n".formatted(key)
                                + "- macro: m\n  condition: proc.name in (l)\n  %s\n".formatted(key)
                                + rule("r", "evt.type=open and m", key));

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.definitions.rule("r")).isPresent();
    }

    @Test
    void source_changed_isRefusedUnlessNotNamed() {
        String audit = rule("r", "ka.verb=get", "source: k8s_audit");
        String append = "- rule: r\n  append: true\n  condition: and ka.uri=x\n  source: %s\n";

        assertThat(Phases.of(audit + append.formatted("syscall")).errors())
                .containsExactly(
                        "LOAD_ERR_VALIDATE: Rule has been re-defined with a different source");
        assertThat(Phases.of(audit + append.formatted("")).errors()).isEmpty();
        assertThat(Phases.of(audit + append.formatted("\"\"")).errors()).isEmpty();
        assertThat(Phases.of(audit + rule("evt.type=open")).errors()).hasSize(1);
    }

    @Test
    void macro_redefinedToAWord_isAnUndefinedMacro() {
        String base = "- macro: m\n  condition: evt.type=open\n" + rule("m and proc.name=x");

        assertThat(Phases.of(base + "- macro: m\n  condition: foo\n").errors())
                .containsExactly("LOAD_ERR_VALIDATE: Undefined macro 'foo' used in filter.");
        assertThat(
                        Phases.of(
                                        base
                                                + "- macro: m\n"
                                                + "  override: {condition: append}\n"
                                                + "  condition: proc.name=x\n")
                                .errors())
                .containsExactly(
                        "LOAD_ERR_COMPILE_CONDITION: unexpected token after 'open', expecting"
                                + " 'or', 'and'");
    }

    @Test
    void enabledAlone_flipsARuleThatIsThere() {
        Phases phases =
                Phases.of(
                        rule("evt.type=open")
                                + "- rule: r\n  enabled: false\n- rule: none\n  enabled: false\n");

        assertThat(phases.definitions.rule("r").orElseThrow().body().switches().enabled())
                .isFalse();
        assertThat(phases.codes().toString())
                .isEqualTo("[LOAD_DEPRECATED_ITEM, LOAD_ERR_VALIDATE, LOAD_DEPRECATED_ITEM]");
    }

    @Test
    void order_ofRulesDefinedAgain_staysThatOfTheFirst() {
        Phases phases =
                Phases.of(
                        rule("a", "evt.type=open", "") + rule("b", "evt.type=open", ""),
                        rule("a", "evt.type=close", ""));

        assertThat(phases.checked)
                .extracting(rule -> rule.definition().name())
                .containsExactly("a", "b");
    }
}
