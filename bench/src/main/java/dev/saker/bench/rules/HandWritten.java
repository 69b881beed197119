// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import dev.saker.scap.EventTable;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Ten rules twice: as rules, and as somebody would write them in Java over the same records, for
 * these ten and nothing else. The yardstick of what compiled rules cost.
 */
final class HandWritten {
    static final String RULES =
            """
            - macro: open_read
              condition: >
                (evt.type in (open, openat, openat2) and evt.is_open_read=true
                and fd.typechar='f' and fd.num>=0)
            - rule: r0
              desc: d
              condition: open_read and fd.name startswith /etc/shadow
              output: o
              priority: INFO
            - rule: r1
              desc: d
              condition: open_read and fd.name in (/etc/sudoers, /etc/pam.conf)
              output: o
              priority: INFO
            - rule: r2
              desc: d
              condition: open_read and fd.name contains /.ssh/ and not proc.name in (ssh, sshd)
              output: o
              priority: INFO
            - rule: r3
              desc: d
              condition: open_read and fd.name endswith .pem and proc.name = cat
              output: o
              priority: INFO
            - rule: r4
              desc: d
              condition: open_read and fd.name startswith /proc/ and fd.name endswith /environ
              output: o
              priority: INFO
            - rule: r5
              desc: d
              condition: open_read and proc.pname = nginx and fd.name startswith /root/
              output: o
              priority: INFO
            - rule: r6
              desc: d
              condition: evt.type in (execve, execveat) and proc.name in (nc, ncat, socat)
              output: o
              priority: INFO
            - rule: r7
              desc: d
              condition: evt.type in (execve, execveat) and proc.pname in (nginx, httpd)
              output: o
              priority: INFO
            - rule: r8
              desc: d
              condition: evt.type in (execve, execveat) and proc.exepath startswith /dev/shm/
              output: o
              priority: INFO
            - rule: r9
              desc: d
              condition: evt.type = connect and fd.typechar = '4' and fd.sport = 4444
              output: o
              priority: INFO
            """;

    private static final List<String> OPENS = List.of("open", "openat", "openat2");
    private static final List<String> EXECS = List.of("execve", "execveat");
    private static final byte[] SHADOW = bytes("/etc/shadow");
    private static final byte[] SUDOERS = bytes("/etc/sudoers");
    private static final byte[] PAM = bytes("/etc/pam.conf");
    private static final byte[] SSH_DIR = bytes("/.ssh/");
    private static final byte[] SSH = bytes("ssh");
    private static final byte[] SSHD = bytes("sshd");
    private static final byte[] PEM = bytes(".pem");
    private static final byte[] CAT = bytes("cat");
    private static final byte[] PROC = bytes("/proc/");
    private static final byte[] ENVIRON = bytes("/environ");
    private static final byte[] NGINX = bytes("nginx");
    private static final byte[] HTTPD = bytes("httpd");
    private static final byte[] ROOT = bytes("/root/");
    private static final byte[] NC = bytes("nc");
    private static final byte[] NCAT = bytes("ncat");
    private static final byte[] SOCAT = bytes("socat");
    private static final byte[] SHM = bytes("/dev/shm/");

    private enum Kind {
        OPEN,
        EXEC,
        CONNECT,
        OTHER
    }

    private final Kind[] kinds = new Kind[EventTable.get().size()];
    private final SyscallEventReader event = new SyscallEventReader();
    private final Slice name = new Slice();
    private final Slice process = new Slice();
    private final Slice parent = new Slice();

    HandWritten() {
        for (int type = 0; type < kinds.length; type++) {
            String of = EventTable.get().event(type).name();
            boolean exit = EventTable.get().event(type).isExit();
            kinds[type] = exit ? kind(of) : Kind.OTHER;
        }
    }

    private static Kind kind(String of) {
        if (OPENS.contains(of)) {
            return Kind.OPEN;
        }
        return EXECS.contains(of) ? Kind.EXEC : of.equals("connect") ? Kind.CONNECT : Kind.OTHER;
    }

    /** How many of the ten match a record. */
    int match(byte[] bytes, int offset, int length) {
        event.wrap(bytes, offset, length);
        return switch (kinds[event.type()]) {
            case OPEN -> open();
            case EXEC -> execute();
            case CONNECT -> connect();
            case OTHER -> 0;
        };
    }

    private int open() {
        boolean read = (event.shape() & EventShape.OPEN_READ.bit()) != 0;
        if (!read
                || !event.hasFd()
                || event.fdNum() < 0
                || event.fdType() != FdType.FILE.ordinal()) {
            return 0;
        }
        event.fdName(name);
        int matches = starts(name, SHADOW) ? 1 : 0;
        matches += name.contentEquals(SUDOERS) || name.contentEquals(PAM) ? 1 : 0;
        boolean process = event.hasProcess();
        matches +=
                contains(name, SSH_DIR) && !(process && (isProcess(SSH) || isProcess(SSHD)))
                        ? 1
                        : 0;
        matches += ends(name, PEM) && process && isProcess(CAT) ? 1 : 0;
        matches += starts(name, PROC) && ends(name, ENVIRON) ? 1 : 0;
        return matches + (starts(name, ROOT) && isParent(NGINX) ? 1 : 0);
    }

    private int execute() {
        if (!event.hasProcess()) {
            return 0;
        }
        event.processExePath(name);
        int matches = starts(name, SHM) ? 1 : 0;
        matches += isProcess(NC) || isProcess(NCAT) || isProcess(SOCAT) ? 1 : 0;
        return matches + (isParent(NGINX) || isParent(HTTPD) ? 1 : 0);
    }

    private int connect() {
        boolean known = event.hasFd() && !FdFlag.UNKNOWN_TO_TABLE.in(event.fdFlags());
        boolean matches =
                known
                        && event.fdType() == FdType.IPV4.ordinal()
                        && FdFlag.ROLE_KNOWN.in(event.fdFlags())
                        && event.hasTuple()
                        && event.serverPort() == 4444;
        return matches ? 1 : 0;
    }

    private boolean isProcess(byte[] text) {
        event.processName(process);
        return process.contentEquals(text);
    }

    private boolean isParent(byte[] text) {
        if (!event.hasProcess() || event.ancestorCount() == 0) {
            return false;
        }
        event.ancestorName(0, parent);
        return parent.contentEquals(text);
    }

    private static boolean starts(Slice text, byte[] prefix) {
        int start = text.offset();
        return text.length() >= prefix.length && isAt(text, start, prefix);
    }

    private static boolean ends(Slice text, byte[] suffix) {
        int start = text.offset() + text.length() - suffix.length;
        return text.length() >= suffix.length && isAt(text, start, suffix);
    }

    private static boolean contains(Slice text, byte[] part) {
        int last = text.offset() + text.length() - part.length;
        for (int at = text.offset(); at <= last; at++) {
            if (isAt(text, at, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(Slice text, int start, byte[] part) {
        return Arrays.equals(text.array(), start, start + part.length, part, 0, part.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
