// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/** Transformers from one text to another; of a list, element by element. */
final class TransformedText extends Transformed {
    private final Change change;

    TransformedText(ValueSource source, Change change) {
        super(source);
        this.change = change;
    }

    @Override
    void transform(EventRegisters event, Value result, ByteSink memory) {
        Value value = argument(0, event);
        if (value.kind() != Value.Kind.LIST) {
            change(value, result, memory);
            return;
        }
        result.beginList();
        for (int i = 0; i < value.size(); i++) {
            Value element = result.addElement();
            change(value.element(i), element, memory);
            if (element.kind() == Value.Kind.NULL) {
                result.setNull();
                return;
            }
        }
    }

    private void change(Value from, Value to, ByteSink memory) {
        if (from.kind() != Value.Kind.BYTES) {
            to.set(from);
            return;
        }
        int start = memory.length();
        if (change.append(from.bytes(), memory)) {
            to.setBytes(memory.array(), start, memory.length() - start);
        } else {
            to.setNull();
        }
    }

    /** What is done to a text. */
    enum Change {
        LOWER {
            @Override
            boolean append(Slice text, ByteSink out) {
                for (int i = 0; i < text.length(); i++) {
                    out.append(ByteText.lower(text.at(i)));
                }
                return true;
            }
        },
        UPPER {
            @Override
            boolean append(Slice text, ByteSink out) {
                for (int i = 0; i < text.length(); i++) {
                    out.append(ByteText.upper(text.at(i)));
                }
                return true;
            }
        },
        BASENAME {
            @Override
            boolean append(Slice text, ByteSink out) {
                int start = text.length();
                while (start > 0 && text.at(start - 1) != '/') {
                    start--;
                }
                out.append(text.array(), text.offset() + start, text.length() - start);
                return true;
            }
        },
        DECODE_BASE64 {
            @Override
            boolean append(Slice text, ByteSink out) {
                return Base64Text.append(text, out);
            }
        };

        /** Tells whether the text could be changed. */
        abstract boolean append(Slice text, ByteSink out);
    }
}
