// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.schemas.Slice;
import java.util.List;

/**
 * Values of fields, copied from an event. Each stands behind a hash of its field's name, so that
 * what was stored can be read by a rule whose output has changed since: what it did not have then
 * is null.
 */
public final class StepValues {

    /** More of one text is not worth keeping for every live key. */
    public static final int MAX_BYTES = 256;

    public static final byte[] NONE = {};

    private static final Value.Kind[] KINDS = Value.Kind.values();

    private StepValues() {}

    /** The values of an event. */
    public static byte[] of(List<BoundField> fields, EventView event, Value scratch) {
        if (fields.isEmpty()) {
            return NONE;
        }
        StateWriter out = new StateWriter();
        for (BoundField field : fields) {
            event.read(field, scratch);
            fixed32(hash(field.ref()), out);
            StateWriter value = new StateWriter();
            append(scratch, value, MAX_BYTES);
            out.bytes(value.toBytes());
        }
        return out.toBytes();
    }

    /** Equal for equal values, different for different ones; of any length. */
    public static void append(Value value, StateWriter out) {
        append(value, out, Integer.MAX_VALUE);
    }

    private static void append(Value value, StateWriter out, int most) {
        out.octet(value.kind().ordinal());
        switch (value.kind()) {
            case NULL, UNKNOWN -> {}
            case NUMBER -> out.number(value.number());
            case REAL -> out.fixed(Double.doubleToRawLongBits(value.real()));
            case BOOL -> out.flag(value.bool());
            case BYTES -> {
                Slice bytes = value.bytes();
                out.bytes(bytes.array(), bytes.offset(), Math.min(most, bytes.length()));
            }
            case LIST -> {
                out.number(value.size());
                for (int i = 0; i < value.size(); i++) {
                    append(value.element(i), out, most);
                }
            }
        }
    }

    /** The value that was kept of a field; null if none was. */
    public static void read(byte[] values, FieldRef field, Value into) {
        int wanted = hash(field);
        StateReader in = new StateReader(values);
        while (!in.atEnd()) {
            int name = fixed32(in);
            byte[] value = in.bytes();
            if (name == wanted) {
                read(new StateReader(value), into);
                return;
            }
        }
        into.setNull();
    }

    /** What {@link #append} wrote. */
    public static void read(StateReader in, Value into) {
        switch (KINDS[in.octet()]) {
            case NULL -> into.setNull();
            case UNKNOWN -> into.setUnknown();
            case NUMBER -> into.setNumber(in.number());
            case REAL -> into.setReal(Double.longBitsToDouble(in.fixed()));
            case BOOL -> into.setBool(in.flag());
            case BYTES -> into.setBytes(in.bytes());
            case LIST -> {
                into.beginList();
                long size = in.number();
                for (long i = 0; i < size; i++) {
                    read(in, into.addElement());
                }
            }
        }
    }

    /** Of the plain name, whatever step it was asked of. */
    private static int hash(FieldRef field) {
        int hash = 0x811c9dc5;
        String name = field.field().name() + '[' + field.argument();
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    private static void fixed32(int value, StateWriter out) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.octet(value >>> shift);
        }
    }

    private static int fixed32(StateReader in) {
        return in.octet() << 24 | in.octet() << 16 | in.octet() << 8 | in.octet();
    }
}
