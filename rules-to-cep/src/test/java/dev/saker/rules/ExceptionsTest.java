// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionsTest {

    private static final String LIST = "- list: my_list\n  items: [a, b c]\n";

    private static String rule(String exceptions) {
        return LIST
                + """
                - rule: r
                  desc: d
                  condition: evt.type=open or evt.type=close
                  output: o
                  priority: INFO
                  exceptions: %s
                """
                        .formatted(exceptions);
    }

    private static String excepted(String exception) {
        Phases phases = Phases.of(rule("[" + exception + "]"));
        assertThat(phases.errors()).isEmpty();
        return phases.condition("r")
                .replace("((evt.type = open or evt.type = close) and not ", "")
                .replaceFirst("\\)$", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // list form
                "{name: e, fields: [proc.name, fd.name], values: [[x, y]]} | (proc.name = x and"
                        + " fd.name = y)",
                "{name: e, fields: [proc.name, fd.name], values: [[x, y], [z, w]]} | ((proc.name ="
                        + " x and fd.name = y) or (proc.name = z and fd.name = w))",
                "{name: e, fields: [proc.cmdline], comps: [contains], values: [[curl 127.0.0.1]]} |"
                        + " proc.cmdline contains \"curl 127.0.0.1\"",
                "{name: e, fields: [proc.name], comps: [in], values: [[[x, y z]]]} | proc.name in"
                        + " (x, \"y z\")",
                "{name: e, fields: [proc.name], comps: [in], values: [[x]]} | proc.name in (x)",
                "{name: e, fields: [proc.name], comps: [in], values: [['(x, y)']]} | proc.name in"
                        + " (x, y)",
                "{name: e, fields: [proc.name], comps: [in], values: [[my_list]]} | proc.name in"
                        + " (a, \"b c\")",
                "{name: e, fields: [proc.name], comps: [in], values: [[(my_list)]]} | proc.name in"
                        + " (a, \"b c\")",
                "{name: e, fields: [proc.name], comps: [startswith oneof], values: [[sshd]]} |"
                        + " proc.name startswith oneof (sshd)",
                "{name: e, fields: [proc.cmdline], values: [['\"cat /dev/null\"']]} | proc.cmdline"
                        + " = \"cat /dev/null\"",
                "{name: e, fields: [tolower(proc.name)], values: [[x]]} | tolower(proc.name) = x",
                "{name: e, fields: [proc.name], values: [[toupper(proc.pname)]]} | proc.name ="
                        + " toupper(proc.pname)",
                // one field
                "{name: e, fields: proc.name, values: [x, y z]} | proc.name in (x, \"y z\")",
                "{name: e, fields: proc.name, comps: startswith   oneof, values: [x]} | proc.name"
                        + " startswith oneof (x)",
                "{name: e, fields: fd.name, comps: pmatch, values: [/a, /b]} | fd.name pmatch (/a,"
                        + " /b)",
                "{name: e, fields: proc.name, values: [my_list]} | proc.name in (a, \"b c\")",
                "{name: e, fields: proc.cmdline, values: ['\"cat /dev/null\"']} | proc.cmdline in"
                        + " (\"cat /dev/null\")"
            })
    void exception_withValues_isTakenOut(String exception, String condition) {
        assertThat(excepted(exception)).isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{fields: [proc.name]} | Item has no mapping for key 'name'",
                "{name: e} | Rule exception must have fields property with a list of fields",
                "{name: e, fields: [proc.nobody]} | 'proc.nobody' is not a supported filter field",
                "{name: e, fields: [proc.name], comps: [in oneof]} | 'in oneof' is not a supported"
                        + " comparison operator",
                "{name: e, fields: [proc.pid], comps: ['>= oneof']} | '>= oneof' is not a supported"
                        + " comparison operator",
                "{name: e, fields: [proc.name], comps: [oneof]} | 'oneof' is not a supported"
                        + " comparison operator",
                "{name: e, fields: [proc.name], comps: [=, =]} | Fields and comps lists must have"
                        + " equal length",
                "{name: e, fields: [proc.name], values: [[a, b]]} | Fields and values lists must"
                        + " have equal length",
                "{name: e, fields: proc.name, comps: =, values: [a]} | When fields is a single"
                        + " value, comps must be one of (in, pmatch, intersects) or a string"
                        + " operator with oneof, anyof or allof",
                "{name: e, fields: proc.name, values: [[a]]} | Expected values array to contain a"
                        + " list of strings"
            })
    void exception_wrong_isRefused(String exception, String message) {
        assertThat(Phases.of(rule("[" + exception + "]")).errors())
                .singleElement()
                .asString()
                .endsWith(": " + message);
    }

    @Test
    void exception_withoutValues_changesNothingUntilSomeAreAppended() {
        String file = rule("[{name: e, fields: [proc.name]}]");
        String append =
                """
                - rule: r
                  override: {exceptions: append}
                  exceptions: [{name: e, values: [[x]]}]
                """;

        assertThat(Phases.of(file).condition("r"))
                .isEqualTo("(evt.type = open or evt.type = close)");
        assertThat(Phases.of(file, append).condition("r"))
                .isEqualTo("((evt.type = open or evt.type = close) and not proc.name = x)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: other} | LOAD_ERR_VALIDATE: Rule exception must have fields property with a"
                        + " list of values",
                "{name: other, fields: [proc.name]} | LOAD_ERR_VALIDATE: Rule exception must have"
                        + " values property with a list of values",
                "{name: e, fields: [proc.name], values: [[a]]} | LOAD_ERR_VALIDATE: Can not append"
                        + " exception fields to existing rule, only values",
                "{name: e, comps: [=], values: [[a]]} | LOAD_ERR_VALIDATE: Can not append exception"
                        + " comps to existing rule, only values"
            })
    void append_wrong_isRefused(String exception, String message) {
        String append = "- rule: r\n  append: true\n  exceptions: [%s]\n".formatted(exception);

        assertThat(Phases.of(rule("[{name: e, fields: [proc.name]}]"), append).errors())
                .contains(message);
    }

    @Test
    void append_withoutValuesOrTwice_isWarnedOf() {
        String append =
                """
                - rule: r
                  override: {exceptions: append}
                  exceptions: [{name: e}, {name: e, values: [[x]]}]
                """;

        assertThat(Phases.of(rule("[{name: e, fields: [proc.name]}]"), append).codes().toString())
                .isEqualTo("[LOAD_APPEND_NO_VALUES, LOAD_EXCEPTION_NAME_NOT_UNIQUE]");
    }

    @Test
    void replace_takesAllOldOnesAway() {
        String replace =
                """
                - rule: r
                  override: {exceptions: replace}
                  exceptions: [{name: f, fields: [fd.name], values: [[/x]]}]
                """;

        assertThat(
                        Phases.of(rule("[{name: e, fields: [proc.name], values: [[a]]}]"), replace)
                                .condition("r"))
                .isEqualTo("((evt.type = open or evt.type = close) and not fd.name = /x)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proc.pname", "'proc.pname '", "'toupper( proc.pname)'", "'\"len(x)\"'"})
    void value_thatLooksLikeAField_isWarnedOf(String value) {
        Phases phases =
                Phases.of(rule("[{name: e, fields: [proc.name], values: [[" + value + "]]}]"));

        assertThat(phases.errors()).isEmpty();
        assertThat(phases.codes().toString()).isEqualTo("[LOAD_COMPILE_CONDITION]");
    }
}
