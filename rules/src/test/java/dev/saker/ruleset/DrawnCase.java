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
 * Events drawn as a line, one column for each unit of time, and the alerts of a correlation drawn
 * below.
 *
 * @param unitNanos of a column
 * @param events what letters stand for
 */
record DrawnCase(
        String correlation,
        String name,
        long unitNanos,
        Map<Character, Map<String, Object>> events,
        String line,
        String alerts) {

    private static final Map<String, Long> UNITS =
            Map.of(
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "d", 86_400_000_000_000L);

    /** Every case of the folder of time lines. */
    static List<DrawnCase> readAll() {
        List<DrawnCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/timelines"))) {
            for (Path file : files.sorted().toList()) {
                LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
                Object content = new Load(settings).loadFromString(Files.readString(file));
                ((List<?>) content).forEach(group -> read((Map<?, ?>) group, cases));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the time lines", e);
        }
        return cases;
    }

    private static void read(Map<?, ?> group, List<DrawnCase> cases) {
        Map<Character, Map<String, Object>> events = new TreeMap<>();
        ((Map<?, ?>) group.get("events"))
                .forEach(
                        (letter, fields) -> {
                            Map<String, Object> event = new TreeMap<>();
                            ((Map<?, ?>) fields)
                                    .forEach((field, said) -> event.put(field.toString(), said));
                            events.put(letter.toString().charAt(0), event);
                        });
        for (Object item : (List<?>) group.get("cases")) {
            Map<?, ?> one = (Map<?, ?>) item;
            int repeat = one.containsKey("repeat") ? (Integer) one.get("repeat") : 1;
            String alerts = one.get("alerts").toString();
            cases.add(
                    new DrawnCase(
                            group.get("correlation").toString(),
                            one.get("case").toString(),
                            unit(group.get("unit").toString()),
                            events,
                            one.get("events").toString().repeat(repeat),
                            alerts.isEmpty() ? "" : ".".repeat(repeat - 1) + alerts));
        }
    }

    private static long unit(String text) {
        String unit = text.replaceAll("[0-9]", "");
        return Long.parseLong(text.substring(0, text.length() - unit.length())) * UNITS.get(unit);
    }

    /** A # in what a letter stands for is the number of its occurrence. */
    Map<String, Object> event(char letter, int occurrence) {
        Map<String, Object> event = new TreeMap<>();
        events.get(letter)
                .forEach(
                        (field, said) ->
                                event.put(
                                        field,
                                        said instanceof String text
                                                ? text.replace("#", "" + (occurrence + 1))
                                                : said));
        return event;
    }

    @Override
    public String toString() {
        return correlation + ": " + name;
    }
}
