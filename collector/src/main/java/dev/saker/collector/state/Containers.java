// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.collector.state.ContainerPatterns.Found;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Text;
import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which container a thread's control groups put it in. Answers are kept: groups change rarely. */
public final class Containers {
    /** Lists of groups remembered: one a container or service, so a large host's worth. */
    private static final int CACHED = 4096;

    private final ContainerPatterns patterns;
    private final Slice item = new Slice();
    private final Map<StringList, Container> byGroups = cache();
    private final Map<String, Container> byId = cache();
    private ContainerQuestions questions = ContainerQuestions.NONE;

    public Containers(ContainerPatterns patterns) {
        this.patterns = patterns;
    }

    /** The container of a thread with these groups, each {@code subsystem=path}. */
    public Container of(StringList cgroups) {
        // Lists are shared while they are in use (StringLists), so identity finds them again.
        Container known = byGroups.get(cgroups);
        if (known != null) {
            return known;
        }
        Container found = find(cgroups);
        byGroups.put(cgroups, found);
        return found;
    }

    private Container find(StringList cgroups) {
        for (int index = 0; index < cgroups.count(); index++) {
            cgroups.item(index, item);
            String group =
                    new String(
                            item.array(),
                            item.offset(),
                            item.length(),
                            StandardCharsets.ISO_8859_1);
            Optional<Found> found = patterns.find(group.substring(group.indexOf('=') + 1));
            if (found.isPresent()) {
                return seen(found.get());
            }
        }
        return Container.HOST;
    }

    /** Those runtimes are asked from now on, of which each container of a type of theirs may be. */
    public void askBy(ContainerQuestions whom) {
        questions = whom;
    }

    private Container seen(Found found) {
        Container known = byId.get(Container.shortId(found.id()));
        if (known != null) {
            return known;
        }
        Container container = ofId(found.id());
        if (questions == ContainerQuestions.NONE) {
            return container;
        }
        if (found.type().equals(Found.ANY)) {
            container.await(questions.ask(found.id()));
        } else {
            // No socket tells of these: that is all there is to know.
            Map<Text, String> texts = Map.of(Text.FULL_ID, found.id(), Text.TYPE, found.type());
            container.tell(ContainerMetadata.of(texts, Map.of(), List.of(), Map.of(), Map.of()));
        }
        return container;
    }

    /** Whether somebody may answer soon. */
    public boolean hasAwaited() {
        return byId.values().stream().anyMatch(Container::isAwaited);
    }

    /** The container of an id that was asked about, if it is still remembered. */
    Optional<Container> asked(String fullId) {
        return Optional.ofNullable(byId.get(Container.shortId(fullId)));
    }

    /** The runtime has told of a container, perhaps before any thread of it was seen. */
    Container tell(String fullId, ContainerMetadata metadata) {
        Container container = ofId(fullId);
        container.tell(withPod(metadata));
        if (metadata.text(Text.CNI_JSON).length > 0 || !metadata.podLabels().isEmpty()) {
            tellOfPod(Container.shortId(fullId), metadata);
        }
        return container;
    }

    /** A container whose runtime tells of its pod in the pod's own container only. */
    private ContainerMetadata withPod(ContainerMetadata metadata) {
        Container sandbox = lacksPod(metadata) ? byId.get(sandboxId(metadata)) : null;
        return sandbox == null || sandbox.metadata() == null
                ? metadata
                : metadata.withPod(sandbox.metadata());
    }

    /** The pod's own container may be told of after those in it. */
    private void tellOfPod(String sandboxId, ContainerMetadata sandbox) {
        for (Container container : byId.values()) {
            ContainerMetadata metadata = container.metadata();
            if (metadata != null && lacksPod(metadata) && sandboxId(metadata).equals(sandboxId)) {
                container.tell(metadata.withPod(sandbox));
            }
        }
    }

    private static boolean lacksPod(ContainerMetadata metadata) {
        return metadata.text(Text.CNI_JSON).length == 0;
    }

    private static String sandboxId(ContainerMetadata metadata) {
        byte[] id = metadata.text(Text.POD_SANDBOX_ID);
        return Container.shortId(new String(id, StandardCharsets.UTF_8));
    }

    /** The container is gone. Its object stays: threads and lists of groups point to it. */
    void forget(Container container) {
        container.tell(null);
    }

    private Container ofId(String fullId) {
        return byId.computeIfAbsent(Container.shortId(fullId), id -> Container.ofId(fullId));
    }

    private static <K> Map<K, Container> cache() {
        return new LinkedHashMap<>(256, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Container> eldest) {
                return size() > CACHED;
            }
        };
    }
}
