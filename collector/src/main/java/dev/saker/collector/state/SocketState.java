// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.L4Protocol;

/**
 * What is known of a socket. The ends are client first; until the role is known the process that
 * owns the descriptor counts as the client. A bound socket has only the server's end. Addresses are
 * in network order, null when there is none; the arrays are not to be written to.
 */
public record SocketState(
        L4Protocol protocol,
        byte[] clientIp,
        int clientPort,
        byte[] serverIp,
        int serverPort,
        Role role,
        boolean connected) {

    /** Which side of a connection the process is. */
    public enum Role {
        NONE,
        CLIENT,
        SERVER
    }

    static SocketState unconnected(L4Protocol protocol) {
        return new SocketState(protocol, null, 0, null, 0, Role.NONE, false);
    }

    /** A unix socket that was there before: Falco takes who has a name for a server. */
    static SocketState listedUnix(boolean named) {
        return unconnected(L4Protocol.NONE).withRole(named ? Role.SERVER : Role.CLIENT);
    }

    public boolean hasEnds() {
        return clientIp != null || serverIp != null;
    }

    SocketState withRole(Role newRole) {
        return newRole == role
                ? this
                : new SocketState(
                        protocol, clientIp, clientPort, serverIp, serverPort, newRole, connected);
    }

    SocketState withProtocol(L4Protocol newProtocol) {
        return newProtocol == protocol
                ? this
                : new SocketState(
                        newProtocol, clientIp, clientPort, serverIp, serverPort, role, connected);
    }

    SocketState withConnected(boolean newConnected) {
        return newConnected == connected
                ? this
                : new SocketState(
                        protocol, clientIp, clientPort, serverIp, serverPort, role, newConnected);
    }

    SocketState boundTo(byte[] ip, int port) {
        return new SocketState(protocol, null, 0, ip, port, Role.SERVER, connected);
    }

    SocketState between(byte[] client, int clientPort, byte[] server, int serverPort) {
        return new SocketState(protocol, client, clientPort, server, serverPort, role, connected);
    }

    SocketState swapped() {
        return between(serverIp, serverPort, clientIp, clientPort);
    }
}
