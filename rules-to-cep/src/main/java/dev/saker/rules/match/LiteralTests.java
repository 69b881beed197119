// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Literal;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Operator;
import dev.saker.schemas.Slice;
import java.util.List;

/**
 * Operators with one literal. A value of another kind than the literal (a raw parameter whose type
 * differs from event to event) compares as unequal.
 */
final class LiteralTests implements Literal.Visitor<ValueTest> {
    private final FieldType type;
    private final Operator operator;

    private LiteralTests(FieldType type, Operator operator) {
        this.type = type;
        this.operator = operator;
    }

    static ValueTest of(FieldType type, Operator operator, Literal right) {
        return right.accept(new LiteralTests(type, operator));
    }

    @Override
    public ValueTest visitNumber(Literal.Number literal) {
        long right = literal.value();
        ValueTest test =
                switch (operator) {
                    case EQ -> value -> value.number() == right;
                    case NE -> value -> value.number() != right;
                    case LT -> value -> compare(value.number(), right) < 0;
                    case LE -> value -> compare(value.number(), right) <= 0;
                    case GT -> value -> compare(value.number(), right) > 0;
                    case GE -> value -> compare(value.number(), right) >= 0;
                    default -> throw unsupported(literal);
                };
        return ofKind(Value.Kind.NUMBER, test);
    }

    @Override
    public ValueTest visitReal(Literal.Real literal) {
        double right = literal.value();
        ValueTest test =
                switch (operator) {
                    case EQ -> value -> value.real() == right;
                    case NE -> value -> value.real() != right;
                    case LT -> value -> value.real() < right;
                    case LE -> value -> value.real() <= right;
                    case GT -> value -> value.real() > right;
                    case GE -> value -> value.real() >= right;
                    default -> throw unsupported(literal);
                };
        return ofKind(Value.Kind.REAL, test);
    }

    @Override
    public ValueTest visitBool(Literal.Bool literal) {
        boolean right = literal.value();
        ValueTest test =
                switch (operator) {
                    case EQ -> value -> value.bool() == right;
                    case NE -> value -> value.bool() != right;
                    default -> throw unsupported(literal);
                };
        return ofKind(Value.Kind.BOOL, test);
    }

    @Override
    public ValueTest visitText(Literal.Text literal) {
        return ofKind(Value.Kind.BYTES, text(literal));
    }

    private ValueTest text(Literal.Text literal) {
        byte[] bytes = literal.bytes().array();
        Slice right = Slice.of(bytes);
        return switch (operator) {
            case EQ -> value -> value.bytes().contentEquals(bytes);
            case NE -> value -> !value.bytes().contentEquals(bytes);
            case LT -> value -> ByteText.compare(value.bytes(), right) < 0;
            case LE -> value -> ByteText.compare(value.bytes(), right) <= 0;
            case GT -> value -> ByteText.compare(value.bytes(), right) > 0;
            case GE -> value -> ByteText.compare(value.bytes(), right) >= 0;
            case CONTAINS, BCONTAINS -> value -> ByteText.contains(value.bytes(), right);
            case ICONTAINS -> value -> ByteText.containsIgnoringCase(value.bytes(), right);
            case STARTSWITH, BSTARTSWITH -> value -> ByteText.startsWith(value.bytes(), right);
            case ENDSWITH -> value -> ByteText.endsWith(value.bytes(), right);
            case GLOB -> glob(Glob.of(bytes, false));
            case IGLOB -> glob(Glob.of(bytes, true));
            case REGEX -> RegexTest.of(literal.bytes().text());
            case IN, INTERSECTS, PMATCH -> throw unsupported(literal);
        };
    }

    private static ValueTest glob(Glob glob) {
        return value -> {
            Slice text = value.bytes();
            return glob.matches(text.array(), text.offset(), text.length());
        };
    }

    @Override
    public ValueTest visitIp(Literal.Ip literal) {
        byte[] right = literal.address().array();
        return equality(literal, value -> value.bytes().contentEquals(right));
    }

    @Override
    public ValueTest visitNet(Literal.Net literal) {
        Network network = new Network(literal.address().array(), literal.prefixBits());
        return equality(literal, value -> network.contains(value.bytes()));
    }

    @Override
    public ValueTest visitHost(Literal.Host literal) {
        return equality(literal, new LateAddresses(List.of(literal)));
    }

    private ValueTest equality(Literal literal, ValueTest equal) {
        ValueTest test =
                switch (operator) {
                    case EQ -> equal;
                    case NE -> value -> !equal.test(value);
                    default -> throw unsupported(literal);
                };
        return ofKind(Value.Kind.BYTES, test);
    }

    private int compare(long left, long right) {
        return type.signed() ? Long.compare(left, right) : Long.compareUnsigned(left, right);
    }

    private ValueTest ofKind(Value.Kind kind, ValueTest test) {
        boolean otherwise = operator == Operator.NE;
        return value -> value.kind() == kind ? test.test(value) : otherwise;
    }

    private IllegalArgumentException unsupported(Literal literal) {
        return new IllegalArgumentException(
                "cannot evaluate " + operator.symbol() + " of " + type + " with " + literal);
    }
}
