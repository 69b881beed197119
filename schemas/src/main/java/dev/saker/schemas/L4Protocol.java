// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Transport protocols with Falco's names for them. The ordinal is on the wire: append only. */
public enum L4Protocol {
    NONE("<NA>"),
    TCP("tcp"),
    UDP("udp"),
    ICMP("icmp"),
    RAW("raw");

    private static final L4Protocol[] VALUES = values();

    private final String text;

    L4Protocol(String text) {
        this.text = text;
    }

    /** Falco's fd.l4proto. */
    public String text() {
        return text;
    }

    /** The protocol of a wire number; NONE for one that is not ours. */
    public static L4Protocol of(int ordinal) {
        return ordinal < 0 || ordinal >= VALUES.length ? NONE : VALUES[ordinal];
    }
}
