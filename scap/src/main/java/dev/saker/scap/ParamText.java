// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/**
 * The text of a parameter, as evt.arg shows it and conditions compare it. A parameter has a raw
 * text (a number, mostly) and may have a resolved text beside it (a name for the number); evt.arg
 * prefers the resolved one, evt.args prints both.
 *
 * <p>Only what follows from the bytes and the table is rendered here. Where {@link
 * ParamType#dependsOnHost} the resolved text is the host's to give (a path, a user's name), except
 * for values that mean the same everywhere: AT_FDCWD, error numbers, no user.
 */
public final class ParamText {
    private static final long AT_FDCWD = -100;
    private static final long NO_ID = 0xffffffffL;
    private static final long NO_TIME = -1;

    private ParamText() {}

    /** Appends what evt.arg says of an integer parameter. */
    public static void append(ParamInfo param, long value, ByteSink out) {
        if (!appendResolved(param, value, out)) {
            appendRaw(param, value, out);
        }
    }

    /** Appends what evt.arg says of a parameter in the format's encoding; empty is NULL or NA. */
    public static void append(ParamInfo param, byte[] bytes, int offset, int length, ByteSink out) {
        if (!appendResolved(param, bytes, offset, length, out)) {
            appendRaw(param, bytes, offset, length, out);
        }
    }

    /** Appends what stands for a parameter without a value. */
    public static void appendEmpty(ParamInfo param, ByteSink out) {
        out.append(
                switch (param.type()) {
                    case BYTEBUF, SOCKTUPLE, FDLIST, CHARBUFARRAY, CHARBUF_PAIR_ARRAY, DYN ->
                            "NULL";
                    default -> "<NA>";
                });
    }

    /** Appends the resolved text of an integer, if it has one; tells whether it has. */
    public static boolean appendResolved(ParamInfo param, long value, ByteSink out) {
        return switch (param.type()) {
            case FLAGS8, FLAGS16, FLAGS32, MODE -> param.flags().appendFlags(value, out);
            case ENUMFLAGS8, ENUMFLAGS16, ENUMFLAGS32 -> param.flags().appendEnum(value, out);
            case ERRNO -> appendError(value, out);
            case FD -> appendDescriptor(value, out);
            case SIGTYPE -> EventTable.get().signals().appendFirst(value, out);
            case SYSCALLID -> Syscalls.get().scapNames().appendFirst(value, out);
            case RELTIME -> appendSeconds(value, out);
            case UID, GID -> appendNobody(value, out);
            default -> false;
        };
    }

    /** Appends the resolved text of a parameter in the format's encoding, if it has one. */
    public static boolean appendResolved(
            ParamInfo param, byte[] bytes, int offset, int length, ByteSink out) {
        if (param.type().isInteger()) {
            return length > 0 && appendResolved(param, readLong(param, bytes, offset, length), out);
        }
        ParamInfo picked = picked(param, bytes, offset, length);
        return picked != param && appendResolved(picked, bytes, offset + 1, length - 1, out);
    }

    /** Appends an integer as the number it is. */
    public static void appendRaw(ParamInfo param, long value, ByteSink out) {
        switch (param.type()) {
            case ABSTIME -> TimeText.append(value, out);
            case SIGSET -> appendSignals(value, out);
            case RELTIME -> {
                if (value == NO_TIME) {
                    out.append("none");
                } else {
                    out.append(Long.toUnsignedString(value));
                }
            }
            case UID, GID -> out.appendDecimal(value == NO_ID ? -1 : (int) value);
            case SYSCALLID -> appendSyscall(value, out);
            case FD, PID, ERRNO, SIGTYPE -> out.appendDecimal(value);
            case FLAGS8, FLAGS16, FLAGS32, ENUMFLAGS8, ENUMFLAGS16, ENUMFLAGS32 ->
                    out.appendDecimal(value);
            default -> appendNumber(param, value, out);
        }
    }

    /** Appends the raw text of a parameter in the format's encoding. */
    public static void appendRaw(
            ParamInfo param, byte[] bytes, int offset, int length, ByteSink out) {
        if (length == 0) {
            appendEmpty(param, out);
            return;
        }
        if (param.type().isInteger()) {
            appendRaw(param, readLong(param, bytes, offset, length), out);
            return;
        }
        switch (param.type()) {
            case CHARBUF, FSPATH, FSRELPATH ->
                    out.append(bytes, offset, AddressText.textLength(bytes, offset, length));
            case BYTEBUF -> appendDotted(bytes, offset, length, out);
            case SOCKADDR -> AddressText.append(new SockAddr().wrap(bytes, offset, length), out);
            case SOCKTUPLE -> AddressText.append(new SockTuple().wrap(bytes, offset, length), out);
            case IPV4ADDR -> appendAddress(bytes, offset, length, SockAddr.IPV4_LENGTH, out);
            case IPV6ADDR -> appendAddress(bytes, offset, length, SockAddr.IPV6_LENGTH, out);
            case DYN -> appendDynamic(param, bytes, offset, length, out);
            default -> out.append("(n.a.)");
        }
    }

    private static boolean appendError(long value, ByteSink out) {
        return value < 0 && EventTable.get().errors().appendFirst(-value, out);
    }

    private static boolean appendDescriptor(long value, ByteSink out) {
        if (value == AT_FDCWD) {
            out.append("AT_FDCWD");
            return true;
        }
        return appendError(value, out);
    }

    private static boolean appendNobody(long value, ByteSink out) {
        if (value != NO_ID) {
            return false;
        }
        out.append("<NONE>");
        return true;
    }

    private static boolean appendSeconds(long nanoseconds, ByteSink out) {
        if (nanoseconds == NO_TIME) {
            return false;
        }
        TimeText.appendSeconds(nanoseconds, out);
        return true;
    }

    private static void appendSyscall(long number, ByteSink out) {
        int start = out.length();
        boolean known = Syscalls.get().scapNames().appendFirst(number, out);
        out.truncate(start);
        if (known) {
            out.appendDecimal(number);
        } else {
            out.append("<unknown syscall>");
        }
    }

    private static void appendSignals(long bits, ByteSink out) {
        FlagTable signals = EventTable.get().signals();
        int start = out.length();
        for (int signal = 1; signal <= Integer.SIZE; signal++) {
            if ((bits >>> (signal - 1) & 1) == 0) {
                continue;
            }
            int before = out.length();
            if (before > start) {
                out.append((byte) ' ');
            }
            if (!signals.appendFirst(signal, out)) {
                out.truncate(before);
            }
        }
    }

    // Decimal prints 32 and 64 bits as signed even where the type is not: Falco's format strings
    // do, and conditions on evt.arg compare with that text.
    private static void appendNumber(ParamInfo param, long value, ByteSink out) {
        boolean wide = param.type().width() == Long.BYTES;
        switch (param.format()) {
            case HEX -> out.appendUpperHex(wide ? value : value & NO_ID);
            case OCT -> {
                if (value != 0) {
                    out.append((byte) '0');
                }
                out.appendOctal(wide ? value : value & NO_ID);
            }
            case PADDED_DEC -> out.appendPadded(value, 9);
            default -> out.appendDecimal(wide ? value : (int) value);
        }
    }

    private static void appendDotted(byte[] bytes, int offset, int length, ByteSink out) {
        for (int i = offset; i < offset + length; i++) {
            boolean printable = bytes[i] >= ' ' && bytes[i] <= '~';
            out.append(printable ? bytes[i] : (byte) '.');
        }
    }

    private static void appendAddress(
            byte[] bytes, int offset, int length, int expected, ByteSink out) {
        if (length == expected) {
            AddressText.appendAddress(bytes, offset, length, out);
        } else {
            out.append(expected == SockAddr.IPV4_LENGTH ? "INVALID IPv4" : "INVALID IPv6");
        }
    }

    private static void appendDynamic(
            ParamInfo param, byte[] bytes, int offset, int length, ByteSink out) {
        ParamInfo picked = picked(param, bytes, offset, length);
        if (picked == param) {
            out.append("INVALID DYNAMIC PARAMETER");
        } else if (length > 1 || picked.type() != ParamType.BYTEBUF) {
            appendRaw(picked, bytes, offset + 1, length - 1, out);
        } // else it is a buffer of nothing, which has no text, not even a word for that
    }

    // The alternative that the first byte names; the parameter itself if there is none.
    private static ParamInfo picked(ParamInfo param, byte[] bytes, int offset, int length) {
        if (param.type() != ParamType.DYN || length == 0) {
            return param;
        }
        int index = Byte.toUnsignedInt(bytes[offset]);
        return index < param.alternatives().size() ? param.alternatives().get(index) : param;
    }

    private static long readLong(ParamInfo param, byte[] bytes, int offset, int length) {
        int width = param.type().width();
        if (length != width) {
            throw new ScapFormatException(
                    "parameter "
                            + param.name()
                            + " of type "
                            + param.type()
                            + " takes "
                            + width
                            + " bytes, has "
                            + length);
        }
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedLong(bytes[offset + i]);
        }
        int unused = Long.SIZE - width * Byte.SIZE;
        return param.type().isSigned() ? value << unused >> unused : value;
    }
}
