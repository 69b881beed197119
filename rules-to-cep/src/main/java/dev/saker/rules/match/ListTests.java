// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Literal;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import dev.saker.schemas.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators with a list of literals: membership, path prefixes, and every item by a modifier. */
final class ListTests {
    private ListTests() {}

    /** For in and intersects, which are the same for a single value, and pmatch. */
    static ValueTest of(FieldType type, Operator operator, List<Literal> right) {
        if (right.isEmpty()) {
            return ValueTest.NEVER;
        }
        if (operator == Operator.PMATCH) {
            PathPrefixes prefixes = new PathPrefixes(texts(right));
            return ofBytes(value -> prefixes.matches(value.bytes()));
        }
        return switch (type.kind()) {
            case NUMBER -> numbers(right);
            case TEXT, BYTES -> members(texts(right));
            case IP ->
                    LateAddresses.isAmong(right)
                            ? ofBytes(new LateAddresses(right))
                            : members(addresses(right));
            case NET -> networks(right);
            case REAL, BOOL, OPAQUE -> each(type, Operator.EQ, Modifier.ANYOF, right);
        };
    }

    /** For an operator that takes one literal, tried on each. */
    static ValueTest each(
            FieldType type, Operator operator, Modifier modifier, List<Literal> right) {
        ValueTest[] tests =
                right.stream()
                        .map(literal -> LiteralTests.of(type, operator, literal))
                        .toArray(ValueTest[]::new);
        if (tests.length == 0) {
            return ValueTest.NEVER;
        }
        return switch (modifier) {
            case ANYOF -> value -> holds(tests, value, 1) == 1;
            case ALLOF -> value -> holdsForAll(tests, value);
            case ONEOF -> value -> holds(tests, value, 2) == 1;
        };
    }

    /** Counts the tests that hold, up to a number that settles the matter. */
    private static int holds(ValueTest[] tests, Value value, int enough) {
        int holding = 0;
        for (int i = 0; i < tests.length && holding < enough; i++) {
            if (tests[i].test(value)) {
                holding++;
            }
        }
        return holding;
    }

    private static boolean holdsForAll(ValueTest[] tests, Value value) {
        for (ValueTest test : tests) {
            if (!test.test(value)) {
                return false;
            }
        }
        return true;
    }

    private static ValueTest numbers(List<Literal> right) {
        long[] numbers =
                right.stream()
                        .mapToLong(item -> ((Literal.Number) item).value())
                        .sorted()
                        .toArray();
        return value ->
                value.kind() == Value.Kind.NUMBER
                        && Arrays.binarySearch(numbers, value.number()) >= 0;
    }

    private static ValueTest members(List<byte[]> members) {
        return new Members(new ByteSliceSet(members));
    }

    /** Whether the bytes are those of some member. */
    record Members(ByteSliceSet set) implements ValueTest {
        @Override
        public boolean test(Value value) {
            Slice bytes = value.bytes();
            return value.kind() == Value.Kind.BYTES
                    && set.contains(bytes.array(), bytes.offset(), bytes.length());
        }
    }

    private static ValueTest networks(List<Literal> right) {
        List<Network> networks = new ArrayList<>();
        for (Literal item : right) {
            Literal.Net net = (Literal.Net) item;
            networks.add(new Network(net.address().array(), net.prefixBits()));
        }
        NetworkSet set = new NetworkSet(networks);
        return ofBytes(value -> set.contains(value.bytes()));
    }

    private static List<byte[]> texts(List<Literal> right) {
        return right.stream().map(item -> ((Literal.Text) item).bytes().array()).toList();
    }

    private static List<byte[]> addresses(List<Literal> right) {
        return right.stream().map(item -> ((Literal.Ip) item).address().array()).toList();
    }

    private static ValueTest ofBytes(ValueTest test) {
        return value -> value.kind() == Value.Kind.BYTES && test.test(value);
    }
}
