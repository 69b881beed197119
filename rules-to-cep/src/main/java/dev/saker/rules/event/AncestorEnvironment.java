// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/**
 * {@code proc.aenv}: with a name in brackets the value of the next ancestor that has one; with a
 * number the whole environment of that ancestor, 0 being the process; without either the list of
 * all ancestors' environments.
 */
final class AncestorEnvironment {
    /** How far Falco looks for a variable. */
    private static final int FAR = 20;

    private AncestorEnvironment() {}

    static void read(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        int index = field.index();
        if (!event.tellsWhatNoRecordHas()) {
            into.setUnknown();
        } else if (field.hasArgument() && index == FieldRef.NO_INDEX) {
            variable(event, field.argument(), into);
        } else if (index == 0) {
            ProcessTextFields.environment(view, into);
        } else if (index != FieldRef.NO_INDEX) {
            whole(view, index - 1, into);
        } else {
            into.beginList();
            for (int ancestor = 0; ancestor < event.ancestorCount(); ancestor++) {
                whole(view, ancestor, into.addElement());
            }
        }
    }

    private static void variable(SyscallEventSource event, byte[] name, Value into) {
        Slice text = into.beginBytes();
        int last = Math.min(FAR, event.ancestorCount());
        for (int ancestor = 0; ancestor < last; ancestor++) {
            for (int i = 0; i < event.ancestorEnvironmentCount(ancestor); i++) {
                event.ancestorEnvironment(ancestor, i, text);
                if (ProcessTextFields.isVariable(text, name)) {
                    Text.trimFrom(name.length + 1, text);
                    if (text.length() > 0) {
                        return;
                    }
                    break;
                }
            }
        }
        into.setBytes(Text.NOTHING);
    }

    private static void whole(SyscallEventView view, int ancestor, Value into) {
        SyscallEventSource event = view.event();
        if (ancestor >= event.ancestorCount()) {
            into.setNull();
            return;
        }
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        for (int i = 0; i < event.ancestorEnvironmentCount(ancestor); i++) {
            if (i > 0) {
                scratch.append((byte) ' ');
            }
            event.ancestorEnvironment(ancestor, i, view.slice());
            Text.append(view.slice(), scratch);
        }
        view.setScratch(start, into);
    }
}
