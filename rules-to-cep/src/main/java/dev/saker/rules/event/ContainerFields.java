// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/** {@code container.*} as far as the cgroup path tells: ids and times, no metadata. */
final class ContainerFields {
    private static final byte[] HOST = EventTypes.bytes("host");

    private ContainerFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("container.id", (v, f, into) -> v.event().containerId(into.beginBytes()))
                .put("container.full_id", ContainerFields::fullId)
                .putProcess("container.start_ts", ContainerFields::startTime)
                .putProcess("container.duration", ContainerFields::duration);
    }

    private static void fullId(SyscallEventView view, BoundField field, Value into) {
        view.event().containerFullId(into.beginBytes());
        into.nullIfAbsent();
        if (into.kind() == Value.Kind.NULL && isHost(view)) {
            into.setBytes(HOST);
        }
    }

    /** A container begins with the first process of its pid namespace. */
    private static void startTime(SyscallEventView view, BoundField field, Value into) {
        long start = start(view);
        if (start == 0) {
            into.setNull();
        } else {
            into.setNumber(start);
        }
    }

    private static void duration(SyscallEventView view, BoundField field, Value into) {
        long start = start(view);
        if (start == 0) {
            into.setNull();
        } else {
            into.setNumber(view.time() - start);
        }
    }

    private static long start(SyscallEventView view) {
        SyscallEventSource event = view.event();
        return isHost(view) ? 0 : event.processPidnsStartTime();
    }

    private static boolean isHost(SyscallEventView view) {
        Slice id = view.slice();
        view.event().containerId(id);
        return id.contentEquals(HOST);
    }
}
