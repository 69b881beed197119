// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which container a thread's control groups put it in. Answers are kept: groups change rarely. */
public final class Containers {
    /** Lists of groups remembered: one a container or service, so a large host's worth. */
    private static final int CACHED = 4096;

    private final ContainerPatterns patterns;
    private final Slice item = new Slice();
    private final Map<StringList, Container> cache =
            new LinkedHashMap<>(256, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<StringList, Container> eldest) {
                    return size() > CACHED;
                }
            };

    public Containers(ContainerPatterns patterns) {
        this.patterns = patterns;
    }

    /** The container of a thread with these groups, each {@code subsystem=path}. */
    public Container of(StringList cgroups) {
        // Lists are shared while they are in use (StringLists), so identity finds them again.
        Container known = cache.get(cgroups);
        if (known != null) {
            return known;
        }
        Container found = find(cgroups);
        cache.put(cgroups, found);
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
            Optional<String> id = patterns.idOf(group.substring(group.indexOf('=') + 1));
            if (id.isPresent()) {
                return Container.ofId(id.get());
            }
        }
        return Container.HOST;
    }
}
