// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.collector.state.SocketState.Role;
import dev.saker.scap.SockTuple;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;

/**
 * Reads and writes. On a socket they tell that it is connected, and those that have addresses tell
 * who the ends are: a datagram socket has others with every packet.
 */
final class FlowEvents {
    private static final int NO_TUPLE = -1;
    private static final int SEND_FD = 2;

    private final HostState host;
    private final SockTuple tuple = new SockTuple();
    private final Ends ends = new Ends();
    private final SocketTexts texts = new SocketTexts();

    FlowEvents(HostState host) {
        this.host = host;
    }

    void enter(HandlerTable table) {
        for (int code : EventCodes.READS) {
            table.on(code, event -> read(event, NO_TUPLE));
        }
        for (int code : EventCodes.WRITES) {
            table.on(code, event -> write(event, NO_TUPLE));
        }
        table.on(EventCodes.RECV, event -> read(event, 4));
        table.on(EventCodes.RECVFROM, event -> read(event, 2));
        table.on(EventCodes.RECVMSG, event -> read(event, 3));
        table.on(EventCodes.RECVMMSG, event -> read(event, 4));
        table.on(EventCodes.SEND, this::send);
        table.on(EventCodes.SENDTO, this::send);
        table.on(EventCodes.SENDMSG, this::send);
        table.on(EventCodes.SENDMMSG, event -> write(event, 4));
    }

    /** Whoever sends on a descriptor that nobody has seen made has a socket: of UDP, we guess. */
    private void send(CurrentEvent event) {
        if (event.fd == null && event.succeeded() && event.has(SEND_FD) && load(event, 4)) {
            if (tuple.isInternet()) {
                ends.read(tuple, event.strings);
                SocketState socket = SocketState.unconnected(L4Protocol.UDP);
                event.setNewFd(
                        event.number(SEND_FD),
                        FdEntry.socket(ends.type(), ByteStrings.EMPTY, 0, socket));
            }
        }
        write(event, 4);
    }

    private void read(CurrentEvent event, int tupleParam) {
        transferred(event, tupleParam, Role.CLIENT, Role.SERVER);
    }

    private void write(CurrentEvent event, int tupleParam) {
        transferred(event, tupleParam, Role.SERVER, Role.CLIENT);
    }

    /**
     * @param swapped in which role the ends are the other way round than the packet has them
     * @param first the role of who does this first, if nothing else tells
     */
    private void transferred(CurrentEvent event, int tupleParam, Role swapped, Role first) {
        if (event.fd == null || !event.succeeded()) {
            return;
        }
        FdEntry fd = event.fd;
        if (fd.type() == FdType.IPV4 || fd.type() == FdType.IPV6) {
            SocketState socket = SocketEvents.socketOf(fd).withConnected(true);
            if (socket != fd.socket()) {
                event.setFd(event.fdNumber, SocketEvents.withState(fd, socket));
            }
        }
        if (tupleParam != NO_TUPLE && !isNamedTcp(event.fd) && load(event, tupleParam)) {
            update(event, tupleParam, swapped, first);
        }
    }

    /** What is known of a TCP connection stays right. */
    private static boolean isNamedTcp(FdEntry fd) {
        return fd.name().length > 0
                && fd.type() == FdType.IPV4
                && fd.socket() != null
                && fd.socket().protocol() == L4Protocol.TCP;
    }

    private boolean load(CurrentEvent event, int param) {
        tuple.wrap(event.scratch, 0, event.event.copyParam(param, event.scratch, 0));
        return tuple.isValid();
    }

    private void update(CurrentEvent event, int tupleParam, Role swapped, Role first) {
        if (!tuple.isInternet()) {
            byte[] name = texts.param(event, tupleParam);
            SocketState same = SocketEvents.socketOf(event.fd);
            event.setFd(event.fdNumber, event.fd.withSocket(FdType.UNIX, name, same));
            return;
        }
        ends.read(tuple, event.strings);
        SocketState socket = SocketEvents.socketOf(event.fd);
        if (host.isStrictFalco() && ends.type() == FdType.IPV6 && isBound(event.fd)) {
            // For Falco it goes on to be the socket that waits, named by its last packet.
            byte[] name = texts.param(event, tupleParam);
            event.setFd(event.fdNumber, event.fd.withSocket(event.fd.type(), name, socket));
            return;
        }
        if (event.fd.type() == ends.type() && ends.areThoseOf(socket)) {
            return;
        }
        if (socket.protocol() == L4Protocol.NONE) {
            // TCP would not let the address change in the middle of a connection.
            socket = socket.withProtocol(L4Protocol.UDP);
        }
        ends.complete(host.addresses());
        socket =
                socket.between(ends.source, ends.sourcePort, ends.destination, ends.destinationPort)
                        .withConnected(true);
        if (socket.role() == Role.NONE) {
            socket = socket.withRole(guess(event.thread.fds(), first));
        }
        if (socket.role() == swapped) {
            socket = socket.swapped();
        }
        event.setFd(
                event.fdNumber,
                event.fd.withSocket(ends.type(), texts.flow(event, socket), socket));
    }

    private static boolean isBound(FdEntry fd) {
        return fd.type() == FdType.IPV4_SERVER || fd.type() == FdType.IPV6_SERVER;
    }

    /**
     * Falco asks whether an IPv4 descriptor of the process uses one of the ports. The descriptor
     * itself uses both, so only IPv6 is answered by that: there it takes the middle of the source's
     * address for the ports.
     */
    private Role guess(FdTable fds, Role first) {
        if (ends.type() == FdType.IPV4) {
            return first;
        }
        if (!fds.anyServes(middle(10))) {
            return Role.CLIENT;
        }
        return fds.anyCallsFrom(middle(8)) ? first : Role.SERVER;
    }

    private int middle(int at) {
        return Byte.toUnsignedInt(ends.source[at]) | Byte.toUnsignedInt(ends.source[at + 1]) << 8;
    }
}
