// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/**
 * A descriptor that was open when the recording began. What a kind of descriptor does not have is
 * empty, 0 or null. The arrays are not to be written to.
 *
 * @param name path of a file or of a unix socket; the inside of an anonymous inode's name
 * @param openFlags in the scap encoding
 * @param sourceIp network order; of a listening socket null
 * @param destinationIp of a listening socket the address it listens on
 * @param protocol libscap's number: 2 TCP, 3 UDP, 4 ICMP, 5 raw
 * @param source kernel address of a unix socket
 * @param destination kernel address of a unix socket's peer
 */
public record RecordedDescriptor(
        long fd,
        long ino,
        Kind kind,
        byte[] name,
        int openFlags,
        long dev,
        byte[] sourceIp,
        int sourcePort,
        byte[] destinationIp,
        int destinationPort,
        int protocol,
        long source,
        long destination) {

    /** In the order of libscap's numbers. */
    public enum Kind {
        UNKNOWN,
        FILE_WITHOUT_FLAGS,
        DIRECTORY,
        IPV4,
        IPV6,
        IPV4_SERVER,
        IPV6_SERVER,
        FIFO,
        UNIX,
        EVENT,
        UNSUPPORTED,
        SIGNALFD,
        EVENTPOLL,
        INOTIFY,
        TIMERFD,
        NETLINK,
        FILE,
        BPF,
        USERFAULTFD,
        IO_URING,
        MEMFD,
        PIDFD
    }
}
