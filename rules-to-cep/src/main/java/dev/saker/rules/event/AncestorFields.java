// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/**
 * The parent and the ancestors of the process. A field of the ancestors without an index is a list,
 * parent first; with index 0 it is the process itself, with 1 its parent.
 */
final class AncestorFields {
    /** How one field is got from the ancestor at this place, -1 being the process itself. */
    @FunctionalInterface
    private interface AncestorReader {
        void read(SyscallEventView view, int ancestor, Value into);
    }

    private static final int SELF = -1;
    private static final int PARENT = 0;

    private AncestorFields() {}

    static void addTo(FieldReaders readers) {
        readers.putProcess("proc.pname", parent(AncestorFields::name))
                .putProcess("proc.pexe", parent(AncestorFields::exe))
                .putProcess("proc.pexepath", parent(AncestorFields::exePath))
                .putProcess("proc.pcmdline", parent(AncestorFields::commandLine))
                .putProcess("proc.ppid", parent(AncestorFields::pid))
                .putProcess("proc.pvpid", parent(AncestorFields::vpid))
                .putProcess("proc.ppid.ts", parent(AncestorFields::cloneTime))
                .putProcess("proc.ppid.duration", AncestorFields::parentDuration)
                .putProcess("proc.aname", ancestors(AncestorFields::name))
                .putProcess("proc.aexe", ancestors(AncestorFields::exe))
                .putProcess("proc.aexepath", ancestors(AncestorFields::exePath))
                .putProcess("proc.acmdline", ancestors(AncestorFields::commandLine))
                .putProcess("proc.apid", ancestors(AncestorFields::pid))
                .putProcess("proc.aargs", AncestorFields::args)
                .putPartialProcess("proc.aenv", AncestorEnvironment::read)
                .putProcess("proc.loginshellid", AncestorFields::loginShell);
    }

    /** Of a parent that began before the recording, Falco tells the process's open descriptors. */
    private static void parentDuration(SyscallEventView view, BoundField field, Value into) {
        if (view.event().ancestorCount() == 0) {
            into.setNull();
            return;
        }
        duration(view, 0, into);
        boolean mistaken = view.isStrictFalco() && into.kind() == Value.Kind.NULL;
        if (mistaken && view.event().hasResources()) {
            into.setNumber(view.event().fdOpen());
        }
    }

    private static FieldReader parent(AncestorReader reader) {
        return (view, field, into) -> {
            if (view.event().ancestorCount() == 0) {
                into.setNull();
            } else {
                reader.read(view, PARENT, into);
            }
        };
    }

    private static FieldReader ancestors(AncestorReader reader) {
        return (view, field, into) -> {
            if (field.index() == FieldRef.NO_INDEX) {
                into.beginList();
                for (int i = 0; i < view.event().ancestorCount(); i++) {
                    reader.read(view, i, into.addElement());
                }
            } else if (field.index() > view.event().ancestorCount()) {
                into.setNull();
            } else {
                reader.read(view, field.index() - 1, into);
            }
        };
    }

    private static void name(SyscallEventView view, int ancestor, Value into) {
        if (ancestor == SELF) {
            view.event().processName(into.beginBytes());
        } else {
            view.event().ancestorName(ancestor, into.beginBytes());
        }
    }

    private static void pid(SyscallEventView view, int ancestor, Value into) {
        SyscallEventSource event = view.event();
        into.setNumber(ancestor == SELF ? event.processPid() : event.ancestorPid(ancestor));
    }

    private static void vpid(SyscallEventView view, int ancestor, Value into) {
        into.setNumber(view.event().ancestorVpid(ancestor));
    }

    private static void cloneTime(SyscallEventView view, int ancestor, Value into) {
        into.setNumber(view.event().ancestorCloneTime(ancestor));
    }

    private static void duration(SyscallEventView view, int ancestor, Value into) {
        long start = view.event().ancestorCloneTime(ancestor);
        if (start == 0 || view.time() < start) { // the clock may have gone back
            into.setNull();
        } else {
            into.setNumber(view.time() - start);
        }
    }

    private static void exe(SyscallEventView view, int ancestor, Value into) {
        if (ancestor == SELF) {
            view.event().processExe(into.beginBytes());
        } else if (hasDetails(view, ancestor, into)) {
            view.event().ancestorExe(ancestor, into.beginBytes());
        }
    }

    private static void exePath(SyscallEventView view, int ancestor, Value into) {
        if (ancestor == SELF) {
            view.event().processExePath(into.beginBytes());
        } else if (hasDetails(view, ancestor, into)) {
            view.event().ancestorExePath(ancestor, into.beginBytes());
        }
    }

    private static void commandLine(SyscallEventView view, int ancestor, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        if (ancestor == SELF) {
            ProcessTextFields.appendCommandLine(view, scratch);
        } else if (hasDetails(view, ancestor, into)) {
            view.event().ancestorName(ancestor, view.slice());
            Text.append(view.slice(), scratch);
            appendArgs(view, ancestor, true, scratch);
        } else {
            return;
        }
        view.setScratch(start, into);
    }

    /**
     * Without an index this is one text for all ancestors, unlike its siblings: so it is in Falco.
     */
    private static void args(SyscallEventView view, BoundField field, Value into) {
        if (field.index() == FieldRef.NO_INDEX) {
            argsOfAll(view, into);
        } else if (field.index() > view.event().ancestorCount()) {
            into.setNull();
        } else {
            argsOf(view, field.index() - 1, into);
        }
    }

    private static void argsOf(SyscallEventView view, int ancestor, Value into) {
        int start = view.scratch().length();
        if (ancestor == SELF) {
            ProcessTextFields.appendArgs(view, view.scratch());
        } else if (hasDetails(view, ancestor, into)) {
            appendArgs(view, ancestor, false, view.scratch());
        } else {
            return;
        }
        view.setScratch(start, into);
    }

    private static void argsOfAll(SyscallEventView view, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        for (int i = 0; i < view.event().ancestorCount(); i++) {
            if (!hasDetails(view, i, into)) {
                return;
            }
            if (scratch.length() > start) {
                scratch.append((byte) ' ');
            }
            appendArgs(view, i, false, scratch);
        }
        if (scratch.length() == start) {
            into.setNull();
        } else {
            view.setScratch(start, into);
        }
    }

    private static void appendArgs(
            SyscallEventView view, int ancestor, boolean blankFirst, ByteSink sink) {
        Slice arg = view.slice();
        for (int i = 0; i < view.event().ancestorArgCount(ancestor); i++) {
            if (blankFirst || i > 0) {
                sink.append((byte) ' ');
            }
            view.event().ancestorArg(ancestor, i, arg);
            Text.append(arg, sink);
        }
    }

    private static boolean hasDetails(SyscallEventView view, int ancestor, Value into) {
        if (view.event().hasAncestorDetails(ancestor)) {
            return true;
        }
        boolean isParent = ancestor == PARENT;
        view.setMissing(isParent ? FieldGroup.PARENT_DETAILS : FieldGroup.ANCESTOR_DETAILS, into);
        return false;
    }

    /** The pid of the oldest among the process and its ancestors whose name ends in "sh". */
    private static void loginShell(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        Slice name = view.slice();
        for (int i = event.ancestorCount() - 1; i >= SELF; i--) {
            if (i == SELF) {
                event.processName(name);
            } else {
                event.ancestorName(i, name);
            }
            if (isShell(name)) {
                pid(view, i, into);
                return;
            }
        }
        into.setNull();
    }

    private static boolean isShell(Slice name) {
        int length = name.length();
        return length >= 2 && name.at(length - 2) == 's' && name.at(length - 1) == 'h';
    }
}
