// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.rules.describe.DescriptionJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the whole document of {@code saker rules explain} against Falco's, key by key. */
class ExplanationConformanceTest {

    /** What has an order in Falco's document; its other arrays come out of hash sets. */
    private static final Set<String> ORDERED =
            Set.of("items", "items_compiled", "output_fields", "tags");

    @ParameterizedTest
    @ValueSource(strings = {"falco_rules", "falco-incubating_rules", "falco-sandbox_rules"})
    void explanation_ofShippedRules_isFalcosDocument(String file) throws IOException {
        JsonNode expected = Conformance.json("expected/describe_" + file + ".json.gz");

        Explanation explanation = RuleCompiler.explain(List.of(Conformance.rules(file + ".yaml")));
        String json = DescriptionJson.render(explanation.description().orElseThrow());

        assertThat(differences(flat(new ObjectMapper().readTree(json)), flat(expected))).isEmpty();
    }

    private static List<String> differences(Map<String, String> ours, Map<String, String> falcos) {
        Set<String> paths = new TreeSet<>(ours.keySet());
        paths.addAll(falcos.keySet());
        assertThat(paths).hasSizeGreaterThan(1000);
        return paths.stream()
                .filter(path -> !Objects.equals(ours.get(path), falcos.get(path)))
                .map(path -> path + ": " + ours.get(path) + ", not " + falcos.get(path))
                .toList();
    }

    /** Every leaf by the way down to it. */
    private static Map<String, String> flat(JsonNode document) {
        Map<String, String> leaves = new TreeMap<>();
        flatten("", "", document, leaves);
        return leaves;
    }

    private static void flatten(
            String path, String key, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                String child = entry.getKey();
                flatten(path + "/" + child, child, entry.getValue(), leaves);
            }
        } else if (node.isArray()) {
            flattenArray(path, key, node, leaves);
        } else {
            leaves.put(path, node.getNodeType() + ":" + node.asText());
        }
    }

    private static void flattenArray(
            String path, String key, JsonNode array, Map<String, String> leaves) {
        boolean ofTexts = array.isEmpty() || array.get(0).isTextual();
        if (!ofTexts) {
            for (int i = 0; i < array.size(); i++) {
                flatten(path + "/" + i, key, array.get(i), leaves);
            }
            return;
        }
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        if (!ORDERED.contains(key)) {
            texts.sort(null);
        }
        leaves.put(path, texts.toString());
    }
}
