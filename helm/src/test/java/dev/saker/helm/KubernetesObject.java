// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One object that the chart renders: as text, with its comments, and as a tree. */
record KubernetesObject(String text, JsonNode tree) {

    static KubernetesObject of(String text) {
        return new KubernetesObject(text, Chart.yaml(text));
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.path("metadata").path("name").asText();
    }

    String title() {
        return kind() + " " + name();
    }

    List<String> lines() {
        return text.stripTrailing().lines().toList();
    }
}
