// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.ScapEvent;
import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Events that open files and change the working and the root directory. */
final class FileEvents {
    static final long AT_FDCWD = -100;

    /** Flags that only the exit event can know: created, and which layer of an overlay. */
    private static final int ADDED_BY_EXIT = -(1 << 14);

    private static final int UPPER_LAYER = 1 << 15;
    private static final int LOWER_LAYER = 1 << 16;
    private static final int CREAT_UPPER_LAYER = 1;
    private static final int CREAT_LOWER_LAYER = 1 << 1;
    private static final byte[] HERE = {'.'};
    private static final byte[] UNKNOWN_DIRECTORY = "<UNKNOWN>".getBytes(StandardCharsets.US_ASCII);

    private final Paths paths;
    private final Containers containers;
    private final FileEntries files;
    private final HostState host;

    /** The path of the event at hand. */
    private final Slice path = new Slice();

    FileEvents(HostState host) {
        this.paths = host.paths();
        this.files = host.files();
        this.containers = host.containers();
        this.host = host;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.OPEN, event -> opened(event, event.thread.cwd(), 1, 2, 4));
        table.on(EventCodes.OPENAT, this::openedAt);
        table.on(EventCodes.OPENAT2, event -> openedAt(event, 6));
        table.on(EventCodes.OPEN_BY_HANDLE_AT, event -> opened(event, ByteStrings.EMPTY, 3, 2, 4));
        table.on(EventCodes.CREAT, this::creat);
    }

    void enterDirectories(HandlerTable table) {
        table.on(EventCodes.CHDIR, this::chdir);
        table.on(EventCodes.FCHDIR, this::fchdir);
        table.on(EventCodes.CHROOT, this::chroot);
    }

    /**
     * What a relative path starts from: the working directory or the name of a directory's
     * descriptor. Falco's answer for a descriptor that nobody knows has no slash at its end.
     */
    static byte[] directoryOf(Paths paths, ThreadEntry thread, long dirfd) {
        if (dirfd == AT_FDCWD) {
            return thread.cwd();
        }
        FdEntry directory = thread.fds().get(dirfd);
        if (directory == null) {
            return UNKNOWN_DIRECTORY;
        }
        return directory.name().length == 0 ? directory.name() : paths.directory(directory.name());
    }

    void openedAt(CurrentEvent event) {
        openedAt(event, 5);
    }

    private void openedAt(CurrentEvent event, int devParam) {
        if (!event.succeeded()) {
            return;
        }
        boolean asked = readPath(event, 2);
        byte[] base = asked ? baseOf(event, event.enter(), 0) : baseOf(event, event.event, 1);
        add(event, base, flags(event, 3, asked), devParam);
    }

    /** To an absolute path nothing is put before; without a descriptor, to none. */
    private byte[] baseOf(CurrentEvent event, ScapEvent from, int dirfdParam) {
        if (path.length() > 0 && path.array()[path.offset()] == '/') {
            return HERE;
        }
        return from.isEmpty(dirfdParam)
                ? ByteStrings.EMPTY
                : directoryOf(paths, event.thread, from.longParam(dirfdParam));
    }

    private void opened(
            CurrentEvent event, byte[] base, int nameParam, int flagsParam, int devParam) {
        if (!event.succeeded()) {
            return;
        }
        boolean asked = readPath(event, nameParam);
        add(event, base, flags(event, flagsParam, asked), devParam);
    }

    /**
     * Reads the path that was asked for if the enter event tells it, which other threads cannot
     * change meanwhile as that of the exit event. Says whether it does.
     */
    private boolean readPath(CurrentEvent event, int param) {
        if (event.enter() != null) {
            byte[] asked = event.enterText(param - 1);
            if (!Arrays.equals(asked, ThreadEntry.UNKNOWN_NAME)) {
                path.set(asked);
                return true;
            }
        }
        event.readText(param, path);
        if (!event.has(param) || path.contentEquals(CurrentEvent.TOLD_NULL)) {
            path.set(ThreadEntry.UNKNOWN_NAME);
        }
        return false;
    }

    /** Those that were asked for, and with them what only the exit event can know. */
    private static int flags(CurrentEvent event, int param, boolean asked) {
        int flags = (int) event.number(param);
        return asked ? (int) event.enter().longParam(param - 1, 0) | flags & ADDED_BY_EXIT : flags;
    }

    private void creat(CurrentEvent event) {
        if (!event.succeeded()) {
            return;
        }
        long creatFlags = event.number(5);
        int flags = 0;
        if ((creatFlags & CREAT_UPPER_LAYER) != 0) {
            flags = UPPER_LAYER;
        } else if ((creatFlags & CREAT_LOWER_LAYER) != 0) {
            flags = LOWER_LAYER;
        }
        readPath(event, 1);
        add(event, event.thread.cwd(), flags, 3);
    }

    /**
     * @param devParam the parameter of the device, behind which that of the inode is
     */
    private void add(CurrentEvent event, byte[] base, int flags, int devParam) {
        long dev = event.number(devParam);
        long ino = event.number(devParam + 1);
        FdEntry entry = files.of(base, path.array(), path.offset(), path.length(), flags, dev, ino);
        event.setNewFd(event.result, entry);
    }

    private void chdir(CurrentEvent event) {
        if (event.succeeded()) {
            changeDirectory(event, event.knownText(1));
        }
    }

    private void fchdir(CurrentEvent event) {
        if (event.succeeded() && event.fd != null) {
            changeDirectory(event, event.fd.name());
        }
    }

    private void changeDirectory(CurrentEvent event, byte[] path) {
        ThreadEntry leader = event.thread.leader();
        boolean misled = host.isStrictFalco() && event.thread != leader;
        byte[] base = misled ? ByteStrings.EMPTY : leader.ownCwd;
        byte[] resolved = paths.resolve(base, path, 0, path.length);
        leader.ownCwd = paths.directory(resolved);
    }

    private void chroot(CurrentEvent event) {
        if (!event.succeeded()) {
            return;
        }
        byte[] path = event.text(1);
        event.thread.root = paths.resolve(event.thread.cwd(), path, 0, path.length);
        event.thread.container = containers.of(event.thread.cgroups);
    }
}
