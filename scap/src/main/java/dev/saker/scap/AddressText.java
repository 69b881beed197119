// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/** Text of socket addresses and tuples, as Falco writes them: no brackets around IPv6. */
public final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    /** Appends an IPv4 (4 bytes) or IPv6 (16 bytes) address. */
    public static void appendAddress(byte[] bytes, int offset, int length, ByteSink out) {
        if (length == SockAddr.IPV4_LENGTH) {
            appendIpv4(bytes, offset, out);
        } else {
            appendIpv6(bytes, offset, out);
        }
    }

    /** Appends an address, a colon and a port. */
    public static void appendEndpoint(
            byte[] bytes, int offset, int length, int port, ByteSink out) {
        appendAddress(bytes, offset, length, out);
        out.append((byte) ':');
        out.appendDecimal(port);
    }

    /** Appends what a socket address is: an endpoint, a path. */
    public static void append(SockAddr address, ByteSink out) {
        if (!address.isValid()) {
            appendInvalid(address.family(), "INVALID SOCKADDR", out);
        } else if (address.family() == SockAddr.FAMILY_UNIX) {
            out.append(address.array(), address.pathOffset(), address.pathLength());
        } else if (address.isInternet()) {
            appendEndpoint(
                    address.array(),
                    address.addressOffset(),
                    address.addressLength(),
                    address.port(),
                    out);
        } else {
            appendFamily(address.family(), out);
        }
    }

    /** Appends both ends of a connection. */
    public static void append(SockTuple tuple, ByteSink out) {
        if (!tuple.isValid()) {
            appendInvalid(tuple.family(), "INVALID SOCKTUPLE", out);
        } else if (tuple.family() == SockAddr.FAMILY_UNIX) {
            out.appendHex(tuple.unixSource());
            out.append("->");
            out.appendHex(tuple.unixDestination());
            out.append((byte) ' ');
            out.append(tuple.array(), tuple.pathOffset(), tuple.pathLength());
        } else if (tuple.isInternet()) {
            appendFlow(tuple, out);
        } else {
            appendFamily(tuple.family(), out);
        }
    }

    // Two mapped ends (::ffff:10.0.0.1) are an IPv4 connection on an IPv6 socket: it reads as such.
    private static void appendFlow(SockTuple tuple, ByteSink out) {
        byte[] bytes = tuple.array();
        int source = tuple.sourceAddressOffset();
        int destination = tuple.destinationAddressOffset();
        int length = tuple.addressLength();
        if (length == SockAddr.IPV6_LENGTH
                && isMapped(bytes, source)
                && isMapped(bytes, destination)) {
            source += 12;
            destination += 12;
            length = SockAddr.IPV4_LENGTH;
        }
        appendEndpoint(bytes, source, length, tuple.sourcePort(), out);
        out.append("->");
        appendEndpoint(bytes, destination, length, tuple.destinationPort(), out);
    }

    private static void appendInvalid(int family, String other, ByteSink out) {
        out.append(
                switch (family) {
                    case SockAddr.FAMILY_UNIX -> "INVALID PATH";
                    case SockAddr.FAMILY_IPV4 -> "INVALID IPv4";
                    case SockAddr.FAMILY_IPV6 -> "INVALID IPv6";
                    default -> other;
                });
    }

    private static void appendFamily(int family, ByteSink out) {
        out.append("family ");
        out.appendDecimal(family);
    }

    private static void appendIpv4(byte[] bytes, int offset, ByteSink out) {
        for (int i = 0; i < SockAddr.IPV4_LENGTH; i++) {
            if (i > 0) {
                out.append((byte) '.');
            }
            out.appendDecimal(Byte.toUnsignedInt(bytes[offset + i]));
        }
    }

    // As inet_ntop: the longest run of two or more zero groups becomes ::, the first on a tie, and
    // an embedded IPv4 address stays dotted.
    private static void appendIpv6(byte[] bytes, int offset, ByteSink out) {
        int run = longestZeroRun(bytes, offset);
        int start = run >> 8;
        int end = start + (run & 0xff);
        boolean dotted = endsInIpv4(bytes, offset, start, end - start);
        for (int i = 0; i < GROUPS; i++) {
            if (i >= start && i < end) {
                if (i == start) {
                    out.append((byte) ':');
                }
                continue;
            }
            if (i > 0) {
                out.append((byte) ':');
            }
            if (i == GROUPS - 2 && dotted) {
                appendIpv4(bytes, offset + 12, out);
                return;
            }
            out.appendHex(group(bytes, offset, i));
        }
        if (end == GROUPS) {
            out.append((byte) ':');
        }
    }

    // Start in the upper bits, length in the lower eight: start is past the end if there is no run.
    private static int longestZeroRun(byte[] bytes, int offset) {
        int bestStart = GROUPS + 1;
        int bestLength = 1;
        int start = -1;
        for (int i = 0; i < GROUPS; i++) {
            if (group(bytes, offset, i) != 0) {
                start = -1;
                continue;
            }
            start = start < 0 ? i : start;
            if (i - start + 1 > bestLength) {
                bestStart = start;
                bestLength = i - start + 1;
            }
        }
        return bestStart << 8 | bestLength;
    }

    private static boolean endsInIpv4(byte[] bytes, int offset, int start, int length) {
        return start == 0
                && (length == 6
                        || length == 7 && group(bytes, offset, 7) != 1
                        || length == 5 && group(bytes, offset, 5) == 0xffff);
    }

    private static int group(byte[] bytes, int offset, int index) {
        int at = offset + 2 * index;
        return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
    }

    /**
     * Whether 16 bytes are an IPv4 address in IPv6: 96 bits that say so before it, or nothing but
     * zeros, which for Falco is IPv4's address of nobody.
     */
    public static boolean isMapped(byte[] bytes, int offset) {
        for (int i = 0; i < 5; i++) {
            if (group(bytes, offset, i) != 0) {
                return false;
            }
        }
        int last = group(bytes, offset, 5);
        return last == 0xffff
                || last == 0 && group(bytes, offset, 6) == 0 && group(bytes, offset, 7) == 0;
    }

    static int port(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << 8;
    }

    static long longAt(byte[] bytes, int at) {
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedLong(bytes[at + i]);
        }
        return value;
    }

    /** Length of the text that ends at the first zero byte, or fills all there is. */
    static int textLength(byte[] bytes, int offset, int limit) {
        for (int i = 0; i < limit; i++) {
            if (bytes[offset + i] == 0) {
                return i;
            }
        }
        return limit;
    }
}
