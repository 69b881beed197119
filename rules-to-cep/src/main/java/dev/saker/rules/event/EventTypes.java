// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.Syscalls;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What fields say of an event type, laid out by its code. The event table answers the same, but in
 * sets and text; here it is bytes and bits.
 */
final class EventTypes {
    static final int CODES = EventTable.get().size();

    /** The event of a system call that has none of its own. */
    static final int GENERIC = EventTable.get().byCodeName("PPME_GENERIC_X").code();

    /** An event that a user-space component made; its name is its second parameter. */
    static final int ASYNC = EventTable.get().byCodeName("PPME_ASYNCEVENT_E").code();

    // Category bits of the event format.
    static final int CATEGORY_MEMORY = 5;
    static final int CATEGORY_IO = 32;
    static final int CATEGORY_IO_READ = 32;
    static final int CATEGORY_IO_WRITE = 33;
    static final int CATEGORY_SYSCALL = 1 << 9;
    private static final int CATEGORY_META = 1 << 12;
    private static final int CATEGORY_SOURCES = -1 << 9;

    private static final byte[][] NAMES = new byte[CODES][];
    private static final int[] CATEGORIES = new int[CODES];
    private static final boolean[] READS = new boolean[CODES];
    private static final boolean[] WRITES = new boolean[CODES];
    private static final boolean[] WAITS = new boolean[CODES];
    private static final byte[][] SYSCALLS = new byte[1024][];
    private static final byte[][] SCAP_SYSCALLS = new byte[1024][];
    private static final byte[] UNKNOWN_SYSCALL = bytes("unknown");

    static {
        for (int code = 0; code < CODES; code++) {
            EventInfo info = EventTable.get().event(code);
            NAMES[code] = bytes(info.name());
            CATEGORIES[code] = info.category();
            READS[code] = info.has(EventFlag.READS_FROM_FD);
            WRITES[code] = info.has(EventFlag.WRITES_TO_FD);
            WAITS[code] = info.has(EventFlag.WAITS);
        }
        String[] names = Syscalls.get().names(SYSCALLS.length);
        String[] scapNames = Syscalls.get().scapNames(SCAP_SYSCALLS.length);
        for (int number = 0; number < SYSCALLS.length; number++) {
            SYSCALLS[number] = names[number] == null ? UNKNOWN_SYSCALL : bytes(names[number]);
            SCAP_SYSCALLS[number] =
                    scapNames[number] == null ? UNKNOWN_SYSCALL : bytes(scapNames[number]);
        }
    }

    private EventTypes() {}

    static boolean known(int type) {
        return type >= 0 && type < CODES;
    }

    static byte[] name(int type) {
        return NAMES[type];
    }

    static String text(int type) {
        return EventTable.get().event(type).name();
    }

    static List<ParamInfo> params(int type) {
        return EventTable.get().event(type).params();
    }

    /** The name of a system call by its number on x86_64. */
    static byte[] syscallName(long number) {
        return name(SYSCALLS, number);
    }

    /** The name of a system call by the number that the format gives it on every machine. */
    static byte[] scapSyscallName(long number) {
        return name(SCAP_SYSCALLS, number);
    }

    private static byte[] name(byte[][] names, long number) {
        return number >= 0 && number < names.length ? names[(int) number] : UNKNOWN_SYSCALL;
    }

    /** Without the bits that tell who made the event. */
    static int category(int type) {
        return CATEGORIES[type] & ~CATEGORY_SOURCES;
    }

    static boolean isSyscall(int type) {
        return (CATEGORIES[type] & CATEGORY_SYSCALL) != 0;
    }

    static boolean isMeta(int type) {
        return (CATEGORIES[type] & CATEGORY_META) != 0;
    }

    static boolean isIo(int type) {
        return (category(type) & CATEGORY_IO) != 0;
    }

    static boolean reads(int type) {
        return READS[type];
    }

    static boolean writes(int type) {
        return WRITES[type];
    }

    static boolean waits(int type) {
        return WAITS[type];
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
