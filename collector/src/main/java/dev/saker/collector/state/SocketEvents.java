// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.collector.state.SocketState.Role;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.SockAddr;
import dev.saker.scap.SockTuple;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;

/** Events that make, name and connect sockets. */
final class SocketEvents {
    private static final long AF_NETLINK = 16;
    private static final long EINPROGRESS = 115;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_TYPE_MASK = 0xff;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;
    private static final int IPPROTO_RAW = 255;
    private static final int TUPLE = 1;
    private static final int ENTER_ADDRESS = 1;
    private static final int IPV4 = 4;
    private static final byte[] ANY_IPV4 = new byte[IPV4];
    private static final byte[] ANY_IPV6 = new byte[16];

    private final SocketTexts texts = new SocketTexts();
    private final SockTuple tuple = new SockTuple();
    private final SockAddr address = new SockAddr();
    private final Ends ends = new Ends();
    private final HostState host;

    SocketEvents(HostState host) {
        this.host = host;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.SOCKET, this::socket);
        table.on(EventCodes.SOCKETPAIR, this::socketpair);
        table.on(EventCodes.CONNECT, this::connect);
        table.on(EventCodes.ACCEPT, event -> accept(event, 0));
        table.on(EventCodes.ACCEPT4, event -> accept(event, (int) event.number(5)));
        table.on(EventCodes.BIND, this::bind);
    }

    private void socket(CurrentEvent event) {
        if (!event.succeeded()) {
            return;
        }
        int domain = (int) event.number(1);
        int kind = (int) event.number(2);
        int protocol = (int) event.number(3);
        boolean internet = domain == SockAddr.FAMILY_IPV4 || domain == SockAddr.FAMILY_IPV6;
        L4Protocol transport = internet ? transport(kind, protocol) : L4Protocol.NONE;
        FdEntry entry =
                FdEntry.socket(
                        type(domain),
                        ByteStrings.EMPTY,
                        (int) event.number(4),
                        SocketState.unconnected(transport));
        event.setNewFd(event.result, entry);
    }

    private static FdType type(int domain) {
        return switch (domain) {
            case SockAddr.FAMILY_UNIX -> FdType.UNIX;
            case SockAddr.FAMILY_IPV4 -> FdType.IPV4;
            case SockAddr.FAMILY_IPV6 -> FdType.IPV6;
            case (int) AF_NETLINK -> FdType.NETLINK;
            default -> FdType.UNKNOWN;
        };
    }

    /**
     * @param kind the flags that may come with it included: with those a raw socket is not told
     */
    private static L4Protocol transport(int kind, int protocol) {
        boolean raw = kind == SOCK_RAW;
        return switch (protocol) {
            case IPPROTO_TCP -> raw ? L4Protocol.RAW : L4Protocol.TCP;
            case IPPROTO_UDP -> raw ? L4Protocol.RAW : L4Protocol.UDP;
            case IPPROTO_ICMP -> raw ? L4Protocol.RAW : L4Protocol.ICMP;
            case IPPROTO_RAW -> L4Protocol.RAW;
            case IPPROTO_IP -> ofKind(kind & SOCK_TYPE_MASK);
            default -> L4Protocol.NONE;
        };
    }

    private static L4Protocol ofKind(int kind) {
        if (kind == SOCK_STREAM) {
            return L4Protocol.TCP;
        }
        return kind == SOCK_DGRAM ? L4Protocol.UDP : L4Protocol.NONE;
    }

    private void socketpair(CurrentEvent event) {
        if (!event.succeeded() || event.number(1) == event.number(2)) {
            return;
        }
        FdEntry end =
                FdEntry.socket(
                        FdType.UNIX,
                        ByteStrings.EMPTY,
                        0,
                        SocketState.unconnected(L4Protocol.NONE));
        event.setNewFd(event.number(1), end);
        event.setNewFd(event.number(2), end);
    }

    /** A connection that is still being made counts as made; one that failed changes nothing. */
    private void connect(CurrentEvent event) {
        if (event.fd == null || event.result < 0 && event.result != -EINPROGRESS) {
            return;
        }
        SocketState socket = socketOf(event.fd).withConnected(true);
        event.setFd(event.fdNumber, withState(event.fd, socket));
        if (!loadTuple(event)) {
            connectByEnter(event, socket);
            return;
        }
        if (tuple.isInternet()) {
            connectInternet(event, socket);
        } else if (tuple.family() == SockAddr.FAMILY_UNIX && event.fd.type() == FdType.UNIX) {
            event.setFd(
                    event.fdNumber,
                    event.fd.withSocket(FdType.UNIX, texts.param(event, TUPLE), asClient(socket)));
        }
    }

    /** Old recordings tell where to in the enter event, which has the address as it was passed. */
    private void connectByEnter(CurrentEvent event, SocketState socket) {
        ScapEvent enter = event.enter();
        if (enter == null) {
            return;
        }
        address.wrap(event.scratch, 0, enter.copyParam(ENTER_ADDRESS, event.scratch, 0));
        if (!address.isValid() || !address.isInternet()) {
            return;
        }
        byte[] ip = addressOf(event);
        byte[] none = ip.length == IPV4 ? ANY_IPV4 : ANY_IPV6;
        SocketState connected = socket.between(none, 0, ip, address.port());
        FdType type = ip.length == IPV4 ? FdType.IPV4 : FdType.IPV6;
        event.setFd(event.fdNumber, event.fd.withSocket(type, event.fd.name(), connected));
    }

    private byte[] addressOf(CurrentEvent event) {
        return Ends.address(
                event.scratch, address.addressOffset(), address.addressLength(), event.strings);
    }

    private void connectInternet(CurrentEvent event, SocketState known) {
        SocketState socket = known;
        ends.read(tuple, event.strings);
        boolean narrowed = event.fd.type() == FdType.IPV6 && ends.type() == FdType.IPV4;
        if (narrowed && host.isStrictFalco()) {
            socket = socket.withProtocol(L4Protocol.NONE); // kept where it does not look for it
        }
        SocketState connected = socket;
        if (!ends.areThoseOf(socket)) {
            connected =
                    socket.between(
                            ends.source, ends.sourcePort, ends.destination, ends.destinationPort);
            boolean served = socket.role() == Role.SERVER && ends.type() == FdType.IPV4;
            if (served && socket.protocol() == L4Protocol.UDP) {
                connected = connected.swapped();
            }
        }
        connected = asClient(connected);
        event.setFd(
                event.fdNumber,
                event.fd.withSocket(ends.type(), texts.flow(event, connected), connected));
    }

    private void accept(CurrentEvent event, int flags) {
        if (!event.succeeded()) {
            return;
        }
        event.fdNumber = event.result;
        if (!loadTuple(event)) {
            return;
        }
        SocketState socket = SocketState.unconnected(L4Protocol.NONE);
        FdType type = FdType.UNIX;
        if (tuple.isInternet()) {
            ends.read(tuple, event.strings);
            type = ends.type();
            socket =
                    SocketState.unconnected(L4Protocol.TCP)
                            .between(
                                    ends.source,
                                    ends.sourcePort,
                                    ends.destination,
                                    ends.destinationPort);
        } else if (tuple.family() != SockAddr.FAMILY_UNIX) {
            return;
        }
        socket = socket.withRole(Role.SERVER).withConnected(true);
        event.setNewFd(
                event.result,
                FdEntry.socket(type, texts.param(event, TUPLE), flags & FdEntry.O_CLOEXEC, socket));
    }

    private void bind(CurrentEvent event) {
        if (event.fd == null || !event.succeeded()) {
            return;
        }
        address.wrap(event.scratch, 0, event.event.copyParam(1, event.scratch, 0));
        if (!address.isValid()) {
            return;
        }
        SocketState socket = socketOf(event.fd);
        FdType type = event.fd.type();
        if (address.isInternet() && address.port() > 0) {
            byte[] ip = addressOf(event);
            type = ip.length == IPV4 ? FdType.IPV4_SERVER : FdType.IPV6_SERVER;
            socket = socket.boundTo(ip, address.port());
        }
        byte[] name = texts.param(event, 1);
        event.setFd(event.fdNumber, event.fd.withSocket(type, name, socket));
    }

    private boolean loadTuple(CurrentEvent event) {
        tuple.wrap(event.scratch, 0, event.event.copyParam(TUPLE, event.scratch, 0));
        return tuple.isValid();
    }

    /** A descriptor whose making was missed may be taken for something else until it connects. */
    static SocketState socketOf(FdEntry entry) {
        return entry.socket() == null ? SocketState.unconnected(L4Protocol.NONE) : entry.socket();
    }

    static FdEntry withState(FdEntry entry, SocketState socket) {
        return socket == entry.socket()
                ? entry
                : entry.withSocket(entry.type(), entry.name(), socket);
    }

    private static SocketState asClient(SocketState socket) {
        return socket.role() == Role.NONE ? socket.withRole(Role.CLIENT) : socket;
    }
}
