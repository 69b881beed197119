// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules read: decides which groups of fields travel. */
class FieldUsesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.type = open | ",
                "(proc.name = a or fd.name = b) | proc.name fd.name",
                "(proc.name = a or not (fd.name in (a) and user.name exists)) | proc.name fd.name"
                        + " user.name",
                "proc.name = val(proc.pname) | proc.name proc.pname",
                "join(\",\", (proc.name, fd.name)) = x | proc.name fd.name",
                "concat(proc.name, tolower(fd.name)) = x | proc.name fd.name",
                "proc.aname[2] = anyof (a, b) | proc.aname[2]",
                "proc.name = a and proc.name = b | proc.name",
            })
    void condition_readsEachFieldOnce(String condition, String fields) {
        Rule rule = rule(condition, "o", "");

        assertThat(FieldUses.of(rule.condition()))
                .extracting(FieldRef::name)
                .containsExactly(("evt.type" + (fields == null ? "" : " " + fields)).split(" "));
    }

    @Test
    void output_readsItsFieldsAndThoseThatSettingsAdd() {
        Rule rule =
                rule(
                        "fd.num = 1",
                        "%proc.name %tolower(fd.name) %proc.name",
                        "- settings: {append_output: [{extra_fields: [proc.pid, {u: \"%user.name\"}]}]}\n");

        assertThat(FieldUses.of(rule.output()))
                .extracting(FieldRef::name)
                .containsExactly("proc.name", "fd.name", "proc.pid", "user.name");
    }

    private static Rule rule(String condition, String output, String settings) {
        String file =
                "- rule: r\n  desc: d\n  priority: INFO\n  condition: evt.type = open and "
                        + condition
                        + "\n  output: \""
                        + output
                        + "\"\n";
        return RuleCompiler.compile(
                        List.of(new RuleSource("f.yaml", file + settings)),
                        CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow()
                .rules()
                .get(0);
    }
}
