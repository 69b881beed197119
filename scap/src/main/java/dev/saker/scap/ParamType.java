// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/**
 * How the bytes of a parameter are read. The constants stand in the order of their numbers in the
 * format, so the ordinal is the number.
 */
public enum ParamType {
    NONE(0, false),
    INT8(1, true),
    INT16(2, true),
    INT32(4, true),
    INT64(8, true),
    UINT8(1, false),
    UINT16(2, false),
    UINT32(4, false),
    UINT64(8, false),
    /** Text, closed by a zero byte that counts in the length. */
    CHARBUF(0, false),
    /** Any bytes; argument vectors and environments are strings that each end in a zero byte. */
    BYTEBUF(0, false),
    /** A return value: negative is an error number. */
    ERRNO(8, true),
    /** Family byte, then the address; see {@link SockAddr}. */
    SOCKADDR(0, false),
    /** Family byte, then both ends; see {@link SockTuple}. */
    SOCKTUPLE(0, false),
    FD(8, true),
    PID(8, true),
    /** Count (u16), then a file descriptor (u64) and its flags (u16) each. */
    FDLIST(0, false),
    FSPATH(0, false),
    /** The format's own number of a system call, not the kernel's. */
    SYSCALLID(2, false),
    SIGTYPE(1, false),
    /** A span in nanoseconds; all bits set is none. */
    RELTIME(8, false),
    /** Nanoseconds since the epoch. */
    ABSTIME(8, false),
    PORT(2, false),
    L4PROTO(1, false),
    SOCKFAMILY(1, false),
    BOOL(4, false),
    IPV4ADDR(0, false),
    /** A byte that picks one of the parameter's alternatives, then a value of that type. */
    DYN(0, false),
    FLAGS8(1, false),
    FLAGS16(2, false),
    FLAGS32(4, false),
    /** All bits set is no user. */
    UID(4, false),
    /** All bits set is no group. */
    GID(4, false),
    DOUBLE(0, false),
    /** The lower 32 signals as bits. */
    SIGSET(4, false),
    CHARBUFARRAY(0, false),
    CHARBUF_PAIR_ARRAY(0, false),
    IPV4NET(0, false),
    IPV6ADDR(0, false),
    IPV6NET(0, false),
    IPADDR(0, false),
    IPNET(0, false),
    MODE(4, false),
    /** A path that is relative to the file descriptor in another parameter. */
    FSRELPATH(0, false),
    ENUMFLAGS8(1, false),
    ENUMFLAGS16(2, false),
    ENUMFLAGS32(4, false),
    FD32(4, true),
    PID32(4, true);

    private final int width;
    private final boolean signed;

    ParamType(int width, boolean signed) {
        this.width = width;
        this.signed = signed;
    }

    /** Whether a value fits a long: then {@link #width} is its size, else the size varies. */
    public boolean isInteger() {
        return width > 0;
    }

    /** Size in bytes of an integer; 0 for everything else. */
    public int width() {
        return width;
    }

    public boolean isSigned() {
        return signed;
    }

    /** Whether the text needs the host's tables: descriptors, directories, users, processes. */
    public boolean dependsOnHost() {
        return switch (this) {
            case FD, PID, FDLIST, FSPATH, FSRELPATH, UID, GID, FD32, PID32 -> true;
            default -> false;
        };
    }
}
