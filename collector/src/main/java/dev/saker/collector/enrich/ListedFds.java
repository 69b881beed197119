// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.SocketState;
import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FdType;
import dev.saker.schemas.ListedFd;
import dev.saker.schemas.Slice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the host's table tells of the descriptors in the list of a poll. */
final class ListedFds {
    private static final int POLL = EventTable.get().byCodeName("PPME_SYSCALL_POLL_X").code();
    private static final int PPOLL = EventTable.get().byCodeName("PPME_SYSCALL_PPOLL_X").code();
    private static final int LIST = 1;
    private static final int LISTED_FD = Long.BYTES + Short.BYTES;
    private static final byte[] ANY_IPV4 = new byte[4];
    private static final byte[] ANY_IPV6 = new byte[16];

    private ListedFds() {}

    /** Number, kind and events of each: u16 how many, then s64 and s16. */
    static void texts(CurrentEvent event, ArgTexts texts, ListedFd what, Slice into) {
        into.setAbsent();
        boolean lists = event.code() == POLL || event.code() == PPOLL;
        if (!lists || event.thread() == null || event.event().paramLength(LIST) < Short.BYTES) {
            return;
        }
        ByteSink out = new ByteSink();
        Slice bytes = new Slice();
        texts.bytes(LIST, bytes);
        ByteBuffer list =
                ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length())
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int left = Short.toUnsignedInt(list.getShort());
                left > 0 && list.remaining() >= LISTED_FD;
                left--) {
            long number = list.getLong();
            list.getShort();
            int before = out.length();
            if (before > 0) {
                out.append((byte) ',');
            }
            int text = out.length();
            appendOne(number, event.thread().fds().get(number), what, out);
            if (out.length() == text) {
                out.truncate(before);
            }
        }
        if (out.length() > 0) {
            into.set(out.array(), 0, out.length());
        }
    }

    private static void appendOne(long number, FdEntry entry, ListedFd what, ByteSink out) {
        switch (what) {
            case NUMBER -> out.appendDecimal(number);
            case NAME -> {
                if (entry == null || entry.name().length == 0) {
                    out.append("<NA>");
                } else {
                    out.append(entry.name());
                }
            }
            default -> {
                if (entry != null && entry.isIp()) {
                    appendEnd(entry, what, out);
                }
            }
        }
    }

    /** A listening socket has the server's address only. */
    private static void appendEnd(FdEntry entry, ListedFd what, ByteSink out) {
        boolean flow = entry.type() == FdType.IPV4 || entry.type() == FdType.IPV6;
        boolean wide = entry.type() == FdType.IPV6 || entry.type() == FdType.IPV6_SERVER;
        SocketState socket = entry.socket();
        if (what == ListedFd.SERVER_IP || flow && what == ListedFd.CLIENT_IP) {
            boolean client = what == ListedFd.CLIENT_IP;
            byte[] ip = socket == null ? null : client ? socket.clientIp() : socket.serverIp();
            ip = ip == null ? (wide ? ANY_IPV6 : ANY_IPV4) : ip;
            AddressText.appendAddress(ip, 0, ip.length, out);
        } else if (flow) {
            boolean client = what == ListedFd.CLIENT_PORT;
            out.appendDecimal(
                    socket == null ? 0 : client ? socket.clientPort() : socket.serverPort());
        }
    }
}
