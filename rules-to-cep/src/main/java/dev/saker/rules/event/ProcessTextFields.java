// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Leader;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/** Texts of {@code proc.*} about the process itself, its leaders and its standard streams. */
final class ProcessTextFields {

    /** How a leader's text is got. */
    @FunctionalInterface
    private interface LeaderText {
        void read(SyscallEventSource event, Leader leader, Slice into);
    }

    private ProcessTextFields() {}

    static void addTo(FieldReaders readers) {
        readers.putProcess("proc.name", (v, f, into) -> v.event().processName(into.beginBytes()))
                .putProcess("proc.exe", (v, f, into) -> v.event().processExe(into.beginBytes()))
                .putProcess(
                        "proc.exepath", (v, f, into) -> v.event().processExePath(into.beginBytes()))
                .putProcess("proc.cwd", (v, f, into) -> v.event().processCwd(into.beginBytes()))
                .putProcess("proc.args", ProcessTextFields::args)
                .putProcess("proc.cmdline", ProcessTextFields::commandLine)
                .putProcess("proc.exeline", ProcessTextFields::exeLine)
                .putProcess("proc.cmdlenargs", ProcessTextFields::argsLength)
                .putProcess("proc.env", ProcessTextFields::environment);
        addLeader(readers, "proc.sid", "proc.sname", Leader.SESSION);
        addLeader(readers, "proc.pgid", "proc.pgid.name", Leader.PROCESS_GROUP);
        addLeader(readers, "proc.vpgid", "proc.vpgid.name", Leader.VIRTUAL_PROCESS_GROUP);
        addStream(readers, "proc.stdin", 0);
        addStream(readers, "proc.stdout", 1);
        addStream(readers, "proc.stderr", 2);
    }

    private static void addLeader(
            FieldReaders readers, String prefix, String nameField, Leader leader) {
        readers.putProcess(nameField, leader(leader, SyscallEventSource::leaderName))
                .putProcess(prefix + ".exe", leader(leader, SyscallEventSource::leaderExe))
                .putProcess(prefix + ".exepath", leader(leader, SyscallEventSource::leaderExePath));
    }

    private static void addStream(FieldReaders readers, String prefix, int stream) {
        readers.putProcess(prefix + ".type", (view, f, into) -> streamType(view, stream, into))
                .putProcess(prefix + ".name", (view, f, into) -> streamName(view, stream, into));
    }

    static void appendArgs(SyscallEventView view, ByteSink sink) {
        SyscallEventSource event = view.event();
        Slice arg = view.slice();
        for (int i = 0; i < event.processArgCount(); i++) {
            if (i > 0) {
                sink.append((byte) ' ');
            }
            event.processArg(i, arg);
            Text.append(arg, sink);
        }
    }

    /** comm and the arguments, a blank before each. */
    static void appendCommandLine(SyscallEventView view, ByteSink sink) {
        view.event().processName(view.slice());
        Text.append(view.slice(), sink);
        if (view.event().processArgCount() > 0) {
            sink.append((byte) ' ');
            appendArgs(view, sink);
        }
    }

    private static void args(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!field.ref().hasIndex()) {
            int start = view.scratch().length();
            appendArgs(view, view.scratch());
            view.setScratch(start, into);
        } else if (field.index() < event.processArgCount()) {
            event.processArg(field.index(), into.beginBytes());
        } else {
            into.setBytes(Text.NOTHING);
        }
    }

    private static void commandLine(SyscallEventView view, BoundField field, Value into) {
        int start = view.scratch().length();
        appendCommandLine(view, view.scratch());
        view.setScratch(start, into);
    }

    private static void exeLine(SyscallEventView view, BoundField field, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        view.event().processExe(view.slice());
        Text.append(view.slice(), scratch);
        scratch.append((byte) ' ');
        appendArgs(view, scratch);
        view.setScratch(start, into);
    }

    private static void argsLength(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        long length = 0;
        for (int i = 0; i < event.processArgCount(); i++) {
            event.processArg(i, view.slice());
            length += view.slice().length();
        }
        into.setNumber(length);
    }

    /** A number in brackets names no variable: with one the field is what it is without. */
    private static void environment(SyscallEventView view, BoundField field, Value into) {
        if (!view.event().hasEnvironment()) {
            view.setMissing(FieldGroup.ENVIRONMENT, into);
        } else if (field.hasArgument() && field.index() == FieldRef.NO_INDEX) {
            variable(view.event(), field.argument(), into);
        } else {
            environment(view, into);
        }
    }

    /** All variables of the process. */
    static void environment(SyscallEventView view, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        for (int i = 0; i < view.event().environmentCount(); i++) {
            if (i > 0) {
                scratch.append((byte) ' ');
            }
            view.event().environment(i, view.slice());
            Text.append(view.slice(), scratch);
        }
        view.setScratch(start, into);
    }

    /** Whether the text is a value of the variable of that name. */
    static boolean isVariable(Slice text, byte[] name) {
        return text.length() > name.length + 1
                && text.at(name.length) == '='
                && Text.startsWith(text, 0, name);
    }

    /** The first variable of the name that has a value; blanks around it do not count. */
    private static void variable(SyscallEventSource event, byte[] name, Value into) {
        Slice text = into.beginBytes();
        for (int i = 0; i < event.environmentCount(); i++) {
            event.environment(i, text);
            if (isVariable(text, name)) {
                Text.trimFrom(name.length + 1, text);
                return;
            }
        }
        into.setBytes(Text.NOTHING);
    }

    private static FieldReader leader(Leader leader, LeaderText text) {
        return (view, field, into) -> {
            if (view.event().hasLeaders()) {
                text.read(view.event(), leader, into.beginBytes());
            } else {
                view.setMissing(FieldGroup.LEADERS, into);
            }
        };
    }

    private static boolean hasStream(SyscallEventView view, int stream, Value into) {
        SyscallEventSource event = view.event();
        if (!event.hasStdio()) {
            view.setMissing(FieldGroup.STDIO, into);
            return false;
        }
        if (stream >= event.stdioCount() || event.stdioType(stream) < 0) {
            into.setNull();
            return false;
        }
        return true;
    }

    private static void streamType(SyscallEventView view, int stream, Value into) {
        if (hasStream(view, stream, into)) {
            into.setBytes(FdFields.typeText(FdType.of(view.event().stdioType(stream))));
        }
    }

    private static void streamName(SyscallEventView view, int stream, Value into) {
        if (hasStream(view, stream, into)) {
            view.event().stdioName(stream, into.beginBytes());
        }
    }
}
