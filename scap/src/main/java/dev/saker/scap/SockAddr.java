// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/**
 * A view of a {@link ParamType#SOCKADDR} parameter:
 *
 * <pre>
 *  IPv4 | 2 | address, 4 bytes  | port u16 |      IPv6 | 10 | address, 16 bytes | port u16 |
 *  unix | 1 | path, closed by a zero byte  |
 * </pre>
 *
 * Addresses are in network order, ports little endian.
 */
public final class SockAddr {
    public static final int FAMILY_UNIX = 1;
    public static final int FAMILY_IPV4 = 2;
    public static final int FAMILY_IPV6 = 10;

    static final int IPV4_LENGTH = 4;
    static final int IPV6_LENGTH = 16;
    private static final int PORT_LENGTH = 2;

    private byte[] bytes = {};
    private int offset;
    private int length;

    public SockAddr wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Family, or -1 without a single byte. */
    public int family() {
        return length == 0 ? -1 : Byte.toUnsignedInt(bytes[offset]);
    }

    /** Whether the family's address is there in full; true for families without a layout here. */
    public boolean isValid() {
        return switch (family()) {
            case -1 -> false;
            case FAMILY_UNIX -> length >= 2 && bytes[offset + length - 1] == 0;
            case FAMILY_IPV4 -> length >= 1 + IPV4_LENGTH + PORT_LENGTH;
            case FAMILY_IPV6 -> length >= 1 + IPV6_LENGTH + PORT_LENGTH;
            default -> true;
        };
    }

    public boolean isInternet() {
        return isValid() && (family() == FAMILY_IPV4 || family() == FAMILY_IPV6);
    }

    public byte[] array() {
        return bytes;
    }

    /** Where the IP address starts in {@link #array}. */
    public int addressOffset() {
        return offset + 1;
    }

    /** 4 or 16. */
    public int addressLength() {
        return family() == FAMILY_IPV4 ? IPV4_LENGTH : IPV6_LENGTH;
    }

    public int port() {
        return AddressText.port(bytes, addressOffset() + addressLength());
    }

    /** Where a unix socket's path starts in {@link #array}. */
    public int pathOffset() {
        return offset + 1;
    }

    /** Length of a unix socket's path without its closing zero byte. */
    public int pathLength() {
        return AddressText.textLength(bytes, pathOffset(), length - 1);
    }
}
