// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.ByteString;
import dev.saker.rules.check.Literal;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Operator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators of order say the same of a literal and of another field, for values of every kind. */
class ComparisonTest {
    private static final Map<Operator, IntPredicate> ORDER =
            Map.of(
                    Operator.EQ, order -> order == 0,
                    Operator.NE, order -> order != 0,
                    Operator.LT, order -> order < 0,
                    Operator.LE, order -> order <= 0,
                    Operator.GT, order -> order > 0,
                    Operator.GE, order -> order >= 0);
    private static final long[] NUMBERS = {Long.MIN_VALUE, -1, 0, 1, 2, Long.MAX_VALUE};
    private static final double[] REALS = {-1.5, 0, 0.5, 100};
    private static final List<String> TEXTS = List.of("", "a", "aa", "b", "é");

    private record Given(Value value) implements dev.saker.rules.match.ValueSource {
        @Override
        public Value read(EventRegisters event) {
            return value;
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            throw new IllegalStateException("never unknown");
        }

        @Override
        public int cost() {
            return 0;
        }
    }

    private static void assertSays(
            FieldType type,
            Operator operator,
            Value left,
            Literal literal,
            Value right,
            int order) {
        boolean expected = ORDER.get(operator).test(order);
        OperandCheck check =
                new OperandCheck(
                        new Given(left), operator, new Given(right), type.signed(), Plurality.ONE);

        assertThat(LiteralTests.of(type, operator, literal).test(left))
                .as("%s %s %s of %s", left, operator, literal, type)
                .isEqualTo(expected);
        assertThat(check.test(new EventRegisters()))
                .as("%s %s field %s of %s", left, operator, right, type)
                .isEqualTo(Truth.of(expected));
    }

    @ParameterizedTest
    @EnumSource(names = {"EQ", "NE", "LT", "LE", "GT", "GE"})
    void numbers_areOrderedBySign(Operator operator) {
        FieldType signed = TestConditions.field("evt.rawres").type();
        FieldType unsigned = TestConditions.field("evt.num").type();
        for (long left : NUMBERS) {
            for (long right : NUMBERS) {
                Literal literal = new Literal.Number(right);
                Value one = GivenView.number(left);
                Value other = GivenView.number(right);
                assertSays(signed, operator, one, literal, other, Long.compare(left, right));
                assertSays(
                        unsigned, operator, one, literal, other, Long.compareUnsigned(left, right));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EQ", "NE", "LT", "LE", "GT", "GE"})
    void reals_areOrdered(Operator operator) {
        FieldType type = TestConditions.field("proc.fdusage").type();
        for (double left : REALS) {
            for (double right : REALS) {
                assertSays(
                        type,
                        operator,
                        GivenView.real(left),
                        new Literal.Real(right),
                        GivenView.real(right),
                        Double.compare(left, right));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EQ", "NE", "LT", "LE", "GT", "GE"})
    void texts_areOrderedByTheirBytes(Operator operator) {
        FieldType type = TestConditions.field("proc.name").type();
        for (int left = 0; left < TEXTS.size(); left++) {
            for (int right = 0; right < TEXTS.size(); right++) {
                assertSays(
                        type,
                        operator,
                        GivenView.text(TEXTS.get(left)),
                        new Literal.Text(ByteString.ofText(TEXTS.get(right))),
                        GivenView.text(TEXTS.get(right)),
                        left - right);
            }
        }
    }

    /** A raw parameter may be of another type for another event. */
    @ParameterizedTest
    @EnumSource(names = {"EQ", "NE", "LT", "LE", "GT", "GE"})
    void valueOfAnotherKind_isDifferentAndNothingElse(Operator operator) {
        Literal number = new Literal.Number(0);
        FieldType type = TestConditions.field("evt.num").type();
        for (Value other : List.of(GivenView.text("0"), GivenView.real(0), GivenView.bool(false))) {
            assertThat(LiteralTests.of(type, operator, number).test(other))
                    .isEqualTo(operator == Operator.NE);
        }
    }
}
