// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/**
 * {@code fs.path.*}, the paths that a successful call worked on, and {@code evt.abspath}, which
 * asks for no success. Resolved paths come with the record; where they do not, the path itself is
 * absolute or relative to the working directory.
 */
final class PathFields {
    private static final int NONE = BoundField.NO_PARAM;
    private static final int OPEN_BY_HANDLE =
            EventTable.get().byCodeName("PPME_SYSCALL_OPEN_BY_HANDLE_AT_X").code();

    /** Positions of the parameters that hold the paths of an event type. */
    private record Paths(boolean anyErrorButPerm, boolean ofFd, int name, int source, int target) {
        static final Paths NO_PATHS = new Paths(false, false, NONE, NONE, NONE);
    }

    /** One of the paths. */
    private enum Role {
        NAME {
            @Override
            int param(Paths paths) {
                return paths.name;
            }
        },
        SOURCE {
            @Override
            int param(Paths paths) {
                return paths.source;
            }
        },
        TARGET {
            @Override
            int param(Paths paths) {
                return paths.target;
            }
        };

        abstract int param(Paths paths);
    }

    private static final Paths[] PATHS = new Paths[EventTypes.CODES];
    private static final int[] ABSOLUTE = new int[EventTypes.CODES];
    private static final int[] ABSOLUTE_TARGET = new int[EventTypes.CODES];

    static {
        for (int code = 0; code < EventTypes.CODES; code++) {
            EventInfo info = EventTable.get().event(code);
            PATHS[info.code()] = info.isExit() ? paths(info) : Paths.NO_PATHS;
            ABSOLUTE[info.code()] = info.paramIndex(absolute(info.name()));
            ABSOLUTE_TARGET[info.code()] = info.paramIndex(absoluteTarget(info.name()));
        }
    }

    private PathFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("fs.path.name", (view, f, into) -> resolved(view, Role.NAME, into))
                .put("fs.path.nameraw", (view, f, into) -> raw(view, Role.NAME, into))
                .put("fs.path.source", (view, f, into) -> resolved(view, Role.SOURCE, into))
                .put("fs.path.sourceraw", (view, f, into) -> raw(view, Role.SOURCE, into))
                .put("fs.path.target", (view, f, into) -> resolved(view, Role.TARGET, into))
                .put("fs.path.targetraw", (view, f, into) -> raw(view, Role.TARGET, into))
                .put("evt.abspath", PathFields::absolutePath);
    }

    // Links are told from where they appear: the source is the new path, the target what it leads
    // to. That is Falco's reading.
    private static Paths paths(EventInfo info) {
        return switch (info.name()) {
            case "open", "openat", "openat2" ->
                    new Paths(true, false, at(info, "name"), NONE, NONE);
            case "unlinkat", "umount", "umount2" -> named(info, "name");
            case "mkdir", "mkdirat", "rmdir", "unlink", "chown", "lchown" -> named(info, "path");
            case "chmod", "fchmodat" -> named(info, "filename");
            case "fchownat" -> named(info, "pathname");
            case "quotactl" -> named(info, "special");
            case "fchmod", "fchown" -> new Paths(false, true, NONE, NONE, NONE);
            case "rename", "renameat", "renameat2" -> between(info, "oldpath", "newpath");
            case "link", "linkat" -> between(info, "newpath", "oldpath");
            case "symlink", "symlinkat" -> between(info, "linkpath", "target");
            case "mount" -> between(info, "dev", "dir");
            default -> Paths.NO_PATHS;
        };
    }

    private static Paths named(EventInfo info, String name) {
        return new Paths(false, false, at(info, name), NONE, NONE);
    }

    private static Paths between(EventInfo info, String source, String target) {
        return new Paths(false, false, NONE, at(info, source), at(info, target));
    }

    private static int at(EventInfo info, String param) {
        return info.paramIndex(param);
    }

    private static String absolute(String eventName) {
        return switch (eventName) {
            case "renameat", "renameat2", "linkat" -> "oldpath";
            case "symlinkat" -> "linkpath";
            case "openat", "openat2", "unlinkat" -> "name";
            case "mkdirat", "open_by_handle_at" -> "path";
            case "fchmodat" -> "filename";
            case "fchownat" -> "pathname";
            default -> "";
        };
    }

    private static String absoluteTarget(String eventName) {
        return switch (eventName) {
            case "renameat", "renameat2", "linkat" -> "newpath";
            default -> absolute(eventName);
        };
    }

    private static Paths pathsOf(SyscallEventSource event) {
        if (!EventTypes.known(event.type()) || !event.hasRes() || !event.hasProcess()) {
            return Paths.NO_PATHS;
        }
        Paths paths = PATHS[event.type()];
        boolean succeeded = paths.anyErrorButPerm ? event.res() != -1 : event.res() == 0;
        return succeeded ? paths : Paths.NO_PATHS;
    }

    private static void raw(SyscallEventView view, Role role, Value into) {
        Paths paths = pathsOf(view.event());
        if (paths.ofFd && role == Role.NAME) {
            fdName(view, into);
        } else {
            rawParam(view.event(), role.param(paths), into);
        }
    }

    private static void resolved(SyscallEventView view, Role role, Value into) {
        Paths paths = pathsOf(view.event());
        if (paths.ofFd && role == Role.NAME) {
            fdName(view, into);
        } else {
            resolvedParam(view, role.param(paths), into);
        }
    }

    private static void absolutePath(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!EventTypes.known(event.type()) || !event.hasProcess()) {
            into.setNull();
            return;
        }
        boolean target = field.ref().argument().equals("dst");
        int param = (target ? ABSOLUTE_TARGET : ABSOLUTE)[event.type()];
        boolean opened = event.type() != OPEN_BY_HANDLE || event.hasRes() && event.res() > 0;
        if (opened && isThere(event, param)) {
            resolvedParam(view, param, into);
        } else {
            into.setNull();
        }
    }

    private static void fdName(SyscallEventView view, Value into) {
        if (view.event().hasFd()) {
            view.event().fdName(into.beginBytes());
            into.nullIfAbsent();
        } else {
            into.setNull();
        }
    }

    private static boolean isThere(SyscallEventSource event, int param) {
        return param != NONE && param < event.argCount() && event.argKind(param) == ArgKind.BYTES;
    }

    /** A path that the call was not given ({@code mount} without a device) has a word for it. */
    private static void rawParam(SyscallEventSource event, int param, Value into) {
        if (param == NONE || param >= event.argCount()) {
            into.setNull();
            return;
        }
        if (!isThere(event, param)) {
            into.setBytes(Text.NOT_AVAILABLE);
            return;
        }
        Slice path = into.beginBytes();
        event.argBytes(param, path);
        Text.cutAtZero(path);
    }

    private static void resolvedParam(SyscallEventView view, int param, Value into) {
        SyscallEventSource event = view.event();
        if (param != NONE && param < event.argCount() && event.hasArgText(param)) {
            event.argText(param, into.beginBytes());
            if (into.bytes().length() > 0) {
                return;
            }
        }
        rawParam(event, param, into);
        if (into.kind() == Value.Kind.BYTES && !PathText.isClean(into.bytes())) {
            clean(view, into);
        }
    }

    private static void clean(SyscallEventView view, Value path) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        view.event().processCwd(view.slice());
        PathText.append(view.slice(), path.bytes(), scratch);
        view.setScratch(start, path);
    }
}
