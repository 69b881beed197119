// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/** {@code evt.args}, {@code evt.arg}, {@code evt.rawarg}, {@code evt.buffer}: the parameters. */
final class ArgumentFields {

    private ArgumentFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("evt.args", ArgumentFields::all)
                .put("evt.info", ArgumentFields::all)
                .put("evt.arg", ArgumentFields::text)
                .put("evt.rawarg", ArgumentFields::raw)
                .put("evt.buffer", ArgumentFields::buffer);
    }

    private static void all(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!EventTypes.known(event.type()) || event.type() == EventTypes.GENERIC) {
            into.setBytes(Text.NOTHING);
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
        if (isPresent(event, param, into) && !isText(event, param, into)) {
            int start = view.scratch().length();
            view.parameterText().append(event, param, view.scratch());
            view.setScratch(start, into);
        }
    }

    /** Whether the text lies in the event as it is; then it is lent from there. */
    private static boolean isText(SyscallEventSource event, int param, Value into) {
        if (event.hasArgText(param)) {
            event.argText(param, into.beginBytes());
            if (into.bytes().length() > 0) {
                return true;
            }
        }
        if (event.argKind(param) != ArgKind.BYTES || !isPath(event, param)) {
            return false;
        }
        Slice bytes = into.beginBytes();
        event.argBytes(param, bytes);
        Text.cutAtZero(bytes);
        return bytes.length() > 0;
    }

    private static boolean isPath(SyscallEventSource event, int param) {
        return switch (EventTypes.params(event.type()).get(param).type()) {
            case CHARBUF, FSPATH, FSRELPATH -> true;
            default -> false;
        };
    }

    private static void raw(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        int param = field.param(event.type());
        if (!isPresent(event, param, into)) {
            return;
        }
        switch (event.argKind(param)) {
            case ABSENT -> rawAbsent(event, param, into);
            case NUMBER -> into.setNumber(event.argNumber(param));
            case BYTES -> rawBytes(event, param, into);
        }
    }

    /** A text that is not there is a text all the same: Falco's word for nothing. */
    private static void rawAbsent(SyscallEventSource event, int param, Value into) {
        if (isPath(event, param)) {
            into.setBytes(Text.NOT_AVAILABLE);
        } else {
            into.setNull();
        }
    }

    /** Nothing read or written is a buffer, an empty one. */
    private static void buffer(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        int param = field.param(event.type());
        if (!isPresent(event, param, into)) {
            return;
        }
        if (event.argKind(param) == ArgKind.BYTES) {
            rawBytes(event, param, into);
        } else {
            into.setBytes(Text.NOTHING);
        }
    }

    /** Texts end in a zero byte on the wire; their raw value is the text. */
    private static void rawBytes(SyscallEventSource event, int param, Value into) {
        Slice bytes = into.beginBytes();
        event.argBytes(param, bytes);
        if (isPath(event, param)) {
            Text.cutAtZero(bytes);
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
