// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An event all of whose fields have one value. */
final class GivenView extends ForwardingView {
    private final Value value;

    GivenView(Value value) {
        super(new EventSample().view());
        this.value = value;
    }

    @Override
    public void read(BoundField field, Value into) {
        into.set(value);
    }

    static Value nothing() {
        return new Value();
    }

    static Value unknown() {
        Value value = new Value();
        value.setUnknown();
        return value;
    }

    static Value number(long number) {
        Value value = new Value();
        value.setNumber(number);
        return value;
    }

    static Value real(double real) {
        Value value = new Value();
        value.setReal(real);
        return value;
    }

    static Value bool(boolean bool) {
        Value value = new Value();
        value.setBool(bool);
        return value;
    }

    static Value text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With other bytes around them. */
    static Value bytes(byte... bytes) {
        byte[] inside = new byte[bytes.length + 2];
        System.arraycopy(bytes, 0, inside, 1, bytes.length);
        Value value = new Value();
        value.setBytes(inside, 1, bytes.length);
        return value;
    }

    static Value list(List<Value> elements) {
        Value value = new Value();
        value.beginList();
        elements.forEach(element -> value.addElement().set(element));
        return value;
    }
}
