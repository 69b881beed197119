// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;

/**
 * An open file descriptor. Immutable, so that a fork copies references only; whatever changes a
 * descriptor puts another entry into the table. The arrays are not to be written to.
 *
 * @param rawName the path as the process passed it; empty for what has no path
 * @param openFlags in the scap encoding
 * @param socket null for what is not a socket
 * @param pid the process a pidfd refers to, 0 for all others
 * @param number the same only for entries with the same names and no socket; 0 if nobody counts
 */
public record FdEntry(
        FdType type,
        byte[] name,
        byte[] rawName,
        int openFlags,
        long dev,
        long ino,
        SocketState socket,
        long pid,
        long number) {

    static final int O_CLOEXEC = 1 << 12;

    static FdEntry file(
            FdType type, byte[] name, byte[] rawName, int openFlags, long dev, long ino) {
        return file(type, name, rawName, openFlags, dev, ino, 0);
    }

    static FdEntry file(
            FdType type,
            byte[] name,
            byte[] rawName,
            int openFlags,
            long dev,
            long ino,
            long number) {
        return new FdEntry(type, name, rawName, openFlags, dev, ino, null, 0, number);
    }

    static FdEntry unnamed(FdType type, int openFlags) {
        return named(type, ByteStrings.EMPTY, openFlags);
    }

    static FdEntry named(FdType type, byte[] name, int openFlags) {
        return new FdEntry(type, name, ByteStrings.EMPTY, openFlags, 0, 0, null, 0, 0);
    }

    static FdEntry socket(FdType type, byte[] name, int openFlags, SocketState socket) {
        return new FdEntry(type, name, ByteStrings.EMPTY, openFlags, 0, 0, socket, 0, 0);
    }

    /** As a list of open descriptors has a socket, which alone tells its inode. */
    static FdEntry listed(FdType type, byte[] name, long ino, SocketState socket) {
        return new FdEntry(type, name, ByteStrings.EMPTY, 0, 0, ino, socket, 0, 0);
    }

    static FdEntry pidfd(byte[] name, int openFlags, long pid) {
        return new FdEntry(FdType.PIDFD, name, ByteStrings.EMPTY, openFlags, 0, 0, null, pid, 0);
    }

    public boolean isCloseOnExec() {
        return (openFlags & O_CLOEXEC) != 0;
    }

    public boolean isIp() {
        return type == FdType.IPV4
                || type == FdType.IPV6
                || type == FdType.IPV4_SERVER
                || type == FdType.IPV6_SERVER;
    }

    public L4Protocol protocol() {
        return socket == null ? L4Protocol.NONE : socket.protocol();
    }

    /** Falco does not tell the protocol of a connection before it knows who the client is. */
    public L4Protocol visibleProtocol() {
        L4Protocol protocol = protocol();
        boolean flow = type == FdType.IPV4 || type == FdType.IPV6;
        boolean open = flow && socket != null && socket.role() == SocketState.Role.NONE;
        return open && protocol != L4Protocol.RAW ? L4Protocol.NONE : protocol;
    }

    FdEntry withCloseOnExec(boolean closeOnExec) {
        int flags = closeOnExec ? openFlags | O_CLOEXEC : openFlags & ~O_CLOEXEC;
        if (flags == openFlags) {
            return this;
        }
        return new FdEntry(type, name, rawName, flags, dev, ino, socket, pid, number);
    }

    FdEntry withSocket(FdType newType, byte[] newName, SocketState newSocket) {
        return new FdEntry(newType, newName, rawName, openFlags, dev, ino, newSocket, pid, 0);
    }
}
