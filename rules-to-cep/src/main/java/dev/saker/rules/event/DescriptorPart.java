// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;

/**
 * Parts of what an event is about that differ from event to event where the rest comes again: a
 * client's port, the name of a socket. What no rule reads need not be told apart.
 */
public enum DescriptorPart {
    /** Name, and the name as the process gave it. */
    NAMES,
    /** Address and port of the client. */
    CLIENT,
    /** Address and port of the server. */
    SERVER;

    /** Bits of all parts. */
    public static final int ALL = (1 << values().length) - 1;

    /** Bits of the parts that only sockets have. */
    static final int BOTH_ENDS = CLIENT.bit() | SERVER.bit();

    public int bit() {
        return 1 << ordinal();
    }

    boolean in(int parts) {
        return (parts & bit()) != 0;
    }

    /** What a field of {@link FieldDomain#DESCRIPTOR} reads besides what always counts. */
    public static int of(FieldRef field) {
        if (FieldDomain.of(field) == FieldDomain.KIND) {
            return 0;
        }
        return switch (field.field().name()) {
            case "fd.name", "fd.nameraw", "fd.directory", "fd.filename" -> NAMES.bit();
            case "fd.cip", "fd.cnet", "fd.cport", "fd.cproto" -> CLIENT.bit();
            case "fd.sip", "fd.snet", "fd.sport", "fd.sproto" -> SERVER.bit();
            case "fd.ip",
                    "fd.net",
                    "fd.port",
                    "fd.proto",
                    "fd.lip",
                    "fd.lnet",
                    "fd.lport",
                    "fd.lproto",
                    "fd.rip",
                    "fd.rnet",
                    "fd.rport",
                    "fd.rproto" ->
                    BOTH_ENDS;
            default -> ALL;
        };
    }
}
