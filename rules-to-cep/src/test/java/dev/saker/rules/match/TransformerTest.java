// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkList;
import static dev.saker.rules.match.TestConditions.checkOperands;
import static dev.saker.rules.match.TestConditions.constant;
import static dev.saker.rules.match.TestConditions.evaluate;
import static dev.saker.rules.match.TestConditions.field;
import static dev.saker.rules.match.TestConditions.listOf;
import static dev.saker.rules.match.TestConditions.transform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Operand;
import dev.saker.rules.check.Transformer;
import dev.saker.rules.event.EventSample;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformerTest {
    private static EventSample open() {
        EventSample sample = new EventSample();
        sample.fd.name = "/tmp/file_to_run";
        sample.num = 1;
        return sample;
    }

    private static String value(Operand operand, EventSample event) {
        return new Expression(operand).evaluate(event.view()).toString();
    }

    private static Operand words(String text) {
        String[] words = text.isEmpty() ? new String[0] : text.split(" ", -1);
        Operand[] items = new Operand[words.length];
        for (int i = 0; i < words.length; i++) {
            items[i] = constant(words[i]);
        }
        return listOf(items);
    }

    @Test
    void case_and_basename_change_text() {
        EventSample event = open();

        assertThat(value(transform(Transformer.TOUPPER, field("fd.name")), event))
                .isEqualTo("/TMP/FILE_TO_RUN");
        assertThat(value(transform(Transformer.TOLOWER, constant("AbÖ")), event)).isEqualTo("abÖ");
        assertThat(value(transform(Transformer.BASENAME, field("fd.name")), event))
                .isEqualTo("file_to_run");
        assertThat(value(transform(Transformer.BASENAME, constant("/a/")), event)).isEmpty();
        assertThat(value(transform(Transformer.BASENAME, constant("a")), event)).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "aGVsbG8=, hello",
        "aGVsbG8, hello",
        "aGVsbG9v, helloo",
        "'', ''",
        "YQ==, a",
        "aGVsb, null",
        "a$Vs, null",
        "YQ===, null",
    })
    void base64_decodes_or_is_null(String text, String expected) {
        assertThat(value(transform(Transformer.B64, constant(text)), open())).isEqualTo(expected);
    }

    @Test
    void length_counts_bytes_or_elements() {
        assertThat(value(transform(Transformer.LEN, field("fd.name")), open())).isEqualTo("16");
        assertThat(value(transform(Transformer.LEN, constant("ö")), open())).isEqualTo("2");
        assertThat(value(transform(Transformer.LEN, words("a b c")), open())).isEqualTo("3");
    }

    @Test
    void join_and_concat_put_text_together() {
        Operand names = listOf(field("fd.name"), field("fd.directory"));
        Operand numbers = listOf(field("evt.num"), field("evt.num"));

        assertThat(value(transform(Transformer.JOIN, constant("-"), names), open()))
                .isEqualTo("/tmp/file_to_run-/tmp");
        assertThat(value(transform(Transformer.JOIN, constant(","), numbers), open()))
                .isEqualTo("1,1");
        assertThat(value(transform(Transformer.JOIN, constant(","), listOf()), open())).isEmpty();
        assertThat(
                        value(
                                transform(
                                        Transformer.CONCAT,
                                        constant("aaa"),
                                        transform(Transformer.TOUPPER, field("fd.name"))),
                                open()))
                .isEqualTo("aaa/TMP/FILE_TO_RUN");
    }

    @Test
    void transformer_of_null_is_null_and_of_unknown_unknown() {
        EventSample event = open();
        event.projection = 0;

        assertThat(value(transform(Transformer.TOUPPER, field("fs.path.target")), event))
                .isEqualTo("null");
        assertThat(value(transform(Transformer.TOUPPER, field("proc.env")), event))
                .isEqualTo("unknown");
        assertThat(
                        value(
                                transform(
                                        Transformer.CONCAT,
                                        field("proc.env"),
                                        field("fs.path.target")),
                                event))
                .isEqualTo("null");
    }

    @Test
    void list_is_changed_word_by_word_and_is_null_if_one_word_is() {
        assertThat(value(transform(Transformer.TOUPPER, words("a bC")), open()))
                .isEqualTo("[A, BC]");
        assertThat(value(transform(Transformer.BASENAME, words("/a/b c")), open()))
                .isEqualTo("[b, c]");
        assertThat(value(transform(Transformer.B64, words("YQ== Yg==")), open()))
                .isEqualTo("[a, b]");
        assertThat(value(transform(Transformer.B64, words("YQ== $ Yg==")), open()))
                .isEqualTo("null");
    }

    @Test
    void text_ends_at_its_nul_and_bytes_go_on() {
        EventSample event = open().type("PPME_SYSCALL_READ_X");
        event.args = new ArrayList<>(Arrays.asList(4L, new byte[] {'a', 0, 'b', 'c'}));

        assertThat(value(transform(Transformer.LEN, field("evt.buffer")), event)).isEqualTo("4");
        assertThat(value(transform(Transformer.LEN, constant("a\0b")), event)).isEqualTo("1");
    }

    @Test
    void list_with_an_unknown_word_joins_to_unknown() {
        EventSample event = open();
        event.projection = 0;
        Operand names = listOf(field("fd.name"), field("proc.env"));

        assertThat(value(transform(Transformer.JOIN, constant("-"), names), event))
                .isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "-nt hello, nt:, '[n, t, hello]'",
        "-n -t hello, nt:, '[n, t, hello]'",
        "-nthello, nt:, '[n, t, hello]'",
        "-n -- -t hello, nt:, [n]",
        "-n word -t hello, nt:, [n]",
        "--long -n, n, [n]",
        "-x -n, n, '[?, n]'",
        "-t, t:, []",
        "-:, n:, [?]",
        "- -n, n, []",
        "'', n, []",
    })
    void getopt_lists_options(String arguments, String options, String expected) {
        Operand getopt = transform(Transformer.GETOPT, words(arguments), constant(options));

        assertThat(value(getopt, open())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-t one -t two, t:, t, two",
        "-n, nt:, t, null",
        "-n, nt:, n, n",
        "-t, t:, t, ''",
        "-t, t:, n, null",
        "-nt one, nt:, t, one",
        "-ntone, nt:, t, one",
        "-ntone, nt:, n, n",
        "-t -n, nt:, t, -n",
        "-t -n, nt:, n, null",
        "-tn, nt:, n, null",
    })
    void getopt_of_one_option_is_its_last_value(
            String arguments, String options, String option, String expected) {
        Operand getopt = transform(Transformer.GETOPT, option, words(arguments), constant(options));

        assertThat(value(getopt, open())).isEqualTo(expected);
    }

    @Test
    void options_of_the_event_before_are_forgotten() {
        Operand getopt = transform(Transformer.GETOPT, words("-a"), field("fd.name"));
        Expression expression = new Expression(getopt);
        EventSample event = open();
        event.fd.name = "a";
        assertThat(expression.evaluate(event.view())).hasToString("[a]");

        event.fd.name = "b";

        assertThat(expression.evaluate(event.view())).hasToString("[?]");
    }

    @Test
    void options_intersect_with_a_list() {
        Operand getopt = transform(Transformer.GETOPT, words("-nt hello"), constant("nt:"));

        assertThat(evaluate(checkList(getopt, "intersects", "n", "t", "hello"), open()))
                .isEqualTo(Truth.TRUE);
        assertThat(evaluate(checkList(getopt, "intersects", "x"), open())).isEqualTo(Truth.FALSE);
        assertThat(evaluate(checkList(getopt, "in", "n", "t"), open())).isEqualTo(Truth.FALSE);
        assertThat(evaluate(checkList(getopt, "in", "n", "t", "hello"), open()))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void field_compares_with_field_or_with_its_name() {
        assertThat(evaluate(check("evt.args", "=", "evt.args"), open())).isEqualTo(Truth.FALSE);
        assertThat(evaluate(checkOperands(field("evt.args"), "=", field("evt.args")), open()))
                .isEqualTo(Truth.TRUE);
        assertThat(evaluate(checkOperands(field("proc.pid"), ">=", field("proc.vpid")), open()))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void null_on_the_right_is_false_even_for_unequal() {
        assertThat(evaluate(checkOperands(field("fd.name"), "!=", field("fs.path.target")), open()))
                .isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest
    @CsvSource({
        "contains, ile, TRUE",
        "startswith, /tmp, TRUE",
        "endswith, run, TRUE",
        "icontains, ILE, TRUE",
        "glob, /t*n, TRUE",
        "iglob, /T*N, TRUE",
        "in, /tmp/file_to_run, TRUE",
        "intersects, x, FALSE",
        "<, /tmq, TRUE",
    })
    void operators_take_text_of_the_event(String operator, String right, Truth expected) {
        Operand operand = transform(Transformer.CONCAT, constant(right), constant(""));

        assertThat(evaluate(checkOperands(field("fd.name"), operator, operand), open()))
                .isEqualTo(expected);
    }
}
