// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.util.List;
import java.util.function.Function;

/**
 * {@code container.*} as far as the cgroup path tells: ids and times; metadata where the source has
 * it.
 */
final class ContainerFields {
    private static final byte[] HOST = EventTypes.bytes("host");

    private static final byte[] NOTHING = {};

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
        readers.put("container.id", ContainerFields::id)
                .put("container.full_id", ContainerFields::fullId)
                .putProcess("container.start_ts", ContainerFields::startTime)
                .putProcess("container.duration", ContainerFields::duration);
        addMetadata(readers);
    }

    /** An event of no thread and about no container has none. */
    private static void id(SyscallEventView view, BoundField field, Value into) {
        view.event().containerId(into.beginBytes());
        if (into.bytes().length() == 0) {
            into.setNull();
        }
    }

    /** What a container runtime would have to tell. Outside of containers it is settled. */
    private static void addMetadata(FieldReaders readers) {
        addText(readers, "container.name", HOST, ContainerMetadata::name);
        addText(readers, "container.type", HOST, ContainerMetadata::type);
        addText(readers, "container.image", NOTHING, ContainerMetadata::image);
        addText(readers, "container.image.id", NOTHING, ContainerMetadata::imageId);
        addText(readers, "container.image.repository", NOTHING, ContainerMetadata::imageRepository);
        addText(readers, "container.image.tag", NOTHING, ContainerMetadata::imageTag);
        addText(readers, "container.image.digest", NOTHING, ContainerMetadata::imageDigest);
        addText(readers, "container.mounts", NOTHING, ContainerMetadata::mounts);
        readers.putPartial("container.privileged", ContainerFields::privileged);
        addText(readers, "k8s.pod.name", null, ContainerMetadata::podName);
        addText(readers, "k8s.ns.name", null, ContainerMetadata::podNamespace);
        for (String name : NEVER_ANSWERED) {
            readers.put(name, (view, field, into) -> into.setNull());
        }
    }

    private static void addText(
            FieldReaders readers,
            String name,
            byte[] onHost,
            Function<ContainerMetadata, byte[]> reader) {
        readers.putPartial(
                name,
                (view, field, into) -> {
                    ContainerMetadata metadata = view.event().containerMetadata();
                    if (metadata != null) {
                        setText(reader.apply(metadata), into);
                    } else if (isHost(view)) {
                        setText(onHost, into);
                    } else {
                        setUntold(view, into);
                    }
                });
    }

    private static void setText(byte[] text, Value into) {
        if (text == null) {
            into.setNull();
        } else {
            into.setBytes(text);
        }
    }

    private static void setUntold(SyscallEventView view, Value into) {
        if (view.event().tellsContainerMetadata()) {
            into.setNull();
        } else {
            into.setUnknown();
        }
    }

    private static void privileged(SyscallEventView view, BoundField field, Value into) {
        ContainerMetadata metadata = view.event().containerMetadata();
        if (metadata != null) {
            into.setBool(metadata.privileged());
        } else if (isHost(view)) {
            into.setBool(false);
        } else {
            setUntold(view, into);
        }
    }

    private static void fullId(SyscallEventView view, BoundField field, Value into) {
        ContainerMetadata metadata = view.event().containerMetadata();
        if (metadata != null) {
            into.setBytes(metadata.fullId());
        } else if (isHost(view)) {
            into.setBytes(HOST);
        } else if (view.event().tellsContainerMetadata()) {
            into.setNull();
        } else {
            view.event().containerFullId(into.beginBytes());
            into.nullIfAbsent();
        }
    }

    /**
     * A container begins with the first process of its pid namespace; when it shares the host's,
     * nobody can tell.
     */
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
        boolean ownNamespace =
                event.processVpid() != event.processPid() || event.processVtid() != event.tid();
        return isHost(view) || !ownNamespace ? 0 : event.processPidnsStartTime();
    }

    private static boolean isHost(SyscallEventView view) {
        Slice id = view.slice();
        view.event().containerId(id);
        return id.contentEquals(HOST);
    }
}
