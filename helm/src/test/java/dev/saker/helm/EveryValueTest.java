// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A value that changes nothing is a promise not kept. */
class EveryValueTest {
    private static final ValuesSchema SCHEMA = ValuesSchema.ofChart();
    private static final JsonNode DEFAULTS = Chart.yaml(Chart.chartFile("values.yaml"));
    private static final JsonNode SAMPLES = Chart.yaml(Chart.resource("values/samples.yaml"));

    /** What each value is tried beside, so that the part it belongs to is there. */
    private static final String AROUND = Chart.resource("values/around.yaml");

    @Test
    void everyValue_whenGiven_changesWhatIsRendered() {
        List<String> without = new ArrayList<>();
        for (String path : leaves()) {
            String context = SAMPLES.path("beside").path(path).toString();
            String beside = context.isEmpty() ? "{}" : context;
            String given = Switches.position(path, sample(path));
            if (text(AROUND, beside).equals(text(AROUND, beside, given))) {
                without.add(path);
            }
        }
        assertThat(without).isEmpty();
    }

    private static List<String> leaves() {
        List<String> found = new ArrayList<>();
        collect("", DEFAULTS, found);
        return found;
    }

    private static void collect(String path, JsonNode value, List<String> found) {
        if (value.isObject() && !value.isEmpty()) {
            String before = path.isEmpty() ? "" : path + ".";
            value.properties()
                    .forEach(entry -> collect(before + entry.getKey(), entry.getValue(), found));
        } else {
            found.add(path);
        }
    }

    private static JsonNode sample(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        for (String name : List.of(path, last)) {
            if (SAMPLES.path("values").has(name)) {
                return SAMPLES.path("values").get(name);
            }
        }
        String pointer = "/" + path.replace('.', '/');
        JsonNode around = Chart.yaml(AROUND).at(pointer);
        JsonNode value = around.isMissingNode() ? DEFAULTS.at(pointer) : around;
        JsonNode schema = SCHEMA.at(path);
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.asBoolean());
        }
        if (schema.has("enum")) {
            return other(schema.get("enum"), value);
        }
        if (value.isInt()) {
            return IntNode.valueOf(value.asInt() + 1);
        }
        return TextNode.valueOf("sample");
    }

    private static JsonNode other(JsonNode all, JsonNode value) {
        for (JsonNode one : all) {
            if (!one.equals(value) && !one.asText().isEmpty()) {
                return one;
            }
        }
        throw new IllegalStateException("an enumeration of one: " + all);
    }

    private static String text(String... values) {
        return Chart.render(values).stream().map(KubernetesObject::text).toList().toString();
    }
}
