// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {

    private static LocatedText located(String text) {
        SourceText source = new SourceText("c", text);
        return LocatedText.of(text, source::span);
    }

    private static Expression parse(String text) throws SyntaxProblem {
        return Parser.parse(located(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a | a",
                "a and b or c | ((a and b) or c)",
                "a or b and c | (a or (b and c))",
                "(a or b) and c | ((a or b) and c)",
                "a and b and c | (a and b and c)",
                "a and (b and c) | (a and (b and c))",
                "(a)and(b)and(c) | (a and b and c)",
                "(a)or(b) | (a or b)",
                "not a | not a",
                "not not a | a",
                "not  not not a | not a",
                "not(a or b) | not (a or b)",
                "not(not(not a)) | not not not a",
                "not not(a) | a",
                "and_x and not_y or or_z | ((and_x and not_y) or or_z)",
                "notb | notb",
                "proc.name exists | proc.name exists",
                "proc.name=cat | proc.name = cat",
                "proc.name == cat | proc.name = cat",
                "proc.name!=cat | proc.name != cat",
                "proc.pid >= -12 | proc.pid >= -12",
                "proc.pid<0x1F | proc.pid < 0x1F",
                "proc.pid < 1.5e+3 | proc.pid < 1.5e+3",
                "fd.name startswith /etc | fd.name startswith /etc",
                "fd.name glob *.log | fd.name glob *.log",
                "proc.name in(a,b) | proc.name in (a, b)",
                "proc.name in ( a , 'b c' ) | proc.name in (a, \"b c\")",
                "proc.name in () | proc.name in ()",
                "proc.name pmatch () | proc.name pmatch ()",
                "proc.name intersects () | proc.name intersects ()",
                "proc.name in my_list | proc.name in my_list",
                "proc.name = 'a\\'b' | proc.name = \"a'b\"",
                "proc.name = \"a\\x41\\tb\" | proc.name = \"aA\\tb\"",
                "proc.name = \"a\\ b\" | proc.name = \"a\\\\b\"",
                "proc.name = a\\b | proc.name = \"a\\\\b\"",
                "proc.name = a.b | proc.name = a.b",
                "proc.aname[2] = x | proc.aname[2] = x",
                "evt.arg[\"x y\"] = x | evt.arg[\"x y\"] = x",
                "container.mount.dest[/proc*] in (a) | container.mount.dest[/proc*] in (a)",
                "proc.name = oneof (a, b) | proc.name = oneof (a, b)",
                "proc.name startswith  allof   list | proc.name startswith allof list",
                "proc.name = oneof and a | (proc.name = oneof and a)",
                "proc.name = oneof | proc.name = oneof",
                "proc.name =oneof (a) | -",
                "proc.name = val(proc.pname) | proc.name = val(proc.pname)",
                "proc.name = val( proc.pname ) | proc.name = val(proc.pname)",
                "tolower(proc.name) = a | tolower(proc.name) = a",
                "toupper( tolower( proc.name ) ) = a | toupper(tolower(proc.name)) = a",
                "join(\",\", (fd.name, \"x\", 1)) = a | join(\",\",(fd.name,\"x\",\"1\")) = a",
                "getopt((\"-n\"), \"n:\")[n] exists | getopt((\"-n\"),\"n:\")[n] exists",
                "proc.name in val(fd.types) | proc.name in val(fd.types)"
            })
    void condition_ofTheLanguage_isPrintedBack(String text, String printed) {
        if (printed.equals("-")) {
            SyntaxProblem problem = catchThrowableOfType(SyntaxProblem.class, () -> parse(text));
            assertThat(problem).isNotNull();
            return;
        }
        assertThat(assertParses(text)).isEqualTo(printed);
    }

    private static String assertParses(String text) {
        try {
            return ConditionPrinter.print(parse(text));
        } catch (SyntaxProblem e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | filter input string is empty",
                "a b | 3 | unexpected token after 'a', expecting 'or', 'and'",
                "a andb | 6 | expected blank or '(' after 'and'",
                "aor b | 5 | unexpected token after 'aor', expecting 'or', 'and'",
                "a not b | 3 | unexpected token after 'a', expecting 'or', 'and'",
                "(a)andnot(b) | 7 | expected blank or '(' after 'and'",
                "a or(b) and c | 9 | unexpected token after ')', expecting 'or', 'and'",
                "(a | 3 | expected a ')' token",
                "a and | 6 | expected blank or '(' after 'and'",
                "`a and ` | 7 | expected a '(' token, a field check, or an identifier",
                "proc.name = a=b | 14 | unexpected token after 'a', expecting 'or', 'and'",
                "proc.name = | 12 | expected a string value",
                "proc.pid > abc | 12 | expected a number value or a field with a valid transformer",
                "proc.name in (a, | 17 | expected a string value",
                "proc.name in (a b) | 17 | expected a ')' token",
                "proc.name in | 13 | expected a list or an identifier",
                "proc.name[] = a | 11 | expected a valid field argument: a quoted string or a bare"
                        + " string",
                "proc.name[a = b | 12 | expected a ']' token",
                "proc.name = 'a | 13 | expected a string value",
                "proc.name = \"x\\\\\" | 13 | expected a string value",
                "proc.name = \"\\q\" | 14 | unsupported string escape sequence: \\q",
                "proc.name = \"\\'\" | 14 | \\' is only an escape between ' quotes",
                "proc.name = \"\\x4\" | 14 | hex escape is cut short",
                "proc.name = \"\\xzz\" | 14 | invalid hex escape: \\xzz",
                "val(proc.name) = a | 4 | unexpected token after 'val', expecting 'or', 'and'",
                "proc.name = val(tolower(proc.name)) | 17 | expected a field within 'val'"
                        + " transformer",
                "tolower() = a | 9 | expected field transformer argument: field, transformer,"
                        + " quoted string, number, or transformer list"
            })
    void condition_outsideTheLanguage_isRefusedWithItsColumn(
            String text, int column, String message) {
        SyntaxProblem problem =
                catchThrowableOfType(SyntaxProblem.class, () -> parse(text == null ? "" : text));

        assertThat(problem).as(text).isNotNull();
        assertThat(problem).hasMessage(message);
        assertThat(problem.span().column()).isEqualTo(column);
    }

    @Test
    void operator_unknown_namesThoseThereAre() {
        SyntaxProblem problem =
                catchThrowableOfType(SyntaxProblem.class, () -> parse("proc.name like a"));

        assertThat(problem)
                .hasMessageStartingWith(
                        "expected a valid check operator: one of exists, <=, <, >=, >, ==, =, !=,");
    }

    @Test
    void nesting_beyondTheLimit_isRefusedNotAnOverflow() throws SyntaxProblem {
        String nested = "(".repeat(190) + "a" + ")".repeat(190);
        String tooDeep = "(".repeat(100_000) + "a";

        assertThat(ConditionPrinter.print(parse(nested))).isEqualTo("a");
        assertThat(catchThrowableOfType(SyntaxProblem.class, () -> parse(tooDeep)))
                .hasMessage("exceeded max depth limit of 1000");
        assertThat(
                        catchThrowableOfType(
                                SyntaxProblem.class, () -> parse("tolower(".repeat(100_000))))
                .hasMessage("exceeded max depth limit of 1000");
    }

    @Test
    void not_manyTimes_needsNoDepth() throws SyntaxProblem {
        assertThat(ConditionPrinter.print(parse("not ".repeat(100_001) + "a"))).isEqualTo("not a");
    }

    @Test
    void emptyValue_isBareForFalcoAndQuotedToParseAgain() throws SyntaxProblem {
        assertThat(ConditionPrinter.print(parse("proc.args = ''"))).isEqualTo("proc.args = ");
        assertThat(ConditionPrinter.printReparsable(parse("proc.args = ''")))
                .isEqualTo("proc.args = \"\"");
    }

    @Test
    void rawByte_inAnEscape_survivesPrinting() throws SyntaxProblem {
        String text = "evt.buffer = \"\\xff\\x00\"";

        assertThat(ConditionPrinter.printReparsable(parse(text))).isEqualTo(text);
    }
}
