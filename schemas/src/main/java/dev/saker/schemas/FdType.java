// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Kinds of file descriptors with Falco's names for them. The ordinal is on the wire: append only.
 */
public enum FdType {
    UNKNOWN('o', "<NA>"),
    FILE('f', "file"),
    DIRECTORY('d', "directory"),
    IPV4('4', "ipv4"),
    IPV6('6', "ipv6"),
    UNIX('u', "unix"),
    PIPE('p', "pipe"),
    EVENT('e', "event"),
    SIGNALFD('s', "signalfd"),
    EVENTPOLL('l', "eventpoll"),
    INOTIFY('i', "inotify"),
    TIMERFD('t', "timerfd"),
    NETLINK('n', "netlink"),
    BPF('b', "bpf"),
    USERFAULTFD('u', "userfaultfd"),
    IO_URING('r', "io_uring"),
    MEMFD('m', "memfd"),
    PIDFD('P', "pidfd"),
    /** Bound or listening, without a peer. */
    IPV4_SERVER('4', "ipv4"),
    /** Bound or listening, without a peer. */
    IPV6_SERVER('6', "ipv6"),
    UNSUPPORTED('X', "<NA>");

    private static final FdType[] VALUES = values();

    private final char typeChar;
    private final String text;

    FdType(char typeChar, String text) {
        this.typeChar = typeChar;
        this.text = text;
    }

    /** Falco's fd.typechar. */
    public char typeChar() {
        return typeChar;
    }

    /** Falco's fd.type. */
    public String text() {
        return text;
    }

    /** The type of a wire number; UNKNOWN for one that is not ours. */
    public static FdType of(int ordinal) {
        return ordinal < 0 || ordinal >= VALUES.length ? UNKNOWN : VALUES[ordinal];
    }
}
