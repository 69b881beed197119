// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/**
 * A view of a {@link ParamType#SOCKTUPLE} parameter, both ends of a connection:
 *
 * <pre>
 *  IPv4 | 2  | source, 4 bytes  | port u16 | destination, 4 bytes  | port u16 |
 *  IPv6 | 10 | source, 16 bytes | port u16 | destination, 16 bytes | port u16 |
 *  unix | 1  | source u64 | destination u64 | path, closed by a zero byte |
 * </pre>
 *
 * Addresses are in network order, numbers little endian; a unix socket's ends are addresses of
 * kernel objects.
 */
public final class SockTuple {
    private static final int PORT_LENGTH = 2;
    private static final int UNIX_PATH = 1 + 2 * Long.BYTES;

    private byte[] bytes = {};
    private int offset;
    private int length;

    public SockTuple wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Family as in {@link SockAddr}, or -1 without a single byte. */
    public int family() {
        return length == 0 ? -1 : Byte.toUnsignedInt(bytes[offset]);
    }

    /** Whether both ends are there in full; true for families without a layout here. */
    public boolean isValid() {
        return switch (family()) {
            case -1 -> false;
            case SockAddr.FAMILY_UNIX -> length > UNIX_PATH && bytes[offset + length - 1] == 0;
            case SockAddr.FAMILY_IPV4 -> length >= 1 + 2 * (SockAddr.IPV4_LENGTH + PORT_LENGTH);
            case SockAddr.FAMILY_IPV6 -> length >= 1 + 2 * (SockAddr.IPV6_LENGTH + PORT_LENGTH);
            default -> true;
        };
    }

    public boolean isInternet() {
        return isValid() && (family() == SockAddr.FAMILY_IPV4 || family() == SockAddr.FAMILY_IPV6);
    }

    public byte[] array() {
        return bytes;
    }

    /** 4 or 16. */
    public int addressLength() {
        return family() == SockAddr.FAMILY_IPV4 ? SockAddr.IPV4_LENGTH : SockAddr.IPV6_LENGTH;
    }

    public int sourceAddressOffset() {
        return offset + 1;
    }

    public int sourcePort() {
        return AddressText.port(bytes, sourceAddressOffset() + addressLength());
    }

    public int destinationAddressOffset() {
        return sourceAddressOffset() + addressLength() + PORT_LENGTH;
    }

    public int destinationPort() {
        return AddressText.port(bytes, destinationAddressOffset() + addressLength());
    }

    public long unixSource() {
        return AddressText.longAt(bytes, offset + 1);
    }

    public long unixDestination() {
        return AddressText.longAt(bytes, offset + 1 + Long.BYTES);
    }

    /** Where a unix socket's path starts in {@link #array}. */
    public int pathOffset() {
        return offset + UNIX_PATH;
    }

    /** Length of a unix socket's path without its closing zero byte. */
    public int pathLength() {
        return AddressText.textLength(bytes, pathOffset(), length - UNIX_PATH);
    }
}
