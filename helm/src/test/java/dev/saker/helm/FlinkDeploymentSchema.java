// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The CustomResourceDefinition of the Flink Kubernetes Operator, as its API's jar brings it. */
final class FlinkDeploymentSchema {
    private static final String FILE = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    /** The newest definition to be had knows Flink up to 1.20, newer ones add to its list. */
    private static final String NEWER_FLINK = "v2_[0-9]+";

    private final JsonSchema schema;

    FlinkDeploymentSchema() {
        JsonNode root = definition().at("/spec/versions/0/schema/openAPIV3Schema");
        ObjectNode version = (ObjectNode) root.at("/properties/spec/properties/flinkVersion");
        version.remove("enum");
        version.put("pattern", NEWER_FLINK);
        ((ObjectNode) root.get("properties"))
                .putObject("metadata")
                .putObject("properties")
                .setAll(
                        Map.of(
                                "name", ofType("string").put("maxLength", 45),
                                "labels", ofType("object")));
        ObjectNode properties = (ObjectNode) root.get("properties");
        properties.set("apiVersion", ofType("string"));
        properties.set("kind", ofType("string"));
        refuseUnknown(root);
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
    }

    List<String> problems(JsonNode object) {
        return schema.validate(object).stream().map(ValidationMessage::getMessage).toList();
    }

    private static ObjectNode ofType(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** An API server drops keys that a definition does not name; here they are mistakes. */
    private static void refuseUnknown(JsonNode node) {
        node.forEach(FlinkDeploymentSchema::refuseUnknown);
        if (node.path("properties").isObject()
                && !node.has("additionalProperties")
                && !node.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
    }

    private static JsonNode definition() {
        try (InputStream in =
                FlinkDeploymentSchema.class.getClassLoader().getResourceAsStream(FILE)) {
            return Chart.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
