// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.AddressText;
import dev.saker.scap.SockTuple;
import dev.saker.schemas.FdType;
import java.util.Arrays;

/**
 * Both ends of an IP connection as an event tells them. An IPv4 address mapped into IPv6 is IPv4.
 */
final class Ends {
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    byte[] source;
    int sourcePort;
    byte[] destination;
    int destinationPort;

    void read(SockTuple tuple, ByteStrings strings) {
        int length = tuple.addressLength();
        int from = tuple.sourceAddressOffset();
        int to = tuple.destinationAddressOffset();
        boolean mapped =
                length == IPV4
                        || AddressText.isMapped(tuple.array(), from)
                                && AddressText.isMapped(tuple.array(), to);
        int skipped = mapped ? length - IPV4 : 0;
        source = strings.of(tuple.array(), from + skipped, length - skipped);
        destination = strings.of(tuple.array(), to + skipped, length - skipped);
        sourcePort = tuple.sourcePort();
        destinationPort = tuple.destinationPort();
    }

    /** An end that the socket left open is the address of ours that faces the other end. */
    void complete(LocalAddresses addresses) {
        boolean sourceOpen = isZero(source);
        if (sourceOpen == isZero(destination) && !sourceOpen) {
            return;
        }
        byte[] known = sourceOpen ? destination : source;
        byte[] facing = addresses.facing(known);
        if (sourcePort == destinationPort && Arrays.equals(facing, known)) {
            return;
        }
        if (sourceOpen) {
            source = facing;
        } else {
            destination = facing;
        }
    }

    private static boolean isZero(byte[] ip) {
        for (byte part : ip) {
            if (part != 0) {
                return false;
            }
        }
        return true;
    }

    FdType type() {
        return source.length == IPV4 ? FdType.IPV4 : FdType.IPV6;
    }

    /** Whether the socket already has these ends, one way round or the other. */
    boolean areThoseOf(SocketState socket) {
        return same(socket.clientIp(), socket.clientPort(), source, sourcePort)
                        && same(
                                socket.serverIp(),
                                socket.serverPort(),
                                destination,
                                destinationPort)
                || same(socket.serverIp(), socket.serverPort(), source, sourcePort)
                        && same(
                                socket.clientIp(),
                                socket.clientPort(),
                                destination,
                                destinationPort);
    }

    /** One address, mapped ones as IPv4. */
    static byte[] address(byte[] bytes, int offset, int length, ByteStrings strings) {
        boolean mapped = length == IPV6 && AddressText.isMapped(bytes, offset);
        int skipped = mapped ? length - IPV4 : 0;
        return strings.of(bytes, offset + skipped, length - skipped);
    }

    private static boolean same(byte[] ip, int port, byte[] otherIp, int otherPort) {
        return port == otherPort && ip != null && Arrays.equals(ip, otherIp);
    }
}
