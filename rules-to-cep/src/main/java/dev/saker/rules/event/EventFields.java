// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamText;
import dev.saker.scap.ParamType;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.util.List;

/** {@code evt.*} of syscalls, other than parameters and counts. */
final class EventFields {
    private static final byte[] EXIT = EventTypes.bytes("<");
    private static final byte[] ENTER = EventTypes.bytes(">");
    private static final byte[] SUCCESS = EventTypes.bytes("SUCCESS");
    private static final byte[] READ = EventTypes.bytes("read");
    private static final byte[] WRITE = EventTypes.bytes("write");
    private static final byte[] SYSLOG = EventTypes.bytes("/dev/log");
    private static final byte[] NO_LATENCY = EventTypes.bytes("0ns");
    private static final byte[] UNKNOWN = EventTypes.bytes("unknown");
    private static final byte[] FILE = EventTypes.bytes("file");
    private static final byte[] NET = EventTypes.bytes("net");
    private static final byte[] IPC = EventTypes.bytes("ipc");

    /** By category number. */
    private static final List<byte[]> CATEGORIES =
            List.of(
                    UNKNOWN,
                    EventTypes.bytes("other"),
                    FILE,
                    NET,
                    EventTypes.bytes("IPC"),
                    EventTypes.bytes("memory"),
                    EventTypes.bytes("process"),
                    EventTypes.bytes("sleep"),
                    EventTypes.bytes("system"),
                    EventTypes.bytes("signal"),
                    EventTypes.bytes("user"),
                    EventTypes.bytes("time"),
                    EventTypes.bytes("processing"));

    private static final int CATEGORY_WAIT = 1 << 6;
    private static final int CATEGORY_SCHEDULER = 1 << 7;
    private static final int CATEGORY_INTERNAL = 1 << 8;

    /** An error number as a return value renders it. */
    private static final ParamInfo RESULT = resultParam();

    private EventFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("evt.type", (view, field, into) -> typeName(view, into))
                .put("evt.type.is", EventFields::typeIs)
                .put("syscall.type", EventFields::syscallType)
                .put("evt.category", EventFields::category)
                .put("evt.dir", (view, field, into) -> into.setBytes(isExit(view) ? EXIT : ENTER))
                .put("evt.cpu", (view, field, into) -> into.setNumber(view.event().cpu()))
                .put("evt.res", EventFields::result)
                .put("evt.rawres", EventFields::rawResult)
                .put("evt.failed", EventFields::failed)
                .put("evt.io_dir", EventFields::ioDirection)
                .put("evt.is_syslog", EventFields::isSyslog)
                .put("evt.latency", (view, field, into) -> into.setNumber(0))
                .put("evt.latency.s", (view, field, into) -> into.setNumber(0))
                .put("evt.latency.ns", (view, field, into) -> into.setNumber(0))
                .put("evt.latency.quantized", (view, field, into) -> into.setNumber(0))
                .put("evt.latency.human", (view, field, into) -> into.setBytes(NO_LATENCY))
                .put("evt.wait_latency", (view, field, into) -> into.setNumber(0));
        addFlags(readers);
    }

    private static void addFlags(FieldReaders readers) {
        readers.put("evt.is_io", EventFields::isIo)
                .put("evt.is_io_read", EventFields::isRead)
                .put("evt.is_io_write", EventFields::isWrite)
                .put("evt.is_wait", EventFields::isWait)
                .put("evt.is_open_read", shape(EventShape.OPEN_READ))
                .put("evt.is_open_write", shape(EventShape.OPEN_WRITE))
                .put("evt.is_open_exec", shape(EventShape.OPEN_EXEC))
                .put("evt.is_open_create", shape(EventShape.OPEN_CREATE))
                .put("evt.args_changed", EventFields::argumentsChanged)
                .put("evt.is_io_uring", shape(EventShape.IO_URING));
    }

    /** What evt.type says: for a system call without an event of its own, the call's name. */
    static void typeName(SyscallEventView view, Value into) {
        SyscallEventSource event = view.event();
        int type = event.type();
        if (!EventTypes.known(type)) {
            into.setNull();
        } else if (type == EventTypes.GENERIC && hasArg(event, 0, ArgKind.NUMBER)) {
            into.setBytes(genericName(event));
        } else if (type == EventTypes.ASYNC && hasArg(event, 1, ArgKind.BYTES)) {
            Slice name = into.beginBytes();
            event.argBytes(1, name);
            Text.cutAtZero(name);
        } else {
            into.setBytes(EventTypes.name(type));
        }
    }

    /**
     * By the number that is the same on every machine. A call that is younger than whoever recorded
     * it has none: then the kernel's number tells, if it is there.
     */
    private static byte[] genericName(SyscallEventSource event) {
        long number = event.argNumber(0);
        boolean unnumbered = number == 0 && hasArg(event, 1, ArgKind.NUMBER);
        return unnumbered
                ? EventTypes.syscallName(event.argNumber(1))
                : EventTypes.scapSyscallName(number);
    }

    private static boolean hasArg(SyscallEventSource event, int param, ArgKind kind) {
        return event.argCount() > param && event.argKind(param) == kind;
    }

    private static void typeIs(SyscallEventView view, BoundField field, Value into) {
        typeName(view, into);
        boolean is =
                into.kind() == Value.Kind.BYTES && into.bytes().contentEquals(field.argument());
        into.setNumber(is ? 1 : 0);
    }

    private static void syscallType(SyscallEventView view, BoundField field, Value into) {
        if (EventTypes.known(view.type()) && EventTypes.isSyscall(view.type())) {
            typeName(view, into);
        } else {
            into.setNull();
        }
    }

    private static void category(SyscallEventView view, BoundField field, Value into) {
        int category = EventTypes.known(view.type()) ? EventTypes.category(view.type()) : 0;
        if ((category & EventTypes.CATEGORY_IO) != 0) {
            into.setBytes(ioCategory(view.event()));
        } else if (category < CATEGORIES.size()) {
            into.setBytes(CATEGORIES.get(category));
        } else {
            into.setBytes(rareCategory(category));
        }
    }

    private static byte[] rareCategory(int category) {
        return switch (category) {
            case CATEGORY_WAIT -> EventTypes.bytes("wait");
            case CATEGORY_SCHEDULER -> EventTypes.bytes("scheduler");
            case CATEGORY_INTERNAL -> EventTypes.bytes("internal");
            default -> UNKNOWN;
        };
    }

    /** Input and output are of the category of what they go through. */
    private static byte[] ioCategory(SyscallEventSource event) {
        if (!event.hasFd() || FdFlag.UNKNOWN_TO_TABLE.in(event.fdFlags())) {
            return UNKNOWN;
        }
        return switch (FdType.of(event.fdType())) {
            case FILE, DIRECTORY -> FILE;
            case IPV4, IPV6, IPV4_SERVER, IPV6_SERVER -> NET;
            case PIPE, UNIX, EVENT, SIGNALFD, INOTIFY, USERFAULTFD -> IPC;
            default -> UNKNOWN;
        };
    }

    private static boolean isExit(SyscallEventView view) {
        return (view.type() & 1) == 1;
    }

    private static void result(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!event.hasRes()) {
            into.setNull();
        } else if (event.res() >= 0) {
            into.setBytes(SUCCESS);
        } else {
            int start = view.scratch().length();
            ParamText.append(resultParam(event.type()), event.res(), view.scratch());
            view.setScratch(start, into);
        }
    }

    /** A negative process id is a number to Falco, a negative descriptor an error. */
    private static ParamInfo resultParam(int type) {
        List<ParamInfo> params = EventTypes.known(type) ? EventTypes.params(type) : List.of();
        return params.isEmpty() || !params.get(0).type().isInteger() ? RESULT : params.get(0);
    }

    private static void rawResult(SyscallEventView view, BoundField field, Value into) {
        if (view.event().hasRes()) {
            into.setNumber(view.event().res());
        } else {
            into.setNull();
        }
    }

    private static void failed(SyscallEventView view, BoundField field, Value into) {
        if (view.event().hasRes()) {
            into.setBool(view.event().res() < 0);
        } else {
            into.setNull();
        }
    }

    private static void ioDirection(SyscallEventView view, BoundField field, Value into) {
        int type = view.type();
        if (EventTypes.known(type) && EventTypes.writes(type)) {
            into.setBytes(WRITE);
        } else if (EventTypes.known(type) && EventTypes.reads(type)) {
            into.setBytes(READ);
        } else {
            into.setNull();
        }
    }

    private static void isSyslog(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        boolean is = false;
        if (EventTypes.known(event.type()) && EventTypes.writes(event.type()) && event.hasFd()) {
            event.fdName(view.slice());
            is = Text.contains(view.slice(), SYSLOG);
        }
        into.setBool(is);
    }

    private static void isIo(SyscallEventView view, BoundField field, Value into) {
        int type = view.type();
        into.setBool(EventTypes.known(type) && (EventTypes.reads(type) || EventTypes.writes(type)));
    }

    private static void isRead(SyscallEventView view, BoundField field, Value into) {
        into.setBool(EventTypes.known(view.type()) && EventTypes.reads(view.type()));
    }

    private static void isWrite(SyscallEventView view, BoundField field, Value into) {
        into.setBool(EventTypes.known(view.type()) && EventTypes.writes(view.type()));
    }

    private static void isWait(SyscallEventView view, BoundField field, Value into) {
        into.setBool(EventTypes.known(view.type()) && EventTypes.waits(view.type()));
    }

    private static void argumentsChanged(SyscallEventView view, BoundField field, Value into) {
        if (!FieldGroup.RACES.in(view.event().projection())) {
            view.setMissing(FieldGroup.RACES, into);
            return;
        }
        into.setBool(EventShape.ARGUMENTS_CHANGED.in(view.event().shape()));
    }

    private static FieldReader shape(EventShape shape) {
        int bit = shape.bit();
        return (view, field, into) -> into.setBool((view.event().shape() & bit) != 0);
    }

    private static ParamInfo resultParam() {
        return EventTable.get().byCodeName("PPME_SYSCALL_UNLINK_2_X").params().stream()
                .filter(param -> param.type() == ParamType.ERRNO)
                .findFirst()
                .orElseThrow();
    }
}
