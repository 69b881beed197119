// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Operator;
import dev.saker.schemas.Slice;

/**
 * An operator whose right side is read from the event as well. Null on either side is false, then
 * unknown on either side unknown.
 */
final class OperandCheck implements Node {
    private final ValueSource left;
    private final ValueSource right;
    private final Operator operator;
    private final boolean signed;
    private final Plurality plurality;

    /** The right side, while elements of the left are tested: one object, made once. */
    private final RightValue test = new RightValue();

    // The right side of a glob, while it is one.
    private final Glob glob = new Glob();
    private final GlobReader globReader = new GlobReader();

    OperandCheck(
            ValueSource left,
            Operator operator,
            ValueSource right,
            boolean signed,
            Plurality plurality) {
        this.left = left;
        this.right = right;
        this.operator = operator;
        this.signed = signed;
        this.plurality = plurality;
    }

    @Override
    public Truth test(EventRegisters event) {
        Value leftValue = left.read(event);
        Value rightValue = right.read(event);
        if (leftValue.kind() == Value.Kind.NULL || rightValue.kind() == Value.Kind.NULL) {
            return Truth.FALSE;
        }
        if (Unknowns.isIn(rightValue)) {
            return Truth.UNKNOWN;
        }
        test.value = rightValue;
        return plurality.test(leftValue, test);
    }

    @Override
    public FieldRef unknownField(EventRegisters event) {
        boolean leftUnknown = Unknowns.isIn(left.read(event));
        return (leftUnknown ? left : right).unknownField(event);
    }

    private final class RightValue implements ValueTest {
        private Value value;

        @Override
        public boolean test(Value element) {
            return switch (operator) {
                case IN, INTERSECTS -> isMember(element);
                case EQ -> compare(element, value) == 0;
                case NE -> compare(element, value) != 0;
                case LT -> compare(element, value) < 0;
                case LE -> compare(element, value) <= 0;
                case GT -> compare(element, value) > 0;
                case GE -> compare(element, value) >= 0;
                default -> matchesText(element.bytes(), value.bytes());
            };
        }

        private boolean isMember(Value element) {
            if (value.kind() != Value.Kind.LIST) {
                return compare(element, value) == 0;
            }
            for (int i = 0; i < value.size(); i++) {
                if (compare(element, value.element(i)) == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private int compare(Value one, Value other) {
        return switch (one.kind()) {
            case REAL -> Double.compare(one.real(), other.real());
            case NUMBER, BOOL ->
                    signed
                            ? Long.compare(one.number(), other.number())
                            : Long.compareUnsigned(one.number(), other.number());
            case BYTES -> ByteText.compare(one.bytes(), other.bytes());
            case NULL, UNKNOWN, LIST -> throw new IllegalStateException("cannot compare " + one);
        };
    }

    private boolean matchesText(Slice text, Slice part) {
        return switch (operator) {
            case CONTAINS, BCONTAINS -> ByteText.contains(text, part);
            case ICONTAINS -> ByteText.containsIgnoringCase(text, part);
            case STARTSWITH, BSTARTSWITH -> ByteText.startsWith(text, part);
            case ENDSWITH -> ByteText.endsWith(text, part);
            case GLOB -> matchesGlob(text, part, false);
            case IGLOB -> matchesGlob(text, part, true);
            default -> throw new IllegalStateException("cannot compare by " + operator.symbol());
        };
    }

    /** The pattern comes with the event: it is read anew each time, into memory used again. */
    private boolean matchesGlob(Slice text, Slice pattern, boolean ignoreCase) {
        globReader.read(pattern.array(), pattern.offset(), pattern.length(), ignoreCase, glob);
        return glob.matches(text.array(), text.offset(), text.length());
    }
}
