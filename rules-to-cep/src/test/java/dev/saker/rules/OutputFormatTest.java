// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFormatTest {

    private static Phases compile(String output) {
        return Phases.of(
                "- rule: r\n  desc: d\n  condition: evt.type=open\n  priority: INFO\n  output: |-\n"
                        + output.indent(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | 'plain'",
                "%proc.name | {proc.name}",
                "a=%proc.name, b | 'a=' {proc.name} ', b'",
                "%proc.name%fd.name | {proc.name} {fd.name}",
                "(%fd.name). | '(' {fd.name} ').'",
                "%fd.name.txt | {fd.name} '.txt'",
                "%proc.names | {proc.name} 's'",
                "%proc.aname[2]! | {proc.aname[2]} '!'",
                "%proc.name[2] | {proc.name} '[2]'",
                "%proc.env[A_B] | {proc.env[A_B]}",
                "%evt.arg.flags, | {evt.arg.flags} ','",
                "%evt.arg[0] | {evt.arg[0]}",
                "%20proc.name | {proc.name 20}",
                "%5user.uid. | {user.uid 5} '.'",
                "%toupper(proc.name)x | {toupper proc.name} 'x'",
                "%8concat(proc.name, fd.name) | {concat proc.name,fd.name 8}",
                "%container.info | -",
                "x %container.info y | 'x  y'",
                "é %proc.name ü | 'é ' {proc.name} ' ü'"
            })
    void output_ofTextAndFields_isSplit(String output, String tokens) {
        Phases phases = compile(output);

        assertThat(phases.errors()).isEmpty();
        assertThat(shown(phases.checked.get(0).output())).isEqualTo(tokens.replace("-", ""));
    }

    private static String shown(OutputFormat format) {
        return format.tokens().stream()
                .map(token -> token.accept(new TokenText()))
                .collect(Collectors.joining(" "));
    }

    private static final class TokenText implements OutputFormat.Visitor<String> {
        @Override
        public String visitLiteral(OutputFormat.Literal token) {
            return "'" + token.text() + "'";
        }

        @Override
        public String visitField(OutputFormat.Field token) {
            return "{" + token.key() + width(token.width()) + "}";
        }

        @Override
        public String visitTransformed(OutputFormat.Transformed token) {
            List<String> fields = token.fields().stream().map(FieldRef::name).toList();
            String name = token.operand().transformer().symbol();
            return "{" + name + " " + String.join(",", fields) + width(token.width()) + "}";
        }

        private static String width(int width) {
            return width == OutputFormat.NO_WIDTH ? "" : " " + width;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100% | formatting cannot end with a %",
                "%nothing.here | unknown filter: %nothing.here",
                "50% off | unknown filter: %",
                "%%proc.name | unknown filter: %",
                "%evt.arg.nosuch | unknown filter: %evt.arg.nosuch",
                "%evt.arg | field evt.arg requires an argument but none is given",
                "%proc.aname[x] | field proc.aname takes a number, not x",
                "%proc.aname[2 | the argument of proc.aname has no closing bracket",
                "%fd.ip | field fd.ip can only be used in a condition",
                "%toupper(proc.pid) | transformer 'toupper' takes text",
                "%ka.verb | unknown filter: %ka.verb"
            })
    void output_wrong_isRefused(String output, String message) {
        assertThat(compile(output).errors()).containsExactly("LOAD_ERR_COMPILE_OUTPUT: " + message);
    }
}
