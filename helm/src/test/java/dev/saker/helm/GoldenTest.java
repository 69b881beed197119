// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.helm.Switches.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders: whole for some values, and for each switch what it changes. */
class GoldenTest {
    private static final String MINIMAL = Chart.resource("values/minimal.yaml");
    private static final JsonNode CONTEXTS = Chart.yaml(Chart.resource("values/switches.yaml"));

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything"})
    void values_rendered_areAsBefore(String name) throws IOException {
        String rendered =
                Chart.render(Chart.resource("values/" + name + ".yaml")).stream()
                        .map(KubernetesObject::text)
                        .collect(Collectors.joining("---\n"));

        Golden.check(name + ".yaml", rendered);
    }

    static Stream<Switch> switches() {
        return Switches.ofChart().all().stream();
    }

    @ParameterizedTest
    @MethodSource("switches")
    void switch_inEachPosition_changesWhatItChangedBefore(Switch tried) throws IOException {
        Map<JsonNode, List<KubernetesObject>> rendered = new LinkedHashMap<>();
        for (JsonNode position : tried.positions()) {
            String values = Switches.position(tried.path(), position);
            rendered.put(position, Chart.render(MINIMAL, context(tried.path()), values));
        }
        JsonNode first = tried.positions().get(0);
        StringBuilder text = new StringBuilder();
        for (JsonNode position : tried.positions().subList(1, tried.positions().size())) {
            String differences = differences(rendered.get(first), rendered.get(position));
            assertThat(differences).as("%s = %s", tried.path(), position).isNotEmpty();
            text.append("# ").append(tried.path()).append(": ").append(first).append(" → ");
            text.append(position).append("\n").append(differences);
        }
        Golden.check("switch/" + tried.path() + ".diff", text.toString());
    }

    @Test
    void goldens_ofSwitches_areThoseThereAre() throws IOException {
        Set<String> wanted =
                switches()
                        .map(tried -> tried.path() + ".diff")
                        .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(Golden.FOLDER.resolve("switch"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
        assertThat(CONTEXTS.fieldNames())
                .toIterable()
                .allMatch(path -> wanted.contains(path + ".diff"));
    }

    static String context(String path) {
        return CONTEXTS.has(path) ? CONTEXTS.get(path).toString() : "{}";
    }

    private static String differences(List<KubernetesObject> before, List<KubernetesObject> after) {
        Map<String, List<String>> left = byTitle(before);
        Map<String, List<String>> right = byTitle(after);
        Set<String> titles = new TreeSet<>(left.keySet());
        titles.addAll(right.keySet());
        List<String> lines = new ArrayList<>();
        for (String title : titles) {
            List<String> difference =
                    LineDiff.of(
                            left.getOrDefault(title, List.of()),
                            right.getOrDefault(title, List.of()));
            if (!difference.isEmpty()) {
                lines.add("@ " + title);
                lines.addAll(difference);
            }
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static Map<String, List<String>> byTitle(List<KubernetesObject> objects) {
        return objects.stream()
                .collect(Collectors.toMap(KubernetesObject::title, KubernetesObject::lines));
    }
}
