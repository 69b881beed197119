// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Flag;
import dev.saker.schemas.ContainerMetadata.Text;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * {@code container.*} and {@code k8s.*}: ids and times, which the cgroup path and the pid namespace
 * tell; what the container runtime tells, where the source has it.
 */
final class ContainerFields {
    private static final byte[] HOST = EventTypes.bytes("host");

    private static final byte[] NOTHING = {};

    /** Falco cuts ids to this many characters. */
    private static final int SHORT_ID = 12;

    /** Retired: Falco keeps the names and gives them no value. */
    private static final List<String> NEVER_ANSWERED =
            List.of(
                    "container.healthcheck",
                    "container.liveness_probe",
                    "container.readiness_probe",
                    "proc.is_container_healthcheck",
                    "proc.is_container_liveness_probe",
                    "proc.is_container_readiness_probe");

    /** Retired too. */
    private static final List<String> NEVER_TOLD =
            List.of(
                    "k8s.rc.name",
                    "k8s.rc.id",
                    "k8s.rc.label",
                    "k8s.rc.labels",
                    "k8s.svc.name",
                    "k8s.svc.id",
                    "k8s.svc.label",
                    "k8s.svc.labels",
                    "k8s.ns.id",
                    "k8s.ns.label",
                    "k8s.ns.labels",
                    "k8s.rs.name",
                    "k8s.rs.id",
                    "k8s.rs.label",
                    "k8s.rs.labels",
                    "k8s.deployment.name",
                    "k8s.deployment.id",
                    "k8s.deployment.label",
                    "k8s.deployment.labels");

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
        addName(readers, "container.name", HOST, Text.NAME);
        addName(readers, "container.type", HOST, Text.TYPE);
        addText(readers, "container.image", NOTHING, Text.IMAGE);
        addText(readers, "container.image.id", NOTHING, Text.IMAGE_ID);
        addName(readers, "container.image.repository", NOTHING, Text.IMAGE_REPOSITORY);
        addName(readers, "container.image.tag", NOTHING, Text.IMAGE_TAG);
        addText(readers, "container.image.digest", NOTHING, Text.IMAGE_DIGEST);
        addText(readers, "container.ip", NOTHING, Text.IP);
        addText(readers, "container.cni.json", NOTHING, Text.CNI_JSON);
        addBytes(readers, "container.mounts", NOTHING, ContainerMounts::all);
        ContainerMounts.addTo(readers);
        addFlag(readers, "container.privileged", Flag.PRIVILEGED);
        addFlag(readers, "container.host_pid", Flag.HOST_PID);
        addFlag(readers, "container.host_network", Flag.HOST_NETWORK);
        addFlag(readers, "container.host_ipc", Flag.HOST_IPC);
        readers.put("container.unresolved", ContainerFields::unresolved);
        ContainerLabels.addTo(readers);
        addText(readers, "k8s.pod.full_sandbox_id", NOTHING, Text.POD_SANDBOX_ID);
        addBytes(readers, "k8s.pod.sandbox_id", NOTHING, ContainerFields::shortSandboxId);
        addBytes(readers, "k8s.pod.ip", NOTHING, metadata -> ofPod(metadata, Text.POD_IP));
        addBytes(
                readers,
                "k8s.pod.cni.json",
                NOTHING,
                metadata -> ofPod(metadata, Text.POD_CNI_JSON));
        for (String name : NEVER_ANSWERED) {
            readers.put(name, (view, field, into) -> into.setNull());
        }
        for (String name : NEVER_TOLD) {
            readers.put(name, (view, field, into) -> into.setNull());
        }
    }

    private static void addText(FieldReaders readers, String name, byte[] onHost, Text text) {
        addBytes(readers, name, onHost, metadata -> metadata.text(text));
    }

    private static void addName(FieldReaders readers, String name, byte[] onHost, Text text) {
        addNamed(readers, name, onHost, metadata -> metadata.text(text));
    }

    /** Of the group CONTAINER_NAMES. */
    static void addNamed(
            FieldReaders readers,
            String name,
            byte[] onHost,
            Function<ContainerMetadata, byte[]> reader) {
        readers.put(name, (view, field, into) -> set(view, named(view), onHost, reader, into));
    }

    /** Of the group CONTAINER_DETAILS. */
    static void addBytes(
            FieldReaders readers,
            String name,
            byte[] onHost,
            Function<ContainerMetadata, byte[]> reader) {
        readers.put(
                name,
                (view, field, into) -> {
                    if (hasNamesAlone(view)) {
                        into.setUnknown();
                    } else {
                        set(view, named(view), onHost, reader, into);
                    }
                });
    }

    private static void set(
            SyscallEventView view,
            ContainerMetadata metadata,
            byte[] onHost,
            Function<ContainerMetadata, byte[]> reader,
            Value into) {
        if (metadata != null) {
            setText(reader.apply(metadata), into);
        } else if (isHost(view)) {
            setText(onHost, into);
        } else {
            setUntold(view, into);
        }
    }

    /** Of a container: what runtimes tell beyond names does not travel then. */
    private static boolean hasNamesAlone(SyscallEventView view) {
        return !FieldGroup.CONTAINER_DETAILS.in(view.event().projection()) && !isHost(view);
    }

    /** Of a container without a pod it is empty, of a pod that nobody told of it is not there. */
    private static byte[] ofPod(ContainerMetadata metadata, Text text) {
        boolean ofNoPod = metadata.text(Text.POD_SANDBOX_ID).length == 0;
        byte[] told = metadata.text(text);
        return told == null && ofNoPod ? NOTHING : told;
    }

    private static void setText(byte[] text, Value into) {
        if (text == null) {
            into.setNull();
        } else {
            into.setBytes(text);
        }
    }

    /** Of a container that nothing is told of. */
    private static void setUntold(SyscallEventView view, Value into) {
        if (view.event().tellsContainerMetadata()) {
            into.setNull();
        } else {
            into.setUnknown();
        }
    }

    /** Without metadata, of what the host does not have. */
    static void setNullIfTold(SyscallEventView view, Value into) {
        if (isHost(view)) {
            into.setNull();
        } else if (hasNamesAlone(view)) {
            into.setUnknown();
        } else {
            setUntold(view, into);
        }
    }

    /** What was told of the container, all of it; null if that is nothing or names alone. */
    static ContainerMetadata metadata(SyscallEventView view) {
        return hasNamesAlone(view) ? null : named(view);
    }

    /** What was told of the container, of which names are always there; null if that is nothing. */
    private static ContainerMetadata named(SyscallEventView view) {
        ContainerMetadata metadata = view.event().containerMetadata();
        return metadata == null || metadata.isUnresolved() ? null : metadata;
    }

    /** Not Falco's: whether no runtime has told of the container in time. */
    private static void unresolved(SyscallEventView view, BoundField field, Value into) {
        if (isHost(view) || named(view) != null) {
            into.setBool(false);
        } else if (view.event().tellsContainerMetadata()) {
            into.setBool(true);
        } else {
            into.setUnknown();
        }
    }

    private static byte[] shortSandboxId(ContainerMetadata metadata) {
        byte[] id = metadata.text(Text.POD_SANDBOX_ID);
        return id.length > SHORT_ID ? Arrays.copyOf(id, SHORT_ID) : id;
    }

    private static void addFlag(FieldReaders readers, String name, Flag flag) {
        readers.put(
                name,
                (view, field, into) -> {
                    ContainerMetadata metadata = named(view);
                    if (metadata != null) {
                        into.setBool(metadata.is(flag));
                    } else if (isHost(view)) {
                        into.setBool(false);
                    } else {
                        setUntold(view, into);
                    }
                });
    }

    private static void fullId(SyscallEventView view, BoundField field, Value into) {
        ContainerMetadata metadata = metadata(view);
        if (metadata != null) {
            into.setBytes(metadata.text(Text.FULL_ID));
        } else if (isHost(view)) {
            into.setBytes(HOST);
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

    static boolean isHost(SyscallEventView view) {
        Slice id = view.slice();
        view.event().containerId(id);
        return id.contentEquals(HOST);
    }
}
