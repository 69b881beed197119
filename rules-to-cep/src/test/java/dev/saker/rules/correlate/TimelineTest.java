// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Correlations over events drawn as lines; the files are the cases. */
class TimelineTest {

    private record Case(
            String name, String rules, Map<String, String> lines, Map<String, String> alerts) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/timelines"))) {
            for (Path file : files.sorted().toList()) {
                read(file, cases);
            }
        }
        return cases;
    }

    private static void read(Path file, List<Case> cases) throws IOException {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
            Map<?, ?> group = (Map<?, ?>) document;
            String rules = group.get("rules").toString();
            for (Object item : (List<?>) group.get("cases")) {
                Map<?, ?> one = (Map<?, ?>) item;
                String name = file.getFileName() + ": " + one.get("case");
                cases.add(
                        new Case(name, rules, lines(one.get("events")), lines(one.get("alerts"))));
            }
        }
    }

    private static Map<String, String> lines(Object written) {
        if (written instanceof String line) {
            return line.replace(".", "").isBlank() ? Map.of() : Map.of("u", line);
        }
        Map<String, String> lines = new TreeMap<>();
        ((Map<?, ?>) written).forEach((user, line) -> lines.put(user.toString(), line.toString()));
        return lines;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void events_drawnAsALine_raiseTheAlertsDrawnBelow(Case one) {
        Map<String, String> alerts = Timeline.run(one.rules(), one.lines());

        assertThat(alerts).isEqualTo(one.alerts());
    }
}
