// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Deeds and the alerts they must raise, read from a file of the folder scenarios. The steps are
 * done once, and again until `lasting` is over.
 */
record Scenario(String name, List<Step> steps, Duration lasting, List<ExpectedAlert> expected) {

    /** The rule's name and the fields it must show; fields left out may hold anything. */
    record ExpectedAlert(String rule, Map<String, String> fields) {
        ExpectedAlert {
            fields = Map.copyOf(fields);
        }
    }

    Scenario {
        steps = List.copyOf(steps);
        expected = List.copyOf(expected);
    }

    static List<Scenario> readAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Scenario::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static Scenario read(Path file) {
        try {
            Map<String, Object> document =
                    mapping(
                            new Load(LoadSettings.builder().build())
                                    .loadFromString(Files.readString(file)));
            return new Scenario(
                    file.getFileName().toString().replace(".yaml", ""),
                    steps(document.get("steps")),
                    Duration.ofSeconds(((Number) document.getOrDefault("seconds", 0)).longValue()),
                    expected(document.get("expect")));
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("cannot read scenario " + file, e);
        }
    }

    private static List<Step> steps(Object list) {
        return items(list).map(Step::parse).toList();
    }

    private static List<ExpectedAlert> expected(Object list) {
        List<ExpectedAlert> alerts = new ArrayList<>();
        items(list)
                .forEach(
                        item -> {
                            Map<String, String> fields = new TreeMap<>();
                            mapping(item.getOrDefault("fields", Map.of()))
                                    .forEach((name, value) -> fields.put(name, value.toString()));
                            alerts.add(new ExpectedAlert(item.get("rule").toString(), fields));
                        });
        return alerts;
    }

    private static Stream<Map<String, Object>> items(Object list) {
        return list == null ? Stream.of() : ((List<?>) list).stream().map(Scenario::mapping);
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> mapping = new TreeMap<>();
        ((Map<?, ?>) value).forEach((key, item) -> mapping.put(key.toString(), item));
        return mapping;
    }

    @Override
    public String toString() {
        return name;
    }
}
