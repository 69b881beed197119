// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.collector.state.SocketState.Role;
import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedDescriptor.Kind;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes entries of the descriptors that a recording says were open. Which end of a connection is
 * the server is not recorded: a local port that somebody listens on is a server's, as in Falco, so
 * connections wait until all descriptors are known.
 */
final class RecordedFds {
    private static final int IPV4 = 4;

    private final HostState host;
    private final List<Connection> connections = new ArrayList<>();
    private final Set<Integer> listeningPorts = new HashSet<>();
    private final ByteSink text = new ByteSink();

    private record Connection(FdTable fds, RecordedDescriptor descriptor) {}

    RecordedFds(HostState host) {
        this.host = host;
    }

    void add(ThreadEntry thread, RecordedDescriptor descriptor) {
        FdTable fds = thread.fds();
        switch (descriptor.kind()) {
            case IPV4, IPV6 -> connections.add(new Connection(fds, descriptor));
            case IPV4_SERVER, IPV6_SERVER -> fds.put(descriptor.fd(), listening(descriptor));
            case UNKNOWN -> {} // as if it were not open
            default -> fds.put(descriptor.fd(), entry(descriptor));
        }
    }

    /** All descriptors were added. */
    void finish() {
        for (Connection connection : connections) {
            RecordedDescriptor descriptor = connection.descriptor;
            connection.fds.put(descriptor.fd(), connected(descriptor));
        }
        connections.clear();
    }

    private FdEntry entry(RecordedDescriptor descriptor) {
        FdType type = type(descriptor.kind());
        byte[] told = descriptor.name();
        byte[] name = host.strings().of(told, 0, ByteStrings.lengthToNul(told, 0, told.length));
        if (descriptor.kind() == Kind.UNIX) {
            SocketState socket = SocketState.listedUnix(name.length > 0);
            return FdEntry.listed(type, name, descriptor.ino(), socket);
        }
        if (descriptor.kind() == Kind.NETLINK) {
            return FdEntry.listed(
                    type, name, descriptor.ino(), SocketState.unconnected(L4Protocol.NONE));
        }
        return FdEntry.file(
                type,
                name,
                ByteStrings.EMPTY,
                descriptor.openFlags(),
                descriptor.dev(),
                descriptor.ino());
    }

    private FdEntry listening(RecordedDescriptor descriptor) {
        byte[] ip = host.strings().of(descriptor.destinationIp());
        int port = descriptor.destinationPort();
        L4Protocol protocol = protocol(descriptor.protocol());
        listeningPorts.add(port);
        text.clear();
        AddressText.appendEndpoint(ip, 0, ip.length, port, text);
        FdType type = ip.length == 4 ? FdType.IPV4_SERVER : FdType.IPV6_SERVER;
        SocketState bound = SocketState.unconnected(protocol).boundTo(ip, port);
        return FdEntry.listed(type, text(), descriptor.ino(), bound.withRole(Role.NONE));
    }

    private FdEntry connected(RecordedDescriptor descriptor) {
        byte[] local = address(descriptor.sourceIp(), descriptor.destinationIp());
        byte[] remote = address(descriptor.destinationIp(), descriptor.sourceIp());
        int localPort = descriptor.sourcePort();
        int remotePort = descriptor.destinationPort();
        SocketState socket = SocketState.unconnected(protocol(descriptor.protocol()));
        SocketState connected = socket.between(local, localPort, remote, remotePort);
        if (local.length == IPV4 && listeningPorts.contains(localPort)) {
            connected = connected.swapped().withRole(Role.SERVER);
        } else if (local.length == IPV4) {
            connected = connected.withRole(Role.CLIENT); // of IPv6 Falco does not find out
        }
        connected = connected.withConnected(connected.protocol() == L4Protocol.TCP);
        text.clear();
        AddressText.appendEndpoint(
                connected.clientIp(), 0, connected.clientIp().length, connected.clientPort(), text);
        text.append("->");
        AddressText.appendEndpoint(
                connected.serverIp(), 0, connected.serverIp().length, connected.serverPort(), text);
        FdType type = local.length == 4 ? FdType.IPV4 : FdType.IPV6;
        return FdEntry.listed(type, text(), descriptor.ino(), connected);
    }

    /** The way back: how a recording says what a descriptor is. */
    static RecordedDescriptor descriptor(long fd, FdEntry entry) {
        SocketState socket = entry.socket();
        boolean server = socket != null && socket.role() == Role.SERVER;
        boolean connected =
                socket != null && socket.clientIp() != null && socket.serverIp() != null;
        return switch (entry.type()) {
            case IPV4, IPV6 -> {
                byte[] none = new byte[entry.type() == FdType.IPV4 ? 4 : 16];
                byte[] client = connected ? socket.clientIp() : none;
                byte[] peer = connected ? socket.serverIp() : none;
                int clientPort = connected ? socket.clientPort() : 0;
                int peerPort = connected ? socket.serverPort() : 0;
                // A recording has the local end first; its reader finds out who the server is.
                yield new RecordedDescriptor(
                        fd,
                        entry.ino(),
                        entry.type() == FdType.IPV4 ? Kind.IPV4 : Kind.IPV6,
                        ByteStrings.EMPTY,
                        0,
                        0,
                        server ? peer : client,
                        server ? peerPort : clientPort,
                        server ? client : peer,
                        server ? clientPort : peerPort,
                        number(entry.protocol()),
                        0,
                        0);
            }
            case IPV4_SERVER, IPV6_SERVER ->
                    new RecordedDescriptor(
                            fd,
                            entry.ino(),
                            entry.type() == FdType.IPV4_SERVER
                                    ? Kind.IPV4_SERVER
                                    : Kind.IPV6_SERVER,
                            ByteStrings.EMPTY,
                            0,
                            0,
                            null,
                            0,
                            socket.serverIp(),
                            socket.serverPort(),
                            number(entry.protocol()),
                            0,
                            0);
            default ->
                    new RecordedDescriptor(
                            fd,
                            entry.ino(),
                            kind(entry.type()),
                            entry.name(),
                            entry.openFlags(),
                            entry.dev(),
                            null,
                            0,
                            null,
                            0,
                            0,
                            0,
                            0);
        };
    }

    private static int number(L4Protocol protocol) {
        return switch (protocol) {
            case NONE -> 0;
            case TCP -> 2;
            case UDP -> 3;
            case ICMP -> 4;
            case RAW -> 5;
        };
    }

    private static Kind kind(FdType type) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.FILE_WITHOUT_FLAGS && type(kind) == type) {
                return kind;
            }
        }
        return Kind.UNKNOWN;
    }

    private byte[] text() {
        return Arrays.copyOf(text.array(), text.length());
    }

    /** Of two ends that are both IPv4 in IPv6: as IPv4. */
    private byte[] address(byte[] ip, byte[] other) {
        boolean mapped =
                ip.length != IPV4 && AddressText.isMapped(ip, 0) && AddressText.isMapped(other, 0);
        int skipped = mapped ? ip.length - IPV4 : 0;
        return host.strings().of(ip, skipped, ip.length - skipped);
    }

    private static L4Protocol protocol(int number) {
        return switch (number) {
            case 2 -> L4Protocol.TCP;
            case 3 -> L4Protocol.UDP;
            case 4 -> L4Protocol.ICMP;
            case 5 -> L4Protocol.RAW;
            default -> L4Protocol.NONE;
        };
    }

    private static FdType type(Kind kind) {
        return switch (kind) {
            case FILE, FILE_WITHOUT_FLAGS -> FdType.FILE;
            case DIRECTORY -> FdType.DIRECTORY;
            case FIFO -> FdType.PIPE;
            case UNIX -> FdType.UNIX;
            case EVENT -> FdType.EVENT;
            case SIGNALFD -> FdType.SIGNALFD;
            case EVENTPOLL -> FdType.EVENTPOLL;
            case INOTIFY -> FdType.INOTIFY;
            case TIMERFD -> FdType.TIMERFD;
            case NETLINK -> FdType.NETLINK;
            case BPF -> FdType.BPF;
            case USERFAULTFD -> FdType.USERFAULTFD;
            case IO_URING -> FdType.IO_URING;
            case MEMFD -> FdType.MEMFD;
            case PIDFD -> FdType.PIDFD;
            case UNSUPPORTED -> FdType.UNSUPPORTED;
            default -> FdType.UNKNOWN;
        };
    }
}
