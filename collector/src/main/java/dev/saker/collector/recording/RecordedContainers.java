// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.collector.containers.ContainerLookups;
import dev.saker.collector.state.Container;
import dev.saker.collector.state.EventCodes;
import dev.saker.scap.ScapEventWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What container runtimes told, as the events by which Falco's container plugin says it: one for
 * each container and file, before the first event in that container. One thread only.
 */
final class RecordedContainers implements ContainerLookups.Listener {
    private static final int MAX_CONTAINERS = 4096;

    /** A parameter's length has 16 bits. */
    private static final int MAX_LENGTH = 65_535;

    /** No thread makes such an event, and a plugin without a source has no number. */
    private static final long NO_THREAD = -1;

    private static final long NO_PLUGIN = 0;

    private final Map<Container, byte[]> told =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Container, byte[]> eldest) {
                    return size() > MAX_CONTAINERS;
                }
            };
    private final Set<Container> written = new HashSet<>();
    private final ScapEventWriter writer = new ScapEventWriter();

    @Override
    public void told(Container container, ObjectNode json) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("container", json);
        byte[] bytes = bytes(document);
        for (String part : List.of("Mounts", "labels", "pod_sandbox_labels", "cni_json")) {
            if (bytes.length > MAX_LENGTH) {
                json.remove(part);
                bytes = bytes(document);
            }
        }
        told.put(container, bytes);
        written.remove(container);
    }

    private static byte[] bytes(ObjectNode json) {
        return (json + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** A file begins, in which nothing is said yet. */
    void begin() {
        written.clear();
    }

    /** The containers of which the file does not say what was told. */
    List<Container> unwritten() {
        List<Container> missing = new ArrayList<>(told.keySet());
        missing.removeAll(written);
        return missing;
    }

    boolean isUnwritten(Container container) {
        return told.containsKey(container) && !written.contains(container);
    }

    /** The event that says it, lent until the next one. */
    ByteBuffer event(Container container, long time) {
        written.add(container);
        return writer.begin(time, NO_THREAD, EventCodes.ASYNC)
                .putLong(NO_PLUGIN)
                .putText("container")
                .putBytes(told.get(container))
                .end();
    }
}
