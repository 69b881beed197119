// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventTable;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.SyscallEventSource;
import java.util.Set;

/**
 * {@code evt.count.*} and {@code evt.buflen.*}: numbers made to be added up. They are null for
 * events they do not count.
 */
final class EventCountFields {
    private static final Set<String> OPENS =
            Set.of("open", "creat", "openat", "openat2", "open_by_handle_at");
    private static final Set<String> CONNECTS = Set.of("accept", "accept4", "connect");
    private static final boolean[] IS_OPEN = isNamed(OPENS);
    private static final boolean[] IS_CONNECT = isNamed(CONNECTS);

    private static final int PROCINFO = EventTable.get().byCodeName("PPME_PROCINFO_E").code();

    /** What a descriptor is to these fields. */
    private enum Medium {
        FILE,
        DIRECTORY,
        NET,
        OTHER,
        NONE
    }

    private EventCountFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("evt.count", (view, field, into) -> into.setNumber(1))
                .put("evt.count.error", (view, field, into) -> error(view, true, into))
                .put("evt.count.error.file", EventCountFields::fileError)
                .put("evt.count.error.net", EventCountFields::netError)
                .put("evt.count.error.memory", EventCountFields::memoryError)
                .put("evt.count.error.other", EventCountFields::otherError)
                .put("evt.count.exit", EventCountFields::exit)
                .put("evt.count.procinfo", EventCountFields::processInfo)
                .put("evt.count.threadinfo", EventCountFields::threadInfo)
                .put("evt.buflen", (view, field, into) -> length(view, true, true, into))
                .put("evt.buflen.in", (view, field, into) -> length(view, true, false, into))
                .put("evt.buflen.out", (view, field, into) -> length(view, false, true, into));
        addLengths(readers, "file", Medium.FILE);
        addLengths(readers, "net", Medium.NET);
    }

    private static void addLengths(FieldReaders readers, String name, Medium medium) {
        String prefix = "evt.buflen." + name;
        readers.put(prefix, (view, field, into) -> length(view, medium, true, true, into))
                .put(prefix + ".in", (v, field, into) -> length(v, medium, true, false, into))
                .put(prefix + ".out", (v, field, into) -> length(v, medium, false, true, into));
    }

    private static void fileError(SyscallEventView view, BoundField field, Value into) {
        Medium medium = medium(view.event());
        error(view, isFile(medium) || medium == Medium.NONE && is(IS_OPEN, view), into);
    }

    private static void netError(SyscallEventView view, BoundField field, Value into) {
        Medium medium = medium(view.event());
        error(view, isNet(view, medium) || medium == Medium.NONE && is(IS_CONNECT, view), into);
    }

    private static void memoryError(SyscallEventView view, BoundField field, Value into) {
        error(view, isMemory(view), into);
    }

    private static void otherError(SyscallEventView view, BoundField field, Value into) {
        Medium medium = medium(view.event());
        boolean counted =
                medium == Medium.NONE
                        ? !is(IS_OPEN, view) && !is(IS_CONNECT, view) && !isMemory(view)
                        : !isFile(medium) && !isNet(view, medium);
        error(view, counted, into);
    }

    private static void error(SyscallEventView view, boolean counted, Value into) {
        if (counted && view.event().hasRes()) {
            into.setNumber(view.event().res() < 0 ? 1 : 0);
        } else {
            into.setNull();
        }
    }

    private static void exit(SyscallEventView view, BoundField field, Value into) {
        if ((view.type() & 1) == 1) {
            into.setNumber(1);
        } else {
            into.setNull();
        }
    }

    /** Only old recordings have such events: what a thread has used of the processor. */
    private static void threadInfo(SyscallEventView view, BoundField field, Value into) {
        into.setNumber(view.type() == PROCINFO ? 1 : 0);
    }

    private static void processInfo(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        boolean counted =
                event.type() == PROCINFO
                        && event.hasProcess()
                        && ProcessFlag.MAIN_THREAD.in(event.processFlags());
        into.setNumber(counted ? 1 : 0);
    }

    private static void length(SyscallEventView view, boolean in, boolean out, Value into) {
        SyscallEventSource event = view.event();
        if (transfers(event, in, out) && event.hasRes() && event.res() >= 0) {
            into.setNumber(event.res());
        } else {
            into.setNull();
        }
    }

    private static void length(
            SyscallEventView view, Medium medium, boolean in, boolean out, Value into) {
        if (medium(view.event()) == medium) {
            length(view, in, out, into);
        } else {
            into.setNull();
        }
    }

    private static boolean transfers(SyscallEventSource event, boolean in, boolean out) {
        if (!EventTypes.known(event.type()) || medium(event) == Medium.NONE) {
            return false;
        }
        int category = EventTypes.category(event.type());
        if (in && out) {
            return EventTypes.isIo(event.type());
        }
        return in && category == EventTypes.CATEGORY_IO_READ
                || out && category == EventTypes.CATEGORY_IO_WRITE;
    }

    private static Medium medium(SyscallEventSource event) {
        if (!event.hasFd() || FdFlag.UNKNOWN_TO_TABLE.in(event.fdFlags())) {
            return Medium.NONE;
        }
        return switch (FdType.of(event.fdType())) {
            case FILE -> Medium.FILE;
            case DIRECTORY -> Medium.DIRECTORY;
            case IPV4, IPV6, IPV4_SERVER, IPV6_SERVER -> Medium.NET;
            default -> Medium.OTHER;
        };
    }

    /** Errors on directories count as those of files; bytes do not. */
    private static boolean isFile(Medium medium) {
        return medium == Medium.FILE || medium == Medium.DIRECTORY;
    }

    /** Errors on unix sockets count as the network's. */
    private static boolean isNet(SyscallEventView view, Medium medium) {
        return medium == Medium.NET
                || medium == Medium.OTHER && FdType.of(view.event().fdType()) == FdType.UNIX;
    }

    private static boolean isMemory(SyscallEventView view) {
        return EventTypes.known(view.type())
                && EventTypes.category(view.type()) == EventTypes.CATEGORY_MEMORY;
    }

    private static boolean is(boolean[] table, SyscallEventView view) {
        return EventTypes.known(view.type()) && table[view.type()];
    }

    private static boolean[] isNamed(Set<String> names) {
        boolean[] is = new boolean[EventTypes.CODES];
        for (int code = 0; code < is.length; code++) {
            is[code] = names.contains(EventTypes.text(code));
        }
        return is;
    }
}
