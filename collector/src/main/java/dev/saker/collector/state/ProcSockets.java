// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.collector.state.SocketState.Role;
import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sockets of one network namespace by inode, from {@code /proc/<pid>/net}. Who of the two ends
 * is the server is not written there: a local port that somebody listens on is a server's, as in
 * Falco.
 */
final class ProcSockets {
    private static final int MAX_TABLE = 16 << 20;
    private static final String LISTENING = "0A";
    private static final int INODE_COLUMN = 9;
    private static final int UNIX_INODE_COLUMN = 6;

    private final Map<String, FdEntry> byInode = new HashMap<>();
    private final Set<Integer> listeningPorts = new HashSet<>();
    private final ByteSink text = new ByteSink();

    private ProcSockets() {}

    /** Reads the namespace that the process with this directory in /proc lives in. */
    static ProcSockets read(Path process) {
        ProcSockets sockets = new ProcSockets();
        Path net = process.resolve("net");
        String[] tcp = lines(net.resolve("tcp"));
        String[] tcp6 = lines(net.resolve("tcp6"));
        sockets.findListeners(tcp);
        sockets.findListeners(tcp6);
        sockets.addInternet(tcp, L4Protocol.TCP);
        sockets.addInternet(tcp6, L4Protocol.TCP);
        sockets.addInternet(lines(net.resolve("udp")), L4Protocol.UDP);
        sockets.addInternet(lines(net.resolve("udp6")), L4Protocol.UDP);
        sockets.addInternet(lines(net.resolve("raw")), L4Protocol.RAW);
        sockets.addInternet(lines(net.resolve("raw6")), L4Protocol.RAW);
        sockets.addUnix(lines(net.resolve("unix")));
        sockets.addNetlink(lines(net.resolve("netlink")));
        return sockets;
    }

    /** The socket that a link "socket:[inode]" means. */
    Optional<FdEntry> byInode(String inode) {
        return Optional.ofNullable(byInode.get(inode));
    }

    private static String[] lines(Path table) {
        return ProcFile.text(table, MAX_TABLE).split("\n");
    }

    private void findListeners(String[] lines) {
        for (int index = 1; index < lines.length; index++) {
            String[] columns = lines[index].trim().split("\\s+");
            if (columns.length > INODE_COLUMN && columns[3].equals(LISTENING)) {
                listeningPorts.add(port(columns[1]));
            }
        }
    }

    /** {@code sl local remote state …inode}, addresses as hexadecimal words of the host's order. */
    private void addInternet(String[] lines, L4Protocol protocol) {
        for (int index = 1; index < lines.length; index++) {
            String[] columns = lines[index].trim().split("\\s+");
            if (columns.length > INODE_COLUMN) {
                byInode.put(columns[INODE_COLUMN], internet(columns, protocol));
            }
        }
    }

    private FdEntry internet(String[] columns, L4Protocol protocol) {
        byte[] local = address(columns[1]);
        int localPort = port(columns[1]);
        byte[] remote = address(columns[2]);
        int remotePort = port(columns[2]);
        SocketState socket = SocketState.unconnected(protocol);
        if (remotePort == 0) {
            FdType type = local.length == 4 ? FdType.IPV4_SERVER : FdType.IPV6_SERVER;
            return FdEntry.socket(
                    type, endpoint(local, localPort), 0, socket.boundTo(local, localPort));
        }
        boolean server = listeningPorts.contains(localPort);
        SocketState connected =
                server
                        ? socket.between(remote, remotePort, local, localPort).withRole(Role.SERVER)
                        : socket.between(local, localPort, remote, remotePort)
                                .withRole(Role.CLIENT);
        FdType type = local.length == 4 ? FdType.IPV4 : FdType.IPV6;
        return FdEntry.socket(type, flow(connected), 0, connected.withConnected(true));
    }

    private void addUnix(String[] lines) {
        for (int index = 1; index < lines.length; index++) {
            String[] columns = lines[index].trim().split("\\s+", UNIX_INODE_COLUMN + 2);
            if (columns.length > UNIX_INODE_COLUMN) {
                String path =
                        columns.length > UNIX_INODE_COLUMN + 1
                                ? columns[UNIX_INODE_COLUMN + 1]
                                : "";
                SocketState socket = SocketState.listedUnix(!path.isEmpty());
                byInode.put(columns[UNIX_INODE_COLUMN], named(FdType.UNIX, path, socket));
            }
        }
    }

    private void addNetlink(String[] lines) {
        for (int index = 1; index < lines.length; index++) {
            String[] columns = lines[index].trim().split("\\s+");
            if (columns.length > INODE_COLUMN) {
                SocketState socket = SocketState.unconnected(L4Protocol.NONE);
                byInode.put(columns[INODE_COLUMN], named(FdType.NETLINK, "", socket));
            }
        }
    }

    private static FdEntry named(FdType type, String name, SocketState socket) {
        return FdEntry.socket(type, name.getBytes(StandardCharsets.ISO_8859_1), 0, socket);
    }

    private byte[] endpoint(byte[] ip, int port) {
        text.clear();
        AddressText.appendEndpoint(ip, 0, ip.length, port, text);
        return java.util.Arrays.copyOf(text.array(), text.length());
    }

    private byte[] flow(SocketState socket) {
        text.clear();
        AddressText.appendEndpoint(
                socket.clientIp(), 0, socket.clientIp().length, socket.clientPort(), text);
        text.append("->");
        AddressText.appendEndpoint(
                socket.serverIp(), 0, socket.serverIp().length, socket.serverPort(), text);
        return java.util.Arrays.copyOf(text.array(), text.length());
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1), 16);
    }

    private static byte[] address(String endpoint) {
        String words = endpoint.substring(0, endpoint.indexOf(':'));
        byte[] address = new byte[words.length() / 2];
        for (int word = 0; word < words.length() / 8; word++) {
            int value = Integer.parseUnsignedInt(words.substring(word * 8, word * 8 + 8), 16);
            for (int at = 0; at < Integer.BYTES; at++) {
                address[word * Integer.BYTES + at] = (byte) (value >>> at * Byte.SIZE);
            }
        }
        return Ends.address(address, 0, address.length, new ByteStrings());
    }
}
