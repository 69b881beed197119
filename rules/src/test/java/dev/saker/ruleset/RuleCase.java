// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One event and whether its rule alerts on it.
 *
 * @param event what is said about the event, by names of fields
 */
record RuleCase(String rule, String name, boolean alerts, Map<String, Object> event) {
    RuleCase {
        event = Map.copyOf(event);
    }

    /** Every case of the folder of cases, one file per rule. */
    static List<RuleCase> readAll() {
        List<RuleCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/cases"))) {
            for (Path file : files.sorted().toList()) {
                cases.addAll(read(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cases", e);
        }
        return cases;
    }

    private static List<RuleCase> read(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        Map<?, ?> content = (Map<?, ?>) new Load(settings).loadFromString(Files.readString(file));
        String rule = content.get("rule").toString();
        List<RuleCase> cases = new ArrayList<>();
        for (Object item : (List<?>) content.get("cases")) {
            cases.add(of(rule, (Map<?, ?>) item));
        }
        return cases;
    }

    private static RuleCase of(String rule, Map<?, ?> item) {
        Map<String, Object> event = new TreeMap<>();
        ((Map<?, ?>) item.get("event")).forEach((field, said) -> event.put(field.toString(), said));
        String expected = item.get("expect").toString();
        boolean alerts =
                switch (expected) {
                    case "alert" -> true;
                    case "quiet" -> false;
                    default -> throw new IllegalArgumentException("expect alert or quiet: " + item);
                };
        return new RuleCase(rule, item.get("case").toString(), alerts, event);
    }

    @Override
    public String toString() {
        return rule + ": " + name;
    }
}
