// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import dev.saker.schemas.ContainerMetadata.Flag;
import dev.saker.schemas.ContainerMetadata.Mount;
import dev.saker.schemas.ContainerMetadata.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** What a generic record says of a container, by the names of the fields. */
final class GenericContainer {
    private GenericContainer() {}

    static ContainerMetadata of(GenericRecord details) {
        Map<Text, String> texts = new EnumMap<>(Text.class);
        for (Text text : Text.values()) {
            texts.put(text, text(details.get(text.name().toLowerCase(Locale.ROOT))));
        }
        Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
        for (Flag flag : Flag.values()) {
            flags.put(flag, ((int) details.get("flags") >> flag.ordinal() & 1) == 1);
        }
        List<Mount> mounts = new ArrayList<>();
        List<?> items = (List<?>) details.get("mounts");
        for (int at = 0; at < items.size(); at += 5) {
            mounts.add(
                    new Mount(
                            bytes(items.get(at)),
                            bytes(items.get(at + 1)),
                            bytes(items.get(at + 2)),
                            text(items.get(at + 3)).equals("true"),
                            bytes(items.get(at + 4))));
        }
        return ContainerMetadata.of(
                texts, flags, mounts, pairs(details, "labels"), pairs(details, "pod_labels"));
    }

    private static Map<String, String> pairs(GenericRecord details, String field) {
        Map<String, String> pairs = new TreeMap<>();
        List<?> items = (List<?>) details.get(field);
        for (int at = 0; at < items.size(); at += 2) {
            pairs.put(text(items.get(at)), text(items.get(at + 1)));
        }
        return pairs;
    }

    private static String text(Object bytes) {
        return bytes == null ? null : new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Object bytes) {
        return ((ByteBuffer) bytes).array();
    }
}
