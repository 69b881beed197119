// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.TupleEnd;

/**
 * {@code fd.*} of sockets. Fields of one side are null until it is known which side is which; those
 * of either side (fd.ip, fd.net, fd.port) are lists of both, empty for what is no internet socket.
 */
final class SocketFields {
    private static final byte[] ANY_IPV4 = new byte[4];
    private static final byte[] ANY_IPV6 = new byte[16];
    private static final byte[] IP = EventTypes.bytes("ip");
    private static final byte[] UNIX = EventTypes.bytes("unix");
    private static final byte[][] PROTOCOLS = new byte[L4Protocol.values().length][];

    static {
        for (L4Protocol protocol : L4Protocol.values()) {
            PROTOCOLS[protocol.ordinal()] = EventTypes.bytes(protocol.text());
        }
    }

    /** A side as a field's name says it; local and remote are found out event by event. */
    private enum Side {
        CLIENT("c"),
        SERVER("s"),
        LOCAL("l"),
        REMOTE("r");

        private final String letter;

        Side(String letter) {
            this.letter = letter;
        }
    }

    private SocketFields() {}

    static void addTo(FieldReaders readers) {
        for (Side side : Side.values()) {
            readers.putFd("fd." + side.letter + "ip", (v, f, into) -> ip(v, side, into))
                    .putFd("fd." + side.letter + "net", (v, f, into) -> ip(v, side, into))
                    .putFd("fd." + side.letter + "port", (v, f, into) -> port(v, side, into))
                    .putFd("fd." + side.letter + "proto", (v, f, into) -> service(v, side, into));
        }
        readers.putFd("fd.ip", SocketFields::bothIps)
                .putFd("fd.net", SocketFields::bothIps)
                .putFd("fd.port", SocketFields::bothPorts)
                .putFd("fd.proto", SocketFields::bothPorts)
                .putFd("fd.l4proto", SocketFields::protocol)
                .putFd("fd.sockfamily", SocketFields::family)
                .putFd("fd.is_server", SocketFields::isServer)
                .putFd("fd.connected", FdFields.flag(FdFlag.CONNECTED));
    }

    private static FdType type(SyscallEventView view) {
        return FdFields.isKnown(view) ? FdType.of(view.event().fdType()) : FdType.UNKNOWN;
    }

    private static boolean isConnectable(FdType type) {
        return type == FdType.IPV4 || type == FdType.IPV6;
    }

    private static boolean isListening(FdType type) {
        return type == FdType.IPV4_SERVER || type == FdType.IPV6_SERVER;
    }

    /** Client or server for what the field names, or null if this socket has no such side. */
    private static Side resolve(SyscallEventView view, Side side) {
        FdType type = type(view);
        if (isListening(type)) {
            return side == Side.SERVER ? side : null;
        }
        if (!isConnectable(type) || !isRoleKnown(view)) {
            return null;
        }
        return switch (side) {
            case CLIENT, SERVER -> side;
            case LOCAL -> clientIsLocal(view) ? Side.CLIENT : Side.SERVER;
            case REMOTE -> clientIsLocal(view) ? Side.SERVER : Side.CLIENT;
        };
    }

    private static boolean isRoleKnown(SyscallEventView view) {
        return FdFlag.ROLE_KNOWN.in(view.event().fdFlags());
    }

    private static boolean clientIsLocal(SyscallEventView view) {
        return TupleEnd.of(view.event().localEnd()) == TupleEnd.CLIENT;
    }

    private static void ip(SyscallEventView view, Side side, Value into) {
        Side end = resolve(view, side);
        if (end == null) {
            into.setNull();
        } else {
            address(view, end, into);
        }
    }

    /** A side that nothing is known of has the address of all zeros, as in the kernel. */
    private static void address(SyscallEventView view, Side end, Value into) {
        SyscallEventSource event = view.event();
        Slice address = into.beginBytes();
        address.setAbsent();
        if (event.hasTuple()) {
            if (end == Side.CLIENT) {
                event.clientIp(address);
            } else {
                event.serverIp(address);
            }
        }
        if (!address.present()) {
            boolean wide = type(view) == FdType.IPV6 || type(view) == FdType.IPV6_SERVER;
            into.setBytes(wide ? ANY_IPV6 : ANY_IPV4);
        }
    }

    private static void port(SyscallEventView view, Side side, Value into) {
        Side end = resolve(view, side);
        if (end == null) {
            into.setNull();
        } else {
            into.setNumber(portOf(view, end));
        }
    }

    private static int portOf(SyscallEventView view, Side end) {
        SyscallEventSource event = view.event();
        if (!event.hasTuple()) {
            return 0;
        }
        return end == Side.CLIENT ? event.clientPort() : event.serverPort();
    }

    /**
     * Falco prints the number unless it was told to look up names of services; of a listening
     * socket it prints nothing.
     */
    private static void service(SyscallEventView view, Side side, Value into) {
        Side end = resolve(view, side);
        if (end == null && side == Side.CLIENT && isRoleKnown(view)) {
            into.setBytes(Text.NOTHING); // of a unix socket, too
        } else if (end == null) {
            into.setNull();
        } else if (isListening(type(view))) {
            into.setBytes(Text.NOTHING);
        } else {
            int start = view.scratch().length();
            view.scratch().appendDecimal(portOf(view, end));
            view.setScratch(start, into);
        }
    }

    private static void bothIps(SyscallEventView view, BoundField field, Value into) {
        if (!FdFields.isKnown(view)) {
            into.setNull();
            return;
        }
        FdType type = type(view);
        into.beginList();
        if (isConnectable(type)) {
            address(view, Side.CLIENT, into.addElement());
        }
        if (isConnectable(type) || isListening(type)) {
            address(view, Side.SERVER, into.addElement());
        }
    }

    private static void bothPorts(SyscallEventView view, BoundField field, Value into) {
        if (!FdFields.isKnown(view)) {
            into.setNull();
            return;
        }
        FdType type = type(view);
        into.beginList();
        if (isConnectable(type)) {
            into.addElement().setNumber(portOf(view, Side.CLIENT));
        }
        if (isConnectable(type) || isListening(type)) {
            into.addElement().setNumber(portOf(view, Side.SERVER));
        }
    }

    private static void protocol(SyscallEventView view, BoundField field, Value into) {
        if (FdFields.isKnown(view)) {
            into.setBytes(PROTOCOLS[L4Protocol.of(view.event().fdL4Protocol()).ordinal()]);
        } else {
            into.setNull();
        }
    }

    private static void family(SyscallEventView view, BoundField field, Value into) {
        FdType type = type(view);
        if (isConnectable(type) || isListening(type)) {
            into.setBytes(IP);
        } else if (type == FdType.UNIX) {
            into.setBytes(UNIX);
        } else {
            into.setNull();
        }
    }

    private static void isServer(SyscallEventView view, BoundField field, Value into) {
        if (!FdFields.isKnown(view)) {
            into.setNull();
            return;
        }
        FdType type = type(view);
        into.setBool(isListening(type) || isConnectable(type) && serverIsLocal(view.event()));
    }

    private static boolean serverIsLocal(SyscallEventSource event) {
        return TupleEnd.of(event.localEnd()) == TupleEnd.SERVER
                || FdFlag.IS_SERVER.in(event.fdFlags());
    }
}
