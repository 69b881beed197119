// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.ContainerMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Labels of a container and of its pod, and the names of the pod, which are labels too. */
final class ContainerLabels {
    private static final byte[] NOTHING = {};

    private ContainerLabels() {}

    static void addTo(FieldReaders readers) {
        addNamed(readers, "k8s.pod.name", "io.kubernetes.pod.name");
        addNamed(readers, "k8s.ns.name", "io.kubernetes.pod.namespace");
        addLabelled(readers, "k8s.pod.uid", "io.kubernetes.pod.uid");
        addLabelled(readers, "k8s.pod.id", "io.kubernetes.pod.uid");
        addOne(readers, "container.label", ContainerMetadata::labels);
        addOne(readers, "k8s.pod.label", ContainerMetadata::podLabels);
        addAll(readers, "container.labels", ContainerMetadata::labels);
        addAll(readers, "k8s.pod.labels", ContainerMetadata::podLabels);
    }

    private static void addNamed(FieldReaders readers, String field, String label) {
        byte[] name = EventTypes.bytes(label);
        ContainerFields.addNamed(readers, field, null, metadata -> metadata.labels().get(name));
    }

    private static void addLabelled(FieldReaders readers, String field, String label) {
        byte[] name = EventTypes.bytes(label);
        ContainerFields.addBytes(readers, field, null, metadata -> metadata.labels().get(name));
    }

    /** By the name in brackets. */
    private static void addOne(
            FieldReaders readers,
            String name,
            Function<ContainerMetadata, SortedMap<byte[], byte[]>> labels) {
        readers.put(
                name,
                (view, field, into) -> {
                    ContainerMetadata metadata = ContainerFields.metadata(view);
                    if (metadata == null) {
                        ContainerFields.setNullIfTold(view, into);
                        return;
                    }
                    byte[] value = labels.apply(metadata).get(field.argument());
                    if (value == null) {
                        into.setNull();
                    } else {
                        into.setBytes(value);
                    }
                });
    }

    private static void addAll(
            FieldReaders readers,
            String name,
            Function<ContainerMetadata, SortedMap<byte[], byte[]>> labels) {
        ContainerFields.addBytes(
                readers, name, NOTHING, metadata -> joined(labels.apply(metadata)));
    }

    /** Without those by which a runtime tells of itself, as in Falco. */
    private static byte[] joined(SortedMap<byte[], byte[]> labels) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<byte[], byte[]> label : labels.entrySet()) {
            String name = string(label.getKey());
            if (name.startsWith("annotation.") || name.startsWith("io.kubernetes.")) {
                continue;
            }
            text.append(text.length() > 0 ? ", " : "").append(name);
            if (label.getValue().length > 0) {
                text.append(':').append(string(label.getValue()));
            }
        }
        return EventTypes.bytes(text.toString());
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
