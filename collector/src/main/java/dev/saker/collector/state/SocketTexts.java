// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.scap.ParamText;
import dev.saker.schemas.L4Protocol;

/** Names of sockets. */
final class SocketTexts {
    private static final int IPV6 = 16;

    private final ByteSink text = new ByteSink();

    /**
     * Both ends, the client's first. Only TCP and UDP have ports; what Falco does not know to be
     * something else it does not name.
     */
    byte[] flow(CurrentEvent event, SocketState socket) {
        text.clear();
        L4Protocol protocol = socket.protocol();
        boolean wide = socket.clientIp().length == IPV6;
        if (protocol == L4Protocol.TCP || protocol == L4Protocol.UDP) {
            append(socket.clientIp(), socket.clientPort());
            text.append("->");
            append(socket.serverIp(), socket.serverPort());
        } else if (protocol == L4Protocol.ICMP || protocol == L4Protocol.RAW && !wide) {
            append(socket.clientIp());
            text.append("->");
            append(socket.serverIp());
        } else {
            text.append("<unknown>");
        }
        return event.strings.of(text.array(), 0, text.length());
    }

    /** A parameter as it is printed. It must be in the event's scratch memory. */
    byte[] param(CurrentEvent event, int param) {
        text.clear();
        ParamText.appendRaw(
                event.info.params().get(param),
                event.scratch,
                0,
                event.event.paramLength(param),
                text);
        return event.strings.of(text.array(), 0, text.length());
    }

    private void append(byte[] ip) {
        AddressText.appendAddress(ip, 0, ip.length, text);
    }

    private void append(byte[] ip, int port) {
        AddressText.appendEndpoint(ip, 0, ip.length, port, text);
    }
}
