// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/**
 * {@code fd.*} that any descriptor has. A descriptor that the host's table does not know has a
 * number, and a name only if the event itself tells one.
 */
final class FdFields {
    private static final byte[] ROOT = EventTypes.bytes("/");
    private static final byte[][] TYPE_TEXTS = new byte[FdType.values().length][];
    private static final byte[][] TYPE_CHARS = new byte[FdType.values().length][];
    private static final byte[][] GUESSED_CHARS = new byte[EventTypes.CODES][];

    static {
        for (FdType type : FdType.values()) {
            TYPE_TEXTS[type.ordinal()] = EventTypes.bytes(type.text());
            TYPE_CHARS[type.ordinal()] = EventTypes.bytes(String.valueOf(type.typeChar()));
        }
        for (int code = 0; code < GUESSED_CHARS.length; code++) {
            GUESSED_CHARS[code] = TYPE_CHARS[guess(EventTypes.text(code)).ordinal()];
        }
    }

    private FdFields() {}

    static void addTo(FieldReaders readers) {
        readers.putFd("fd.num", ProcessFields.number(SyscallEventSource::fdNum))
                .putFd("fd.name", FdFields::name)
                .putFd("fd.nameraw", FdFields::nameRaw)
                .putFd("fd.directory", FdFields::directory)
                .putFd("fd.filename", FdFields::fileName)
                .putFd("fd.type", FdFields::type)
                .putFd("fd.typechar", FdFields::typeChar)
                .putFd("fd.uid", FdFields::uid)
                .putPartial("fd.types", FdFields::types)
                .putFd("fd.containername", FdFields::containerName)
                .putFd("fd.containerdirectory", FdFields::containerDirectory)
                .putFd("fd.name_changed", flag(FdFlag.NAME_CHANGED))
                .putFd("fd.is_upper_layer", flag(FdFlag.UPPER_LAYER))
                .putFd("fd.is_lower_layer", flag(FdFlag.LOWER_LAYER))
                .putFd("fd.kernel_path", FdFields::kernelPath)
                .putFd("fd.dev", (v, f, into) -> known(v, v.event().fdDev(), into))
                .putFd("fd.dev.major", (v, f, into) -> known(v, major(v.event().fdDev()), into))
                .putFd("fd.dev.minor", (v, f, into) -> known(v, minor(v.event().fdDev()), into))
                .putFd("fd.ino", (v, f, into) -> known(v, v.event().fdIno(), into));
    }

    /** Behind the last parameter of an event of an opened file. */
    private static void kernelPath(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!FieldGroup.RACES.in(event.projection())) {
            view.setMissing(FieldGroup.RACES, into);
            return;
        }
        int params = EventTypes.known(event.type()) ? EventTypes.params(event.type()).size() : 0;
        if (event.argCount() > params && event.argKind(params) == ArgKind.BYTES) {
            event.argBytes(params, into.beginBytes());
        } else {
            into.setNull();
        }
    }

    /** A set: in the order of our numbers of the types. */
    private static void types(SyscallEventView view, BoundField field, Value into) {
        if (!view.event().hasOpenFdTypes()) {
            into.setUnknown();
            return;
        }
        if (!view.event().hasFd()) {
            into.setNull();
            return;
        }
        if (field.hasArgument()) {
            typeOf(view, field.index(), into);
            return;
        }
        into.beginList();
        for (FdType type : FdType.values()) {
            boolean open = (view.event().openFdTypes() >> type.ordinal() & 1) != 0;
            if (open && !holds(into, TYPE_TEXTS[type.ordinal()])) {
                into.addElement().setBytes(TYPE_TEXTS[type.ordinal()]);
            }
        }
    }

    /** With a number: the type of that descriptor alone, whatever the event is about. */
    private static void typeOf(SyscallEventView view, int fd, Value into) {
        int type = view.event().openFdType(fd);
        if (type < 0) {
            into.setNull();
        } else {
            into.beginList();
            into.addElement().setBytes(TYPE_TEXTS[type]);
        }
    }

    private static boolean holds(Value list, byte[] text) {
        for (int index = 0; index < list.size(); index++) {
            if (list.element(index).bytes().contentEquals(text)) {
                return true;
            }
        }
        return false;
    }

    /** Falco's word for a type, as bytes. */
    static byte[] typeText(FdType type) {
        return TYPE_TEXTS[type.ordinal()];
    }

    static boolean isKnown(SyscallEventView view) {
        return !FdFlag.UNKNOWN_TO_TABLE.in(view.event().fdFlags());
    }

    static FieldReader flag(FdFlag flag) {
        int bit = flag.bit();
        return (view, field, into) -> {
            if (isKnown(view)) {
                into.setBool((view.event().fdFlags() & bit) != 0);
            } else {
                into.setNull();
            }
        };
    }

    private static void known(SyscallEventView view, long number, Value into) {
        if (isKnown(view)) {
            into.setNumber(number);
        } else {
            into.setNull();
        }
    }

    /** The kernel keeps the minor number's upper bits above the major number. */
    private static long major(long dev) {
        return (dev & 0xfff00) >> 8;
    }

    private static long minor(long dev) {
        return dev & 0xff | dev >> 12 & 0xfff00;
    }

    private static FdType fdType(SyscallEventView view) {
        return FdType.of(view.event().fdType());
    }

    private static void name(SyscallEventView view, BoundField field, Value into) {
        view.event().fdName(into.beginBytes());
        into.nullIfAbsent();
    }

    /** As the process wrote it, except that runs of slashes become one. */
    private static void nameRaw(SyscallEventView view, BoundField field, Value into) {
        Slice name = into.beginBytes();
        view.event().fdNameRaw(name);
        if (!name.present()) {
            view.event().fdName(name);
        }
        into.nullIfAbsent();
        if (into.kind() == Value.Kind.BYTES && hasDoubleSlash(name)) {
            int start = view.scratch().length();
            appendSqueezed(name, view.scratch());
            view.setScratch(start, into);
        }
    }

    private static boolean hasDoubleSlash(Slice name) {
        for (int i = 1; i < name.length(); i++) {
            if (name.at(i) == '/' && name.at(i - 1) == '/') {
                return true;
            }
        }
        return false;
    }

    private static void appendSqueezed(Slice name, ByteSink sink) {
        for (int i = 0; i < name.length(); i++) {
            if (i == 0 || name.at(i) != '/' || name.at(i - 1) != '/') {
                sink.append(name.at(i));
            }
        }
    }

    private static void directory(SyscallEventView view, BoundField field, Value into) {
        boolean known = isKnown(view);
        FdType type = fdType(view);
        if (known && type != FdType.FILE && type != FdType.DIRECTORY) {
            into.setNull();
            return;
        }
        name(view, field, into);
        if (into.kind() == Value.Kind.BYTES && !(known && type == FdType.DIRECTORY)) {
            cutToDirectory(into);
        }
    }

    private static void cutToDirectory(Value name) {
        Slice path = name.bytes();
        int slash = Text.lastIndexOf(path, '/');
        if (slash <= 0) {
            name.setBytes(ROOT);
        } else if (slash < path.length() - 1) {
            path.set(path.array(), path.offset(), slash);
        }
    }

    private static void fileName(SyscallEventView view, BoundField field, Value into) {
        if (!isKnown(view) || fdType(view) != FdType.FILE) {
            into.setNull();
            return;
        }
        name(view, field, into);
        if (into.kind() == Value.Kind.BYTES) {
            cutToFileName(into);
        }
    }

    private static void cutToFileName(Value name) {
        Slice path = name.bytes();
        int start = Text.lastIndexOf(path, '/') + 1;
        if (start == 0) {
            name.setBytes(ROOT);
        } else if (start < path.length()) {
            path.set(path.array(), path.offset() + start, path.length() - start);
        }
    }

    private static void type(SyscallEventView view, BoundField field, Value into) {
        if (isKnown(view)) {
            into.setBytes(typeText(fdType(view)));
        } else {
            into.setNull();
        }
    }

    /** Of a descriptor that is not known, the kind that the event would have made. */
    private static void typeChar(SyscallEventView view, BoundField field, Value into) {
        FdType type = fdType(view);
        boolean guessed = !isKnown(view) && type == FdType.UNKNOWN;
        boolean guessable = guessed && EventTypes.known(view.type());
        into.setBytes(guessable ? GUESSED_CHARS[view.type()] : TYPE_CHARS[type.ordinal()]);
    }

    private static FdType guess(String eventName) {
        return switch (eventName) {
            case "openat", "openat2", "creat" -> FdType.FILE;
            case "socket", "accept", "accept4" -> FdType.IPV4;
            case "pipe", "pipe2" -> FdType.PIPE;
            case "eventfd", "eventfd2" -> FdType.EVENT;
            case "signalfd", "signalfd4" -> FdType.SIGNALFD;
            case "timerfd_create" -> FdType.TIMERFD;
            case "inotify_init", "inotify_init1" -> FdType.INOTIFY;
            default -> FdType.UNKNOWN;
        };
    }

    /** Thread id and descriptor, their digits side by side. */
    private static void uid(SyscallEventView view, BoundField field, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        scratch.appendDecimal(view.event().tid());
        scratch.appendDecimal(view.event().fdNum());
        view.setScratch(start, into);
    }

    private static void containerName(SyscallEventView view, BoundField field, Value into) {
        name(view, field, into);
        prefixContainer(view, into);
    }

    private static void containerDirectory(SyscallEventView view, BoundField field, Value into) {
        directory(view, field, into);
        prefixContainer(view, into);
    }

    /** Outside of containers there is nothing before the colon. */
    private static void prefixContainer(SyscallEventView view, Value into) {
        if (into.kind() != Value.Kind.BYTES) {
            return;
        }
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        if (!ContainerFields.isHost(view)) {
            view.event().containerId(view.slice());
            Text.append(view.slice(), scratch);
        }
        scratch.append((byte) ':');
        Text.append(into.bytes(), scratch);
        view.setScratch(start, into);
    }
}
