// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that settings add to alerts: by name with their type, by format as text. */
class ExtraFieldsTest {

    @Test
    void fields_byNameAndByFormat_becomeKeysOfTheAlert() {
        List<OutputFormat.ExtraField> fields =
                compile(
                                "[proc.pid, tolower(proc.name), {who: \"%user.name!\"}, {uid: \"%user.uid\"}]")
                        .ruleSet()
                        .orElseThrow()
                        .rules()
                        .get(0)
                        .output()
                        .extraFields();

        assertThat(fields)
                .extracting(field -> field.key() + " " + field.text() + " " + field.typed())
                .containsExactly(
                        "proc.pid proc.pid true",
                        "tolower(proc.name) tolower(proc.name) false",
                        "who %user.name! false",
                        "uid %user.uid false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[proc.pid and more] | 'proc.pid and more' is more than the name of a field",
                "[proc.nmae] | unknown filter: %proc.nmae",
                "[{a: \"%proc.nmae\"}] | unknown filter: %proc.nmae",
            })
    void field_thatIsNone_isAnError(String fields, String message) {
        assertThat(compile(fields).errors())
                .extracting(Diagnostic::message)
                .containsExactly(message);
    }

    private static Compilation compile(String fields) {
        String file =
                "- {rule: r, desc: d, output: o, priority: INFO, condition: evt.type = open}\n"
                        + "- settings: {append_output: [{extra_fields: "
                        + fields
                        + "}]}\n";
        return RuleCompiler.compile(
                List.of(new RuleSource("f.yaml", file)), CompilerOptions.defaults());
    }
}
