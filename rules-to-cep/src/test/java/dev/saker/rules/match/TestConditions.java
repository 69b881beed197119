// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

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
import dev.saker.rules.event.TestFields;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import dev.saker.scap.EventTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Checked conditions and rules for tests of evaluation, written down without the front end. */
final class TestConditions {
    private TestConditions() {}

    static Operand.Field field(String name) {
        return new Operand.Field(TestFields.ref(name));
    }

    static Condition check(String field, String operator, String right) {
        return check(field(field), operator, right);
    }

    static Condition check(Operand left, String operator, String right) {
        Operator parsed = Operator.parse(operator).orElseThrow();
        return new Condition.Compare(left, parsed, literal(left.type(), right));
    }

    static Condition checkList(String field, String operator, String... right) {
        return checkList(field(field), operator, right);
    }

    static Condition checkList(Operand left, String operator, String... right) {
        Operator parsed = Operator.parse(operator).orElseThrow();
        return new Condition.CompareList(left, parsed, literals(left.type(), right));
    }

    static Condition checkEach(String field, String operator, Modifier modifier, String... right) {
        Operand left = field(field);
        Operator parsed = Operator.parse(operator).orElseThrow();
        return new Condition.CompareEach(left, parsed, modifier, literals(left.type(), right));
    }

    static Condition checkOperands(Operand left, String operator, Operand right) {
        return new Condition.CompareOperands(left, Operator.parse(operator).orElseThrow(), right);
    }

    static Condition exists(String field) {
        return new Condition.Exists(field(field));
    }

    static Condition not(Condition term) {
        return new Condition.Not(term);
    }

    static Condition and(Condition... terms) {
        return new Condition.And(List.of(terms));
    }

    static Condition or(Condition... terms) {
        return new Condition.Or(List.of(terms));
    }

    static Operand constant(String text) {
        return new Operand.Constant(ByteString.ofText(text));
    }

    static Operand listOf(Operand... items) {
        return new Operand.ListOf(List.of(items));
    }

    static Operand transform(Transformer transformer, Operand... arguments) {
        return transform(transformer, "", arguments);
    }

    static Operand transform(Transformer transformer, String option, Operand... arguments) {
        boolean getopt = transformer == Transformer.GETOPT;
        FieldType type =
                switch (transformer) {
                    case LEN -> FieldType.UINT64;
                    case JOIN, CONCAT, GETOPT -> FieldType.TEXT;
                    case TOLOWER, TOUPPER, B64, BASENAME -> arguments[0].type();
                };
        boolean list = getopt && option.isEmpty();
        return new Operand.Transform(transformer, List.of(arguments), option, type, list);
    }

    static Literal literal(FieldType type, String text) {
        return switch (type.kind()) {
            case NUMBER -> new Literal.Number(Long.parseLong(text));
            case REAL -> new Literal.Real(Double.parseDouble(text));
            case BOOL -> new Literal.Bool(Boolean.parseBoolean(text));
            case IP -> new Literal.Ip(address(text));
            case NET -> network(text);
            case TEXT, BYTES, OPAQUE -> new Literal.Text(ByteString.ofText(text));
        };
    }

    static Rule rule(int index, Condition condition) {
        return rule(index, condition, allEvents());
    }

    static Rule rule(int index, Condition condition, BitSet eventCodes) {
        String name = "rule " + index;
        return new Rule(
                index,
                name,
                name,
                "syscall",
                Priority.WARNING,
                List.of(),
                condition,
                new OutputFormat("", List.of()),
                eventCodes,
                new SourceSpan("test.yaml", 1, 1, 1, 1));
    }

    static BitSet allEvents() {
        BitSet codes = new BitSet();
        codes.set(0, EventTable.get().size());
        return codes;
    }

    static BitSet events(String... codeNames) {
        BitSet codes = new BitSet();
        Arrays.stream(codeNames).forEach(name -> codes.set(EventSample.code(name)));
        return codes;
    }

    /** What the plain evaluation says. */
    static Truth evaluate(Condition condition, EventSample event) {
        return new Interpreter(rule(0, condition)).evaluate(event.view());
    }

    private static List<Literal> literals(FieldType type, String... texts) {
        return Arrays.stream(texts).map(text -> literal(type, text)).toList();
    }

    private static Literal network(String text) {
        String[] parts = text.split("/");
        int bits = Integer.parseInt(parts[1]);
        byte[] address = address(parts[0]).array().clone();
        for (int bit = bits; bit < address.length * 8; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new Literal.Net(ByteString.of(address), bits);
    }

    private static ByteString address(String text) {
        try {
            return ByteString.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
