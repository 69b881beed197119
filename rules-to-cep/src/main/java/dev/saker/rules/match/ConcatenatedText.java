// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/** {@code concat(a, b, …)}. */
final class ConcatenatedText extends Transformed {
    ConcatenatedText(ValueSource[] parts) {
        super(parts);
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        for (int i = 0; i < arguments(); i++) {
            Slice part = argument(i, event).bytes();
            memory.append(part.array(), part.offset(), part.length());
        }
        result.setBytes(memory.array(), 0, memory.length());
    }
}
