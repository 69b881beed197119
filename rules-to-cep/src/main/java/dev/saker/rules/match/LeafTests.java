// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.schemas.Slice;

/**
 * What generated code calls for its leaves: small enough to be inlined, and about the kind of value
 * that nearly always comes. {@code leaf} answers for the others.
 */
final class LeafTests {
    private LeafTests() {}

    static int equal(EventRegisters event, int slot, byte[] bytes, Leaf leaf) {
        Value value = event.operand(slot);
        return isBytes(value) ? truth(value.bytes().contentEquals(bytes)) : leaf.test(value);
    }

    static int different(EventRegisters event, int slot, byte[] bytes, Leaf leaf) {
        Value value = event.operand(slot);
        return isBytes(value) ? truth(!value.bytes().contentEquals(bytes)) : leaf.test(value);
    }

    static int prefix(EventRegisters event, int slot, Slice prefix, Leaf leaf) {
        Value value = event.operand(slot);
        return isBytes(value)
                ? truth(ByteText.startsWith(value.bytes(), prefix))
                : leaf.test(value);
    }

    static int suffix(EventRegisters event, int slot, Slice suffix, Leaf leaf) {
        Value value = event.operand(slot);
        return isBytes(value) ? truth(ByteText.endsWith(value.bytes(), suffix)) : leaf.test(value);
    }

    static int part(EventRegisters event, int slot, Slice part, Leaf leaf) {
        Value value = event.operand(slot);
        return isBytes(value) ? truth(ByteText.contains(value.bytes(), part)) : leaf.test(value);
    }

    static int member(EventRegisters event, int slot, ByteSliceSet set, Leaf leaf) {
        Value value = event.operand(slot);
        if (!isBytes(value)) {
            return leaf.test(value);
        }
        Slice bytes = value.bytes();
        return truth(set.contains(bytes.array(), bytes.offset(), bytes.length()));
    }

    static int numberEqual(EventRegisters event, int slot, long number, Leaf leaf) {
        Value value = event.operand(slot);
        return isNumber(value) ? truth(value.number() == number) : leaf.test(value);
    }

    static int numberDifferent(EventRegisters event, int slot, long number, Leaf leaf) {
        Value value = event.operand(slot);
        return isNumber(value) ? truth(value.number() != number) : leaf.test(value);
    }

    static int bool(EventRegisters event, int slot, long expected, Leaf leaf) {
        Value value = event.operand(slot);
        return value.kind() == Value.Kind.BOOL
                ? truth(value.number() == expected)
                : leaf.test(value);
    }

    /** For every other leaf, and for those whose outcome is kept. */
    static int any(EventRegisters event, Leaf leaf) {
        return leaf.test(event);
    }

    private static boolean isBytes(Value value) {
        return value.kind() == Value.Kind.BYTES;
    }

    private static boolean isNumber(Value value) {
        return value.kind() == Value.Kind.NUMBER;
    }

    private static int truth(boolean bool) {
        return bool ? Plan.TRUE : Plan.FALSE;
    }
}
