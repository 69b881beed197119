// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.util.Map;

/** A topic as it should be. Replication is the cluster's concern and not compared. */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
    public TopicSpec {
        config = Map.copyOf(config);
    }
}
