// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/** {@code len(x)}: elements of a list, bytes of a buffer, bytes of a text before its first zero. */
final class Length extends Transformed {
    private final boolean ofText;

    Length(ValueSource source, boolean ofText) {
        super(source);
        this.ofText = ofText;
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        Value value = argument(0, event);
        if (value.kind() == Value.Kind.LIST) {
            result.setNumber(value.size());
        } else if (ofText) {
            result.setNumber(textLength(value.bytes()));
        } else {
            result.setNumber(value.bytes().length());
        }
    }

    private static int textLength(Slice text) {
        int length = 0;
        while (length < text.length() && text.at(length) != 0) {
            length++;
        }
        return length;
    }
}
