// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Priority;
import dev.saker.rules.Rule;
import dev.saker.rules.check.ByteString;
import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.check.Transformer;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.TestFields;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Operator;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
    private static OutputFormat.Token text(String text) {
        return new OutputFormat.Literal(text);
    }

    private static OutputFormat.Token field(String name) {
        return field(name, OutputFormat.NO_WIDTH);
    }

    private static OutputFormat.Token field(String name, int width) {
        return new OutputFormat.Field(TestFields.ref(name), name, width);
    }

    private static Rule rule(OutputFormat.Token... tokens) {
        Condition condition =
                new Condition.Compare(
                        new Operand.Field(TestFields.ref("evt.source")),
                        Operator.EQ,
                        new Literal.Text(ByteString.ofText("syscall")));
        return new Rule(
                0,
                "Read sensitive file",
                "",
                "syscall",
                Priority.WARNING,
                List.of("b", "a"),
                condition,
                new OutputFormat("", List.of(tokens)),
                new BitSet(),
                SourceSpan.startOf("rules.yaml"));
    }

    private static Alert alert(EventSample event, OutputFormat.Token... tokens) {
        return Alerts.of(rule(tokens), event.view(), "node-1", 7);
    }

    private static OutputValue value(EventSample event, String name) {
        return alert(event, field(name)).fields().stream()
                .filter(field -> field.name().equals(name))
                .map(OutputField::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void alert_carries_rule_and_event() {
        EventSample event = new EventSample();
        event.tie = 2;

        Alert alert =
                alert(event, text("Read "), field("fd.name"), text(" by "), field("proc.name"));

        assertThat(alert.message()).isEqualTo("Read /etc/passwd by cat");
        assertThat(alert.rule()).isEqualTo("Read sensitive file");
        assertThat(alert.priority()).isEqualTo(4);
        assertThat(alert.source()).isEqualTo("syscall");
        assertThat(alert.time()).isEqualTo(event.time);
        assertThat(alert.tags()).containsExactly("a", "b");
        assertThat(alert.rulesetVersion()).isEqualTo(7);
        assertThat(alert.eventIds())
                .containsExactly("node-1/1700000000123456789/4711/" + event.type + "/2");
    }

    @Test
    void id_depends_on_rule_and_events_only() {
        EventSample event = new EventSample();
        EventSample later = new EventSample();
        later.tie = 1;

        String id = alert(event, text("a")).alertId();

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(alert(event, text("b"), field("proc.name")).alertId()).isEqualTo(id);
        assertThat(alert(later, text("a")).alertId()).isNotEqualTo(id);
        assertThat(Alerts.id("x", List.of("y"))).isNotEqualTo(Alerts.id("xy", List.of("")));
    }

    @Test
    void fields_come_once_each_with_the_time_first() {
        Alert alert =
                alert(
                        new EventSample(),
                        field("proc.name"),
                        field("fd.name"),
                        field("proc.name"),
                        field("evt.time"));

        assertThat(alert.fields())
                .extracting(OutputField::name)
                .containsExactly("evt.time", "proc.name", "fd.name");
        assertThat(alert.fields().get(0).value())
                .isEqualTo(OutputValue.of(1_700_000_000_123_456_789L));
    }

    @Test
    void nothing_prints_as_not_available_and_is_null_in_json() {
        EventSample event = new EventSample();

        assertThat(alert(event, text("port="), field("fd.cport")).message()).isEqualTo("port=<NA>");
        assertThat(value(event, "fd.cport")).isEqualTo(OutputValue.NULL);
        assertThat(value(event, "proc.aname")).isEqualTo(OutputValue.NULL);
    }

    @Test
    void values_keep_their_types() {
        EventSample event = new EventSample();
        event.fd.dev = 0xfe00;
        event.ancestors = List.of(Ancestor.of("bash", 2), Ancestor.of("init", 1));

        assertThat(value(event, "proc.pid")).isEqualTo(OutputValue.of(4711L));
        assertThat(value(event, "user.loginuid")).isEqualTo(OutputValue.of(-1L));
        assertThat(value(event, "thread.ismain")).isEqualTo(OutputValue.of(true));
        assertThat(value(event, "proc.fdusage")).isEqualTo(OutputValue.of(0.78125));
        assertThat(value(event, "fd.dev")).isEqualTo(OutputValue.of("FE00"));
        assertThat(value(event, "evt.time.iso8601")).isEqualTo(OutputValue.of(event.time));
        assertThat(value(event, "evt.rawtime.ns")).isEqualTo(OutputValue.of(123_456_789L));
        assertThat(value(event, "proc.aname")).isEqualTo(OutputValue.of("bash init"));
    }

    @ParameterizedTest
    @CsvSource({"8, 'cat     '", "2, ca", "3, cat"})
    void width_pads_or_cuts(int width, String expected) {
        assertThat(alert(new EventSample(), field("proc.name", width)).message())
                .isEqualTo(expected);
    }

    @Test
    void width_applies_to_what_is_not_available() {
        assertThat(alert(new EventSample(), field("fd.sport", 6), text("|")).message())
                .isEqualTo("<NA>  |");
    }

    @Test
    void transformer_prints_its_result_and_lists_its_fields_raw() {
        FieldRef name = TestFields.ref("proc.name");
        Operand.Transform upper =
                new Operand.Transform(
                        Transformer.TOUPPER,
                        List.of(new Operand.Field(name)),
                        "",
                        FieldType.TEXT,
                        false);
        OutputFormat.Token token =
                new OutputFormat.Transformed(upper, List.of(name), OutputFormat.NO_WIDTH);

        Alert alert = alert(new EventSample(), token);

        assertThat(alert.message()).isEqualTo("CAT");
        assertThat(alert.fields()).contains(new OutputField("proc.name", OutputValue.of("cat")));
    }

    @Test
    void buffers_print_their_printable_bytes() {
        EventSample event = new EventSample().type("PPME_SYSCALL_READ_X");
        event.args = new ArrayList<>(Arrays.asList(4L, new byte[] {'E', 0, '\n', '~'}, 3L, 4L));

        assertThat(alert(event, field("evt.buffer")).message()).isEqualTo("E..~");
    }

    /** sinsp_filtercheck.cpp, rawval_to_string: what fits 1024 bytes, less if it does not. */
    @ParameterizedTest
    @CsvSource({"1021, 1021", "1022, 1022", "1023, 1021", "4000, 1021"})
    void buffer_longerThanFalcosStorage_isCut(int length, int printed) {
        EventSample event = new EventSample().type("PPME_SYSCALL_READ_X");
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 'a');
        event.args = new ArrayList<>(Arrays.asList((long) length, data, 3L, (long) length));

        assertThat(alert(event, field("evt.buffer")).message()).isEqualTo("a".repeat(printed));
        assertThat(alert(event, field("evt.arg.data")).message()).hasSize(length);
    }

    /** sinsp_filtercheck_thread.cpp, TYPE_APID: without an index the process itself. */
    @Test
    void ancestorsIds_withoutIndex_printAsTheProcesssOwn() {
        EventSample event = new EventSample();
        event.ancestors = List.of(Ancestor.of("bash", 4000));

        Alert alert = alert(event, field("proc.apid"));

        assertThat(alert.message()).isEqualTo("4711");
        assertThat(alert.fields()).contains(new OutputField("proc.apid", OutputValue.of(4711)));
    }

    /** sinsp_filtercheck_thread.cpp, TYPE_AEXEPATH: a blank only behind something; else null. */
    @Test
    void ancestorsPaths_thatAreNotKnown_printAsNothing() {
        EventSample event = new EventSample();
        event.ancestors = List.of(without("kthreadd"), Ancestor.of("sh", 4000), without("init"));
        assertThat(alert(event, field("proc.aexepath")).message()).isEqualTo("/bin/sh ");

        event.ancestors = List.of(without("kthreadd"), without("init"));
        Alert alert = alert(event, field("proc.aexepath"));
        assertThat(alert.message()).isEqualTo("<NA>");
        assertThat(alert.fields()).contains(new OutputField("proc.aexepath", OutputValue.NULL));
    }

    private static Ancestor without(String name) {
        return new Ancestor(name, 7, 7, 0, name, "", List.of());
    }

    @Test
    void lists_print_in_parentheses() {
        Operand.Transform getopt =
                new Operand.Transform(
                        Transformer.GETOPT,
                        List.of(new Operand.ListOf(List.of(constant("-ab"))), constant("ab")),
                        "",
                        FieldType.TEXT,
                        true);
        OutputFormat.Token token =
                new OutputFormat.Transformed(getopt, List.of(), OutputFormat.NO_WIDTH);

        assertThat(alert(new EventSample(), token).message()).isEqualTo("(a,b)");
    }

    private static Operand constant(String text) {
        return new Operand.Constant(ByteString.ofText(text));
    }
}
