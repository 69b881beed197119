// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** values.schema.json, to look things up in. */
record ValuesSchema(JsonNode root) {

    static ValuesSchema ofChart() {
        try {
            return new ValuesSchema(
                    new ObjectMapper()
                            .readTree(Chart.FOLDER.resolve("values.schema.json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema says of a value, by its path with dots; missing if nothing. */
    JsonNode at(String path) {
        JsonNode node = root;
        for (String name : path.split("\\.")) {
            node = resolved(node.path("properties").path(name));
        }
        return node;
    }

    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }
}
