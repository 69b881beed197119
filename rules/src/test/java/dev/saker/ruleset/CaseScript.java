// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import dev.saker.scap.ParamInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The events that make what a case says come true. What is not said is that of a command that root
 * runs on the host, below a shell and without a terminal.
 */
final class CaseScript {
    private static final int DESCRIPTOR = 3;
    private static final int AT_FDCWD = -100;
    private static final Set<String> OPENS = Set.of("open", "openat", "openat2", "creat");
    private static final Set<String> EXECS = Set.of("execve", "execveat");
    private static final byte FAMILY_UNIX = 1;
    private static final byte FAMILY_IPV4 = 2;
    private static final byte FAMILY_IPV6 = 10;

    private final Said said;
    private final String type;
    private final long time;
    private final long tid;
    private final List<KernelEvent> before = new ArrayList<>();
    private final KernelEvent event;

    /**
     * @param time of the event, ns since the epoch
     */
    CaseScript(Said said, long time) {
        this.said = said;
        this.time = time;
        this.type = said.text("evt.type", "");
        CaseProcess process = new CaseProcess(said, time);
        this.tid = process.tid();
        boolean becomes = EXECS.contains(type) && !said.has("evt.rawres");
        before.addAll(process.births());
        if (becomes) {
            event = process.exec(type, time);
        } else {
            before.add(process.exec("execve", process.started()));
            event = KernelEvent.of(type, tid, time);
        }
        describe();
        said.mustBeUsedUp();
    }

    List<KernelEvent> before() {
        return before;
    }

    KernelEvent event() {
        return event;
    }

    private void describe() {
        long success = OPENS.contains(type) ? DESCRIPTOR : 0;
        long result = said.number("evt.rawres", success);
        event.with(event.info().params().get(0).name(), result);
        if (OPENS.contains(type)) {
            event.with("name", said.text("fd.name", "/"));
        } else if (type.equals("connect") || type.startsWith("accept")) {
            describeConnection();
        } else if (type.startsWith("dup")) {
            describeCopy();
        }
        for (ParamInfo param : event.info().params()) {
            Object value = said.take("evt.arg." + param.name());
            boolean directory = param.name().endsWith("dirfd") || param.name().endsWith("dir");
            if (value != null) {
                event.with(param.name(), value);
            } else if (directory) {
                event.with(param.name(), AT_FDCWD);
            }
        }
    }

    private void describeConnection() {
        String family = said.text("fd.type", "ipv4");
        boolean datagram = said.text("fd.l4proto", "tcp").equals("udp");
        before.add(
                KernelEvent.of("socket", tid, time)
                        .with("fd", DESCRIPTOR)
                        .with("domain", family(family))
                        .with("type", datagram ? 2 : 1)
                        .with("proto", 0)
                        .with("flags", 0));
        event.with("fd", DESCRIPTOR).with("tuple", tuple(family, said.text("fd.name", "")));
    }

    /** A connection becomes another descriptor: the number that the call returns. */
    private void describeCopy() {
        byte[] tuple = tuple(said.text("fd.type", "ipv4"), said.text("fd.name", ""));
        before.add(
                KernelEvent.of("socket", tid, time)
                        .with("fd", DESCRIPTOR)
                        .with("domain", FAMILY_IPV4)
                        .with("type", 1)
                        .with("proto", 0)
                        .with("flags", 0));
        before.add(
                KernelEvent.of("connect", tid, time)
                        .with("res", 0)
                        .with("fd", DESCRIPTOR)
                        .with("tuple", tuple));
        event.with("oldfd", DESCRIPTOR).with("newfd", said.number("newfd", 0));
    }

    private static byte family(String type) {
        return switch (type) {
            case "unix" -> FAMILY_UNIX;
            case "ipv4" -> FAMILY_IPV4;
            case "ipv6" -> FAMILY_IPV6;
            default -> throw new IllegalArgumentException("no socket is a " + type);
        };
    }

    // Of unix sockets the path, of others both ends as fd.name shows them.
    private static byte[] tuple(String type, String name) {
        ByteBuffer tuple = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        tuple.put(family(type));
        if (type.equals("unix")) {
            tuple.putLong(1).putLong(2).put((name + '\0').getBytes(StandardCharsets.UTF_8));
        } else {
            for (String end : name.split("->")) {
                int colon = end.lastIndexOf(':');
                tuple.put(address(end.substring(0, colon)));
                tuple.putShort((short) Integer.parseInt(end.substring(colon + 1)));
            }
        }
        byte[] bytes = new byte[tuple.position()];
        tuple.flip().get(bytes);
        return bytes;
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + text, e);
        }
    }
}
