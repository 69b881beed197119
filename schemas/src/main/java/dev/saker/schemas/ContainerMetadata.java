// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a container runtime tells of a container; group CONTAINER_DETAILS of the event record, or
 * what the group CONTAINER_NAMES has of it. The texts are UTF-8; arrays are not to be written to.
 * Equal when all they say is.
 */
public final class ContainerMetadata {
    /** A text, in the order of the record. */
    public enum Text {
        FULL_ID,
        NAME,
        TYPE,
        IMAGE,
        IMAGE_ID,
        IMAGE_REPOSITORY,
        IMAGE_TAG,
        IMAGE_DIGEST,
        IP,
        CNI_JSON,
        /** The pod's own container, by its full id. */
        POD_SANDBOX_ID,
        /** Null while nothing is known of the pod. */
        POD_IP,
        /** Null while nothing is known of the pod. */
        POD_CNI_JSON;

        boolean mayBeNull() {
            return this == POD_IP || this == POD_CNI_JSON;
        }
    }

    /** What is so or not. The ordinal is the bit: append only. */
    public enum Flag {
        PRIVILEGED,
        HOST_PID,
        HOST_NETWORK,
        HOST_IPC,
        /** No runtime has told of the container in time: nothing else here means anything. */
        UNRESOLVED
    }

    /** What is mounted in a container, and how. */
    public record Mount(
            byte[] source, byte[] destination, byte[] mode, boolean writable, byte[] propagation) {}

    private static final Text[] TEXTS = Text.values();
    private static final int MOUNT_ITEMS = 5;
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");
    private static final byte[] NOTHING = {};

    private static final Set<Text> NAMES =
            EnumSet.of(Text.NAME, Text.TYPE, Text.IMAGE_REPOSITORY, Text.IMAGE_TAG);

    /** Labels by which runtimes tell of the pod. */
    private static final List<byte[]> POD_NAMES =
            List.of(bytes("io.kubernetes.pod.name"), bytes("io.kubernetes.pod.namespace"));

    /** Of a container that no runtime has told of in time. */
    public static final ContainerMetadata UNRESOLVED =
            of(Map.of(), Map.of(Flag.UNRESOLVED, true), List.of(), Map.of(), Map.of());

    private final byte[][] texts;
    private final int flags;
    private final List<Mount> mounts;
    private final SortedMap<byte[], byte[]> labels;
    private final SortedMap<byte[], byte[]> podLabels;
    private final byte[] encoded;
    private byte[] encodedNames;

    private ContainerMetadata(
            byte[][] texts,
            int flags,
            List<Mount> mounts,
            SortedMap<byte[], byte[]> labels,
            SortedMap<byte[], byte[]> podLabels) {
        this.texts = texts;
        this.flags = flags;
        this.mounts = List.copyOf(mounts);
        this.labels = labels;
        this.podLabels = podLabels;
        this.encoded = encode();
    }

    /**
     * @param texts what is missing is empty, or null where that is allowed
     */
    public static ContainerMetadata of(
            Map<Text, String> texts,
            Map<Flag, Boolean> flags,
            List<Mount> mounts,
            Map<String, String> labels,
            Map<String, String> podLabels) {
        byte[][] all = new byte[TEXTS.length][];
        for (Text text : TEXTS) {
            String value = texts.get(text);
            all[text.ordinal()] = value == null ? missing(text) : bytes(value);
        }
        int bits = 0;
        for (Flag flag : Flag.values()) {
            bits |= flags.getOrDefault(flag, false) ? 1 << flag.ordinal() : 0;
        }
        return new ContainerMetadata(all, bits, mounts, sorted(labels), sorted(podLabels));
    }

    /** The same container with what its pod's own container tells of the pod. */
    public ContainerMetadata withPod(ContainerMetadata sandbox) {
        byte[][] changed = texts.clone();
        changed[Text.POD_IP.ordinal()] = sandbox.text(Text.IP);
        changed[Text.POD_CNI_JSON.ordinal()] = sandbox.text(Text.CNI_JSON);
        return new ContainerMetadata(changed, flags, mounts, labels, sandbox.podLabels);
    }

    /** Null only where {@link Text} says so. */
    public byte[] text(Text text) {
        return texts[text.ordinal()];
    }

    public boolean is(Flag flag) {
        return (flags >> flag.ordinal() & 1) != 0;
    }

    /** Whether this only says that nothing is known. */
    public boolean isUnresolved() {
        return is(Flag.UNRESOLVED);
    }

    public List<Mount> mounts() {
        return mounts;
    }

    /** By name, in the order of the names' bytes. */
    public SortedMap<byte[], byte[]> labels() {
        return labels;
    }

    /** Of the pod. */
    public SortedMap<byte[], byte[]> podLabels() {
        return podLabels;
    }

    /** As a record of these groups holds it, lent. */
    byte[] encoded(int groups) {
        if (FieldGroup.CONTAINER_DETAILS.in(groups)) {
            return encoded;
        }
        if (encodedNames == null) {
            encodedNames = names().encoded;
        }
        return encodedNames;
    }

    /** What the group CONTAINER_NAMES has of it. */
    private ContainerMetadata names() {
        byte[][] named = new byte[TEXTS.length][];
        for (Text text : TEXTS) {
            named[text.ordinal()] = NAMES.contains(text) ? text(text) : missing(text);
        }
        SortedMap<byte[], byte[]> ofPod = new TreeMap<>(Arrays::compareUnsigned);
        for (byte[] label : POD_NAMES) {
            if (labels.containsKey(label)) {
                ofPod.put(label, labels.get(label));
            }
        }
        return new ContainerMetadata(named, flags, List.of(), ofPod, new TreeMap<>());
    }

    static ContainerMetadata decode(AvroInput in) {
        byte[][] texts = new byte[TEXTS.length][];
        for (Text text : TEXTS) {
            boolean there = !text.mayBeNull() || in.readBranch(2) == 1;
            texts[text.ordinal()] = there ? in.readBytes() : null;
        }
        int flags = in.readInt();
        List<byte[]> mounts = AvroLists.read(in, in::readBytes);
        SortedMap<byte[], byte[]> labels = pairs(AvroLists.read(in, in::readBytes));
        return new ContainerMetadata(
                texts, flags, mounts(mounts), labels, pairs(AvroLists.read(in, in::readBytes)));
    }

    private byte[] encode() {
        AvroOutput out = new AvroOutput(256);
        for (Text text : TEXTS) {
            byte[] value = texts[text.ordinal()];
            if (text.mayBeNull()) {
                out.putLong(value == null ? 0 : 1);
            }
            if (value != null) {
                out.putBytes(value);
            }
        }
        out.putLong(flags);
        AvroLists.put(out, mountItems(), out::putBytes);
        AvroLists.put(out, items(labels), out::putBytes);
        AvroLists.put(out, items(podLabels), out::putBytes);
        return out.copyBytes();
    }

    private List<byte[]> mountItems() {
        List<byte[]> items = new ArrayList<>();
        for (Mount mount : mounts) {
            items.add(mount.source());
            items.add(mount.destination());
            items.add(mount.mode());
            items.add(mount.writable() ? TRUE : FALSE);
            items.add(mount.propagation());
        }
        return items;
    }

    private static List<Mount> mounts(List<byte[]> items) {
        List<Mount> mounts = new ArrayList<>();
        for (int at = 0; at + MOUNT_ITEMS <= items.size(); at += MOUNT_ITEMS) {
            boolean writable = Arrays.equals(items.get(at + 3), TRUE);
            mounts.add(
                    new Mount(
                            items.get(at),
                            items.get(at + 1),
                            items.get(at + 2),
                            writable,
                            items.get(at + 4)));
        }
        return mounts;
    }

    private static List<byte[]> items(SortedMap<byte[], byte[]> pairs) {
        List<byte[]> items = new ArrayList<>();
        pairs.forEach(
                (name, value) -> {
                    items.add(name);
                    items.add(value);
                });
        return items;
    }

    private static SortedMap<byte[], byte[]> pairs(List<byte[]> items) {
        SortedMap<byte[], byte[]> pairs = new TreeMap<>(Arrays::compareUnsigned);
        for (int at = 0; at + 1 < items.size(); at += 2) {
            pairs.put(items.get(at), items.get(at + 1));
        }
        return pairs;
    }

    private static SortedMap<byte[], byte[]> sorted(Map<String, String> texts) {
        SortedMap<byte[], byte[]> pairs = new TreeMap<>(Arrays::compareUnsigned);
        texts.forEach((name, value) -> pairs.put(bytes(name), bytes(value)));
        return pairs;
    }

    private static byte[] missing(Text text) {
        return text.mayBeNull() ? null : NOTHING;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContainerMetadata metadata
                && Arrays.equals(encoded, metadata.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        Map<Text, String> shown = new EnumMap<>(Text.class);
        for (Text text : TEXTS) {
            byte[] value = text(text);
            shown.put(text, value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        return shown + " and " + hashCode();
    }
}
