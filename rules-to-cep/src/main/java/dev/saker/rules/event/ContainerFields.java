// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.util.List;

/**
 * {@code container.*} as far as the cgroup path tells: ids and times, no metadata of containers.
 */
final class ContainerFields {
    private static final byte[] HOST = EventTypes.bytes("host");

    private static final byte[] NOTHING = {};

    /** Empty on the host. */
    private static final List<String> TEXTS =
            List.of(
                    "container.image",
                    "container.image.id",
                    "container.image.repository",
                    "container.image.tag",
                    "container.image.digest",
                    "container.mounts");

    /** Retired: Falco keeps the names and gives them no value. */
    private static final List<String> NEVER_ANSWERED =
            List.of(
                    "container.healthcheck",
                    "container.liveness_probe",
                    "container.readiness_probe",
                    "proc.is_container_healthcheck",
                    "proc.is_container_liveness_probe",
                    "proc.is_container_readiness_probe");

    private ContainerFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("container.id", (v, f, into) -> v.event().containerId(into.beginBytes()))
                .put("container.full_id", ContainerFields::fullId)
                .putProcess("container.start_ts", ContainerFields::startTime)
                .putProcess("container.duration", ContainerFields::duration);
        addMetadata(readers);
    }

    /** What a container runtime would have to tell. Outside of containers it is settled. */
    private static void addMetadata(FieldReaders readers) {
        for (String name : List.of("container.name", "container.type")) {
            readers.putPartial(name, (view, field, into) -> onHost(view, HOST, into));
        }
        for (String name : TEXTS) {
            readers.putPartial(name, (view, field, into) -> onHost(view, NOTHING, into));
        }
        readers.putPartial("container.privileged", ContainerFields::privileged);
        for (String name : NEVER_ANSWERED) {
            readers.put(name, (view, field, into) -> into.setNull());
        }
    }

    private static void onHost(SyscallEventView view, byte[] text, Value into) {
        if (isHost(view)) {
            into.setBytes(text);
        } else {
            into.setUnknown();
        }
    }

    private static void privileged(SyscallEventView view, BoundField field, Value into) {
        if (isHost(view)) {
            into.setBool(false);
        } else {
            into.setUnknown();
        }
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
