// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.Threshold;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.correlate.StepValues;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.OptionalLong;

/** The value that an event has for a field, or for several together. */
final class FieldValue {

    /** Values that do not fit are taken for this many thousandths. */
    private static final long LARGEST = Long.MAX_VALUE / 2;

    private final List<FieldRef> fields;
    private final Value scratch = new Value();

    FieldValue(FieldRef field) {
        this(List.of(field));
    }

    FieldValue(List<FieldRef> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The same for the same value; nothing when any of the fields is null or unknown. */
    OptionalLong hash(StepEvent event) {
        StateWriter out = new StateWriter();
        for (FieldRef field : fields) {
            StepValues.read(event.values(), field, scratch);
            if (isAbsent()) {
                return OptionalLong.empty();
            }
            StepValues.append(scratch, out);
        }
        return OptionalLong.of(mixed(out.toBytes()));
    }

    /** Thousandths of the number; nothing when there is none. */
    OptionalLong thousandths(StepEvent event) {
        StepValues.read(event.values(), fields.get(0), scratch);
        return switch (scratch.kind()) {
            case NUMBER -> OptionalLong.of(scaled(scratch.number()));
            case REAL -> OptionalLong.of(Math.round(scratch.real() * Threshold.SCALE));
            case NULL, UNKNOWN, BOOL, BYTES, LIST -> OptionalLong.empty();
        };
    }

    private static long scaled(long number) {
        long limit = LARGEST / Threshold.SCALE;
        return Math.max(-limit, Math.min(limit, number)) * Threshold.SCALE;
    }

    private boolean isAbsent() {
        return scratch.kind() == Value.Kind.NULL || scratch.kind() == Value.Kind.UNKNOWN;
    }

    /** FNV-1a over 64 bits, its bits mixed as in splitmix64 so that short values spread. */
    private static long mixed(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : bytes) {
            hash = (hash ^ octet & 0xff) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }
}
