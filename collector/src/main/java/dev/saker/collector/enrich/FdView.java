// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.LocalAddresses;
import dev.saker.collector.state.SocketState;
import dev.saker.collector.state.SocketState.Role;
import dev.saker.scap.EventFlag;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.Slice;
import dev.saker.schemas.TupleEnd;

/**
 * The descriptor an event is about, as Falco's fd fields tell it. A descriptor that the table does
 * not know (above all one that a failed call did not make) still has a name if the event's own
 * parameters give one, and a type if the kind of event does.
 */
final class FdView {
    private static final int UPPER_LAYER = 1 << 15;
    private static final int LOWER_LAYER = 1 << 16;
    private static final byte[] NO_NAME = {};
    private static final byte[] ANY_IPV6 = new byte[16];
    private static final byte[] NO_TUPLE = {'N', 'U', 'L', 'L'};

    private final HostState host;
    private final LocalAddresses localAddresses;
    private final ArgTexts texts;
    private final boolean[] aboutFd = new boolean[EventTable.get().size()];
    private final Slice text = new Slice();
    private final Slice path = new Slice();
    private CurrentEvent current;
    private FdEntry entry;

    /** What an openat asked for that made no descriptor; null until somebody asks for it. */
    private FdEntry wanted;

    FdView(HostState host, ArgTexts texts) {
        this.host = host;
        this.localAddresses = host.addresses();
        this.texts = texts;
        for (int code = 0; code < aboutFd.length; code++) {
            aboutFd[code] =
                    EventTable.get().event(code).has(EventFlag.CREATES_FD)
                            || EventTable.get().event(code).has(EventFlag.USES_FD)
                            || EventTable.get().event(code).has(EventFlag.DESTROYS_FD);
        }
    }

    void set(CurrentEvent event) {
        current = event;
        entry = event.fd();
        wanted = null;
    }

    boolean isPresent() {
        return aboutFd[current.code()] && current.thread() != null;
    }

    long number() {
        return current.fdNumber();
    }

    /**
     * Stands for the names; 0 of sockets, and where neither the table knows the descriptor nor the
     * event says which file it wanted. What was wanted has another raw name than what was opened.
     */
    long entryNumber() {
        if (!isPresent()) {
            return 0;
        }
        if (entry != null) {
            return entry.number();
        }
        return isOpenAt(current.code()) && isNamed() ? -wanted().number() : 0;
    }

    int type() {
        return (entry == null ? guessedType(current.code()) : entry.type()).ordinal();
    }

    int flags() {
        if (entry == null) {
            return FdFlag.UNKNOWN_TO_TABLE.bit();
        }
        int flags = current.isFdNameChanged() ? FdFlag.NAME_CHANGED.bit() : 0;
        if ((entry.openFlags() & UPPER_LAYER) != 0) {
            flags |= FdFlag.UPPER_LAYER.bit();
        }
        if ((entry.openFlags() & LOWER_LAYER) != 0) {
            flags |= FdFlag.LOWER_LAYER.bit();
        }
        return entry.socket() == null ? flags : flags | socketFlags(entry.socket());
    }

    void name(Slice into) {
        if (entry != null) {
            into.set(entry.name());
        } else {
            nameFromEvent(into);
        }
    }

    void rawName(Slice into) {
        into.setAbsent();
        if (entry != null && entry.rawName() != entry.name()) {
            into.set(entry.rawName());
        } else if (entry == null && isOpenAt(current.code()) && !current.event().isEmpty(2)) {
            texts.raw(2, into);
            nameFromEvent(text);
            if (into.contentEquals(text)) {
                into.setAbsent();
            }
        }
    }

    int protocol() {
        return (entry == null ? L4Protocol.NONE : entry.visibleProtocol()).ordinal();
    }

    int openFlags() {
        return entry == null ? 0 : entry.openFlags();
    }

    long dev() {
        return entry == null ? 0 : entry.dev();
    }

    long ino() {
        return entry == null ? 0 : entry.ino();
    }

    boolean hasTuple() {
        return entry != null && entry.socket() != null && entry.socket().hasEnds();
    }

    void clientIp(Slice into) {
        set(into, entry.socket().clientIp());
    }

    int clientPort() {
        return entry.socket().clientPort();
    }

    void serverIp(Slice into) {
        set(into, entry.socket().serverIp());
    }

    int serverPort() {
        return entry.socket().serverPort();
    }

    /**
     * Which end is here. Falco takes the client's for local if its address is one of the host's,
     * else the server's; where neither is (a container's own network), the role tells.
     */
    int localEnd() {
        SocketState socket = entry.socket();
        if (localAddresses.contains(socket.clientIp())) {
            return TupleEnd.CLIENT.ordinal();
        }
        if (localAddresses.contains(socket.serverIp()) || socket.role() == Role.SERVER) {
            return TupleEnd.SERVER.ordinal();
        }
        TupleEnd byRole = socket.role() == Role.CLIENT ? TupleEnd.CLIENT : TupleEnd.UNKNOWN;
        return byRole.ordinal();
    }

    private int socketFlags(SocketState socket) {
        int flags = socket.connected() ? FdFlag.CONNECTED.bit() : 0;
        if (socket.role() != Role.NONE) {
            flags |= FdFlag.ROLE_KNOWN.bit();
        }
        byte[] serverIp = socket.serverIp();
        if (serverIp == null && entry.type() == FdType.IPV6) {
            serverIp = ANY_IPV6; // an end that is not known counts as all zeros
        }
        boolean server = socket.role() == Role.SERVER || localAddresses.contains(serverIp);
        return server ? flags | FdFlag.IS_SERVER.bit() : flags;
    }

    private void nameFromEvent(Slice into) {
        int code = current.code();
        into.set(NO_NAME);
        if (isOpenAt(code)) {
            openAtName(into);
        } else if (code == EventCodes.OPEN || code == EventCodes.CREAT) {
            texts.evtArg(1, into);
        } else if (code == EventCodes.OPEN_BY_HANDLE_AT) {
            texts.raw(3, into);
        } else if (code == EventCodes.CONNECT
                || code == EventCodes.ACCEPT
                || code == EventCodes.ACCEPT4) {
            tupleName(into);
        }
    }

    private void openAtName(Slice into) {
        if (isNamed()) {
            into.set(wanted().name());
        } else {
            into.setAbsent();
        }
    }

    /** Whether an openat says where and what it wanted to open. */
    private boolean isNamed() {
        return !current.event().isEmpty(1) && !current.event().isEmpty(2);
    }

    private FdEntry wanted() {
        if (wanted == null) {
            byte[] base = host.directoryOf(current.thread(), current.event().longParam(1));
            current.readText(2, path);
            wanted = host.fileAt(base, path.array(), path.offset(), path.length());
        }
        return wanted;
    }

    private void tupleName(Slice into) {
        if (current.event().isEmpty(1)) {
            into.set(NO_TUPLE);
        } else {
            texts.evtArg(1, into);
        }
    }

    private static boolean isOpenAt(int code) {
        return code == EventCodes.OPENAT || code == EventCodes.OPENAT2;
    }

    private static FdType guessedType(int code) {
        if (isOpenAt(code) || code == EventCodes.CREAT) {
            return FdType.FILE;
        }
        if (code == EventCodes.SOCKET || code == EventCodes.ACCEPT || code == EventCodes.ACCEPT4) {
            return FdType.IPV4;
        }
        if (code == EventCodes.PIPE || code == EventCodes.PIPE2) {
            return FdType.PIPE;
        }
        if (code == EventCodes.EVENTFD || code == EventCodes.EVENTFD2) {
            return FdType.EVENT;
        }
        if (code == EventCodes.SIGNALFD || code == EventCodes.SIGNALFD4) {
            return FdType.SIGNALFD;
        }
        if (code == EventCodes.TIMERFD_CREATE) {
            return FdType.TIMERFD;
        }
        boolean inotify = code == EventCodes.INOTIFY_INIT || code == EventCodes.INOTIFY_INIT1;
        return inotify ? FdType.INOTIFY : FdType.UNKNOWN;
    }

    private static void set(Slice into, byte[] bytes) {
        if (bytes == null) {
            into.setAbsent();
        } else {
            into.set(bytes);
        }
    }
}
