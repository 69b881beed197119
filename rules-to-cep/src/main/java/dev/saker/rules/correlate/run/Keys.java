// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepValues;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.event.ValueText;
import dev.saker.rules.field.FieldRef;
import dev.saker.scap.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes the bytes that stand for what an event shares with others. Not thread-safe: one per thread.
 */
public final class Keys {

    private final BoundField[] fields;
    private final boolean[] optional;
    private final Value scratch = new Value();

    Keys(List<KeyField> key) {
        fields = key.stream().map(field -> BoundField.of(field.ref())).toArray(BoundField[]::new);
        optional = new boolean[fields.length];
        for (int i = 0; i < optional.length; i++) {
            optional[i] = key.get(i).optional();
        }
    }

    /** Fields of which each may be absent, as a value of its own. */
    public static Keys ofAny(List<FieldRef> fields) {
        return new Keys(fields.stream().map(ref -> new KeyField(ref, true)).toList());
    }

    /** Null when the event lacks a field that must be there: it has no key. */
    public byte[] of(EventView event) {
        StateWriter out = new StateWriter();
        for (int i = 0; i < fields.length; i++) {
            event.read(fields[i], scratch);
            boolean absent =
                    scratch.kind() == Value.Kind.NULL || scratch.kind() == Value.Kind.UNKNOWN;
            if (absent && !optional[i]) {
                return null;
            }
            StepValues.append(scratch, out);
        }
        return out.toBytes();
    }

    /** What {@link #of(EventView)} wrote, for people: values with a comma between. */
    public static String text(byte[] key, List<FieldRef> fields) {
        StateReader in = new StateReader(key);
        Value value = new Value();
        StringBuilder text = new StringBuilder();
        for (FieldRef field : fields) {
            StepValues.read(in, value);
            ByteSink sink = new ByteSink(64);
            ValueText.append(field, value, sink);
            text.append(text.length() == 0 ? "" : ", ");
            text.append(new String(sink.array(), 0, sink.length(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
