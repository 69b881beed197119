// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;

/**
 * Control groups under the names that their subsystems have in user space, where the kernel's own
 * differ. Falco's thread.cgroups has these; the parameters of events keep the kernel's.
 */
final class GroupNames {
    private static final byte[] SUFFIX = bytes("_cgroup");

    private final ByteSink text = new ByteSink(1024);

    /** Turns {@code subsystem=path} into what is used outside; good until the next. */
    void normalize(Slice group) {
        int equals = indexOf(group, (byte) '=', group.length());
        int length = withoutSuffix(group, equals);
        String name = replacement(group, length);
        if (name == null && length == equals) {
            return;
        }
        text.clear();
        if (name == null) {
            text.append(group.array(), group.offset(), length);
        } else {
            text.append(name);
        }
        text.append(group.array(), group.offset() + equals, group.length() - equals);
        group.set(text.array(), 0, text.length());
    }

    private static String replacement(Slice group, int length) {
        if (is(group, length, "io")) {
            return "blkio";
        }
        if (is(group, length, "mem")) {
            return "memory";
        }
        return is(group, length, "perf") ? "perf_event" : null;
    }

    private static int withoutSuffix(Slice group, int end) {
        int start = end - SUFFIX.length;
        for (int at = 0; at < SUFFIX.length; at++) {
            if (start < 0 || group.at(start + at) != SUFFIX[at]) {
                return end;
            }
        }
        return start;
    }

    private static boolean is(Slice group, int length, String name) {
        if (length != name.length()) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if (group.at(at) != name.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(Slice group, byte wanted, int otherwise) {
        for (int at = 0; at < group.length(); at++) {
            if (group.at(at) == wanted) {
                return at;
            }
        }
        return otherwise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
