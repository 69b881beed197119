// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.rules.event.ValueText;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.field.PrintFormat;
import dev.saker.scap.ByteSink;

/** A number or an address where text is wanted. */
final class PrintedText extends Transformed {
    private final FieldType type;
    private final PrintFormat format;

    PrintedText(ValueSource source, FieldType type, PrintFormat format) {
        super(source);
        this.type = type;
        this.format = format;
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        ValueText.append(type, format, argument(0, event), memory);
        result.setBytes(memory.array(), 0, memory.length());
    }
}
