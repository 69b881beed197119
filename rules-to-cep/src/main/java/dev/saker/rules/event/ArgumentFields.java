// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/** {@code evt.args}, {@code evt.arg}, {@code evt.rawarg}, {@code evt.buffer}: the parameters. */
final class ArgumentFields {
    private static final byte[] NOTHING = {};

    private ArgumentFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("evt.args", ArgumentFields::all)
                .put("evt.info", ArgumentFields::all)
                .put("evt.arg", ArgumentFields::text)
                .put("evt.rawarg", ArgumentFields::raw)
                .put("evt.buffer", ArgumentFields::raw);
    }

    private static void all(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!EventTypes.known(event.type()) || event.type() == EventTypes.GENERIC) {
            into.setBytes(NOTHING);
            return;
        }
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        int count = paramCount(event);
        for (int param = 0; param < count; param++) {
            if (ParameterText.isLeftOut(event, param)) {
                into.setUnknown();
                return;
            }
            if (param > 0) {
                scratch.append((byte) ' ');
            }
            view.parameterText().appendNamed(event, param, scratch);
        }
        view.setScratch(start, into);
    }

    private static void text(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        int param = field.param(event.type());
        if (isPresent(event, param, into)) {
            int start = view.scratch().length();
            view.parameterText().append(event, param, view.scratch());
            view.setScratch(start, into);
        }
    }

    private static void raw(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        int param = field.param(event.type());
        if (!isPresent(event, param, into)) {
            return;
        }
        switch (event.argKind(param)) {
            case ABSENT -> into.setNull();
            case NUMBER -> into.setNumber(event.argNumber(param));
            case BYTES -> rawBytes(event, param, into);
        }
    }

    /** Texts end in a zero byte on the wire; their raw value is the text. */
    private static void rawBytes(SyscallEventSource event, int param, Value into) {
        Slice bytes = into.beginBytes();
        event.argBytes(param, bytes);
        switch (EventTypes.params(event.type()).get(param).type()) {
            case CHARBUF, FSPATH, FSRELPATH -> Text.cutAtZero(bytes);
            default -> {}
        }
    }

    private static boolean isPresent(SyscallEventSource event, int param, Value into) {
        if (param == BoundField.NO_PARAM || param >= paramCount(event)) {
            into.setNull();
            return false;
        }
        if (ParameterText.isLeftOut(event, param)) {
            into.setUnknown();
            return false;
        }
        return true;
    }

    /** A record of an older or newer event table may hold fewer or more than ours says. */
    private static int paramCount(SyscallEventSource event) {
        return Math.min(event.argCount(), EventTypes.params(event.type()).size());
    }
}
