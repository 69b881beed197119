// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/** {@code join(separator, list)}. */
final class JoinedText extends Transformed {
    JoinedText(ValueSource separator, ValueSource list) {
        super(separator, list);
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        Slice separator = argument(0, event).bytes();
        Value list = argument(1, event);
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                append(separator, memory);
            }
            append(list.element(i).bytes(), memory);
        }
        result.setBytes(memory.array(), 0, memory.length());
    }

    private static void append(Slice text, ByteSink memory) {
        memory.append(text.array(), text.offset(), text.length());
    }
}
