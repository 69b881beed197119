// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Operator;
import dev.saker.rules.syntax.Right;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts what is written to the right of an operator to the type on its left.
 *
 * <p>Numbers are decimal only, though the grammar lets others through: that is Falco's rule.
 */
final class LiteralReader {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");

    private LiteralReader() {}

    static Literal read(Right.Value value, FieldType type, Operator operator) throws CheckProblem {
        return switch (type.kind()) {
            case NUMBER -> type == FieldType.PORT ? port(value) : number(value, type);
            case REAL -> real(value);
            case BOOL -> bool(value);
            case TEXT -> text(value);
            case BYTES -> bytes(value, operator);
            case IP -> ip(value);
            case NET -> net(value);
            case OPAQUE -> throw CheckProblem.type("field cannot be compared", value.place());
        };
    }

    private static Literal number(Right.Value value, FieldType type) throws CheckProblem {
        String text = value.text();
        if (!NUMBER.matcher(text).matches()) {
            throw wrong(value, "is not a valid number");
        }
        BigInteger number = new BigInteger(text);
        int bits = bits(type);
        BigInteger limit = BigInteger.ONE.shiftLeft(type.signed() ? bits - 1 : bits);
        if (number.compareTo(limit) >= 0 || number.negate().compareTo(limit) > 0) {
            throw wrong(value, "is not a valid number: it does not fit " + bits + " bits");
        }
        // a negative number for an unsigned field wraps: -1 is the greatest
        boolean wraps = number.signum() < 0 && !type.signed();
        return new Literal.Number((wraps ? number.add(limit) : number).longValue());
    }

    private static int bits(FieldType type) {
        return switch (type) {
            case INT8, UINT8, FLAGS8, ENUMFLAGS8, SIGTYPE -> 8;
            case INT16, UINT16, FLAGS16, ENUMFLAGS16, SYSCALLID, PORT -> 16;
            case INT32, UINT32, FLAGS32, ENUMFLAGS32, MODE -> 32;
            default -> 64;
        };
    }

    private static Literal port(Right.Value value) throws CheckProblem {
        String text = value.text();
        if (text.isEmpty()) {
            return new Literal.Number(0);
        }
        if (PORT.matcher(text).matches()) {
            int port = Integer.parseInt(text);
            if (port > 0xFFFF) {
                throw wrong(value, "is not a port");
            }
            return new Literal.Number(port);
        }
        return Services.port(text)
                .map(port -> (Literal) new Literal.Number(port))
                .orElseThrow(() -> wrong(value, "is an unrecognized protocol"));
    }

    private static Literal real(Right.Value value) throws CheckProblem {
        if (!NUMBER.matcher(value.text()).matches()) {
            throw wrong(value, "is not a valid number");
        }
        return new Literal.Real(Double.parseDouble(value.text()));
    }

    private static Literal bool(Right.Value value) throws CheckProblem {
        return switch (value.text()) {
            case "true" -> new Literal.Bool(true);
            case "false" -> new Literal.Bool(false);
            default -> throw wrong(value, "is neither true nor false");
        };
    }

    private static Literal text(Right.Value value) throws CheckProblem {
        if (value.text().indexOf('\0') >= 0) {
            throw CheckProblem.type("filter value cannot contain a NUL byte", value.place());
        }
        return new Literal.Text(ByteString.ofLiteral(value.text()));
    }

    private static Literal bytes(Right.Value value, Operator operator) throws CheckProblem {
        if (operator != Operator.BCONTAINS && operator != Operator.BSTARTSWITH) {
            return new Literal.Text(ByteString.ofLiteral(value.text()));
        }
        try {
            return new Literal.Text(ByteString.of(HexFormat.of().parseHex(value.text())));
        } catch (IllegalArgumentException e) {
            throw wrong(value, "is not a sequence of hex digits in pairs");
        }
    }

    private static Literal ip(Right.Value value) throws CheckProblem {
        return Addresses.parse(value.text())
                .map(address -> (Literal) new Literal.Ip(address))
                .orElseThrow(() -> wrong(value, "is an unrecognized IP address"));
    }

    private static Literal net(Right.Value value) throws CheckProblem {
        Optional<Literal.Net> net = Addresses.parseNet(value.text());
        return net.orElseThrow(
                () -> wrong(value, "is an unrecognized IP network, such as 10.0.0.0/8"));
    }

    private static CheckProblem wrong(Right.Value value, String what) {
        return CheckProblem.type("'" + value.text() + "' " + what, value.place());
    }
}
