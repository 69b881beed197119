// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceText;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.syntax.Operator;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypingTest {

    private final List<String> problems = new ArrayList<>();

    private Optional<Condition> check(String condition) {
        SourceText source = new SourceText("c", condition);
        FieldCatalog catalog = FieldCatalog.get();
        OperandChecker operands = new OperandChecker(new FieldLookup(catalog), "syscall");
        try {
            return Parser.parse(LocatedText.of(condition, source::span))
                    .accept(new ConditionChecker(operands, p -> problems.add(p.getMessage())));
        } catch (SyntaxProblem e) {
            throw new AssertionError(condition + ": " + e.getMessage(), e);
        }
    }

    /** A field of each type, a literal that fits it, and the operators it has beside "exists". */
    static Stream<Arguments> cells() {
        String equality = "= != in intersects";
        String ordered = equality + " < <= > >=";
        String text =
                equality
                        + " contains icontains startswith endswith glob iglob regex pmatch"
                        + " < <= > >=";
        String bytes = "= != in contains startswith endswith intersects bcontains bstartswith";
        return Stream.of(
                Arguments.of("evt.cpu", "1", ordered),
                Arguments.of("proc.pid", "1", ordered),
                Arguments.of("user.uid", "1", ordered),
                Arguments.of("evt.num", "1", ordered),
                Arguments.of("fd.sport", "1", ordered),
                Arguments.of("proc.duration", "1", ordered),
                Arguments.of("evt.rawtime", "1", ordered),
                Arguments.of("evt.rawarg.flags", "1", ordered),
                Arguments.of("evt.rawarg.fd", "1", ordered),
                Arguments.of("thread.cpu", "1", ordered),
                Arguments.of("proc.is_exe_writable", "true", equality),
                Arguments.of("fd.sip", "1.2.3.4", equality),
                Arguments.of("fd.net", "1.2.3.0/24", equality),
                Arguments.of("proc.name", "12", text),
                Arguments.of("evt.rawarg.name", "12", text),
                Arguments.of("evt.buffer", "12", bytes),
                Arguments.of("fd.types", "file", "in intersects"),
                Arguments.of("getopt((\"-a\"),\"a\")", "a", "in intersects"),
                Arguments.of("len(proc.name)", "1", ordered),
                Arguments.of("evt.rawarg.euid", "1", ""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void operator_ofAnyType_isAllowedAsTheTableSays(String field, String literal, String allowed) {
        Set<String> expected = new java.util.TreeSet<>(List.of(allowed.split(" ")));
        expected.remove("");

        Set<String> compiled =
                Arrays.stream(Operator.values())
                        .filter(operator -> !operator.isOrder() || literal.matches("\\d+"))
                        .filter(operator -> check(check(field, operator, literal)).isPresent())
                        .map(Operator::symbol)
                        .collect(Collectors.toCollection(java.util.TreeSet::new));

        if (!literal.matches("\\d+")) {
            expected.removeAll(Set.of("<", "<=", ">", ">="));
        }
        assertThat(compiled).isEqualTo(expected);
        assertThat(check(field + " exists")).isPresent();
    }

    /**
     * Modifiers go with what takes one value and is allowed for the type, and with nothing else.
     */
    @ParameterizedTest
    @MethodSource("cells")
    void modifier_ofAnyOperator_isAllowedWhereTheOperatorIs(
            String field, String literal, String allowed) {
        List<String> operators = List.of(allowed.split(" "));
        for (Operator operator : Operator.values()) {
            if (operator.takesList() || operator.isOrder()) {
                continue;
            }
            for (String modifier : List.of("oneof", "anyof", "allof")) {
                String condition =
                        field + " " + operator.symbol() + " " + modifier + " (" + literal + ")";
                assertThat(check(condition).isPresent())
                        .as(condition)
                        .isEqualTo(operators.contains(operator.symbol()));
            }
        }
    }

    private static String check(String field, Operator operator, String literal) {
        String right = operator.takesList() ? "(" + literal + ")" : literal;
        return field + " " + operator.symbol() + " " + right;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "proc.pid = -12 | Number[value=-12]",
                "proc.pid = +12 | Number[value=12]",
                "user.uid = -1 | Number[value=4294967295]",
                "evt.num = -1 | Number[value=-1]",
                "evt.num = 18446744073709551615 | Number[value=-1]",
                "evt.cpu = -32768 | Number[value=-32768]",
                "fd.sport = 443 | Number[value=443]",
                "fd.sport = https | Number[value=443]",
                "fd.sport = '' | Number[value=0]",
                "thread.cpu = 12 | Real[value=12.0]",
                "proc.is_exe_writable = true | Bool[value=true]",
                "proc.name = cat | Text[bytes=cat]",
                "evt.buffer bcontains cafeBABE | Text[bytes=hex]",
                "fd.sip = 1.2.3.4 | Ip[address=01020304]",
                "fd.sip = ::1 | Ip[address=00000000000000000000000000000001]",
                "fd.sip = fe80::1:2 | Ip[address=fe800000000000000000000000010002]",
                "fd.sip = 1:2:3:4:5:6:7:8 | Ip[address=00010002000300040005000600070008]",
                "fd.net = 142.251.7.7/8 | Net[address=8e000000/8]",
                "fd.net = 0.0.0.0/0 | Net[address=00000000/0]",
                "fd.net = 2001:db8::/32 | Net[address=20010db8000000000000000000000000/32]"
            })
    void literal_ofAnyType_isConverted(String condition, String literal) {
        Condition.Compare compare = (Condition.Compare) check(condition).orElseThrow();

        assertThat(shown(compare.right())).isEqualTo(literal);
    }

    /** sinsp_filtercheck_event.cpp, compare_nocache of TYPE_AROUND: both ends count. */
    @Test
    void equality_ofADistanceInTime_isThatItIsNoGreater() {
        Condition.Compare compare =
                (Condition.Compare) check("evt.around[1700000000000000000] = 20").orElseThrow();

        assertThat(compare.operator()).isEqualTo(Operator.LE);
        assertThat(compare.right()).isEqualTo(new Literal.Number(20));
    }

    private static String shown(Literal literal) {
        if (literal instanceof Literal.Ip ip) {
            return "Ip[address=" + ip.address().hex() + "]";
        }
        if (literal instanceof Literal.Net net) {
            return "Net[address=" + net.address().hex() + "/" + net.prefixBits() + "]";
        }
        if (literal instanceof Literal.Text text && text.bytes().hex().equals("cafebabe")) {
            return "Text[bytes=hex]";
        }
        return literal.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "proc.pid = 0x10 | '0x10' is not a valid number",
                "proc.pid > 1.5 | '1.5' is not a valid number",
                "proc.pid = 12a | '12a' is not a valid number",
                "evt.cpu = 40000 | '40000' is not a valid number: it does not fit 16 bits",
                "thread.cpu = 1.5 | '1.5' is not a valid number",
                "fd.sport = 70000 | '70000' is not a port",
                "fd.sport = nosuch | 'nosuch' is an unrecognized protocol",
                "proc.is_exe_writable = yes | 'yes' is neither true nor false",
                "fd.sip = 1.2.3 | '1.2.3' is an unrecognized IP address",
                "fd.sip = 1.2.3.256 | '1.2.3.256' is an unrecognized IP address",
                "fd.sip = 1:2 | '1:2' is an unrecognized IP address",
                "fd.sip = 1::2::3 | '1::2::3' is an unrecognized IP address",
                "fd.net = 1.2.3.4 | '1.2.3.4' is an unrecognized IP network, such as 10.0.0.0/8",
                "fd.net = 1.2.3.4/33 | '1.2.3.4/33' is an unrecognized IP network, such as"
                        + " 10.0.0.0/8",
                "proc.name = \"a\\x00\" | filter value cannot contain a NUL byte",
                "evt.buffer bcontains abc | 'abc' is not a sequence of hex digits in pairs",
                "evt.buffer bstartswith g | 'g' is not a sequence of hex digits in pairs",
                "evt.type = nosuchcall | unknown event type nosuchcall",
                "evt.type in (open, nosuch) | unknown event type nosuch",
                "evt.type startswith nosuch | unknown event type nosuch",
                "evt.type = val(syscall.type) | an event type is compared with names only",
                "proc.nobody = a | filter_check called with nonexistent field proc.nobody",
                "proc.name[1] = a | field proc.name does not take an argument in brackets",
                "proc.aname[x] = a | field proc.aname takes a number, not x",
                "evt.around[x] = 1 | field evt.around takes a time in nanoseconds, not x",
                "evt.around = 1 | field evt.around requires an argument but none is given",
                "evt.around[99999999999999999999] = 1 | field evt.around takes a time in"
                        + " nanoseconds, not 99999999999999999999",
                "evt.around[1] > 1 | evt.around has the operator '=' only",
                "evt.around[1] in (1) | evt.around has the operator '=' only",
                "evt.arg.nosuch = a | unknown event argument nosuch",
                "evt.arg = a | field evt.arg requires an argument but none is given",
                "proc.pid contains 1 | operator 'contains' is not supported for type INT64",
                "fd.types = file | operator '=' is not supported for type list of TEXT",
                "proc.name regex \"(\" | invalid regular expression: missing ): (",
                "proc.name regex \"\\\\d+\" | invalid regular expression: invalid escape sequence:"
                        + " \\d (POSIX syntax has [[:digit:]])",
                "proc.name regex \"(?i)a\" | invalid regular expression: no argument for repetition"
                        + " operator: ? (groups with a question mark are not part of POSIX syntax)",
                "proc.name regex \"((a{500}){500}){500}\" | invalid regular expression: invalid"
                        + " repetition size: {500}",
                "proc.name = val(proc.pid) | right-hand side has incompatible type: INT64 is not"
                        + " TEXT",
                "fd.ip = val(fd.ip) | field 'fd.ip' can't be used on the right-hand side",
                "proc.name = val(fd.types) | field 'fd.types' can't be used on the right-hand side",
                "proc.name pmatch val(proc.pname) | operator 'pmatch' does not compare a field of"
                        + " type TEXT with another field",
                "toupper(proc.pid) = a | transformer 'toupper' takes text",
                "toupper(proc.aname) = a | field 'proc.aname' can't be used with transformer"
                        + " 'toupper'",
                "toupper(proc.name)[a] = a | transformer 'toupper' takes no argument in brackets",
                "len(proc.pid) = 1 | transformer 'len' takes text, bytes or a list",
                "join(\"-\", \"a\", \"b\") = a | transformer 'join' takes a separator and a list",
                "join(\"a\", \"b\") = a | transformer 'join' takes a list second",
                "join((\"a\"), (\"b\")) = a | transformer 'join' takes a text first",
                "concat(proc.name) = a | transformer 'concat' takes two texts or more",
                "concat(proc.name, (\"a\")) = a | transformer 'concat' takes texts",
                "getopt(proc.args, \"a\") in (a) | transformer 'getopt' takes a list of texts"
                        + " first",
                "evt.outputtime = a | field evt.outputtime can only be printed"
            })
    void check_thatDoesNotFit_isRefused(String condition, String message) {
        assertThat(check(condition)).isEmpty();
        assertThat(problems).containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "evt.args = val(evt.args)",
                "proc.name = toupper(proc.pname)",
                "join(\",\", (evt.num, evt.num)) = a",
                "join(\",\", ()) = a",
                "concat(\"aaa\", toupper(fd.name)) = a",
                "concat(proc.name, 12) = a",
                "getopt((\"-nt\", \"hello\"), \"nt:\") intersects (n, t)",
                "getopt((\"-nt\", \"hello\"), \"nt:\")[t] = hello",
                "toupper(evt.source) = oneof (SYSCALL, NA)",
                "b64(evt.buffer) contains a",
                "proc.name in val(proc.pname)",
                "evt.type.is.open = 1",
                "thread.cgroup.cpu startswith /",
                "evt.abspath.src = a",
                "evt.arg[0] = a",
                "evt.rawarg.res = 1",
                "proc.env[PATH] = a",
                "proc.aenv = a",
                "fd.types[1] intersects (file)",
                "evt.buffer = \"\\x00\"",
                "proc.name regex \"[[:alpha:]]+(ab){2,3}[]x]\""
            })
    void check_thatFits_isAccepted(String condition) {
        assertThat(check(condition)).as(problems.toString()).isPresent();
    }

    @Test
    void problems_several_areAllFound() {
        check("proc.nobody = a and (fd.sip = b or not evt.type = c)");

        assertThat(problems).hasSize(3);
    }
}
