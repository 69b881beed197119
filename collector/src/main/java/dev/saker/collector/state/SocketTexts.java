// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.scap.ParamText;

/** Names of sockets. */
final class SocketTexts {
    private final ByteSink text = new ByteSink();

    /** Both ends, the client's first. */
    byte[] flow(CurrentEvent event, SocketState socket) {
        text.clear();
        append(socket.clientIp(), socket.clientPort());
        text.append("->");
        append(socket.serverIp(), socket.serverPort());
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

    private void append(byte[] ip, int port) {
        AddressText.appendEndpoint(ip, 0, ip.length, port, text);
    }
}
