// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.standalone.falco.ImportReport.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes {@code syscall_event_drops} over into the detection job's file, where it has its name. */
final class FalcoDrops {
    private static final String SECTION = "syscall_event_drops";
    private static final Set<String> ACTIONS = Set.of("ignore", "log", "alert", "exit");

    private final FalcoConfig config;
    private final ImportReport report;
    private final List<String> lines = new ArrayList<>();

    FalcoDrops(FalcoConfig config, ImportReport report) {
        this.config = config;
        this.report = report;
    }

    /** What to put into the file, if the configuration says anything of it. */
    Optional<String> detection() {
        number("threshold", 0, 1);
        actions();
        number("rate", Double.MIN_VALUE, Double.MAX_VALUE);
        number("max_burst", 1, Double.MAX_VALUE);
        config.at(SECTION, "simulate_drops")
                .ifPresent(value -> take("simulate_drops", value, Boolean.toString(value.flag())));
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(SECTION + ":\n" + String.join("", lines));
    }

    private void actions() {
        List<ConfigValue> actions =
                config.at(SECTION, "actions").map(ConfigValue::items).orElse(List.of());
        List<String> words = actions.stream().map(ConfigValue::text).distinct().toList();
        List<String> taken = new ArrayList<>();
        for (ConfigValue action : actions) {
            String word = action.text();
            if (!ACTIONS.contains(word)) {
                lose("actions", action, "\"" + word + "\" is none of Falco's");
            } else if (words.contains("ignore") && !word.equals("ignore")) {
                lose("actions", action, "\"" + word + "\" makes no sense with \"ignore\"");
            } else if (!taken.contains(word)) {
                taken.add(word);
                report.note(
                        word.equals("exit") ? Kind.CHANGED : Kind.TAKEN,
                        SECTION + ".actions",
                        action,
                        word.equals("exit") ? "the detection job ends, for all nodes" : "");
            }
        }
        if (!taken.isEmpty()) {
            lines.add("  actions: [" + String.join(", ", taken) + "]\n");
        }
    }

    private void number(String key, double least, double most) {
        Optional<ConfigValue> value = config.at(SECTION, key);
        if (value.isEmpty()) {
            return;
        }
        try {
            double number = Double.parseDouble(value.get().text());
            if (number >= least && number <= most) {
                take(key, value.get(), value.get().text());
                return;
            }
        } catch (NumberFormatException e) {
            // Refused like one that is out of range.
        }
        lose(key, value.get(), "out of range: Falco refuses it, or never acts");
    }

    private void take(String key, ConfigValue value, String text) {
        lines.add("  " + key + ": " + text + "\n");
        report.note(Kind.TAKEN, SECTION + "." + key, value, "");
    }

    private void lose(String key, ConfigValue value, String reason) {
        report.note(Kind.LOST, SECTION + "." + key, value, reason);
    }
}
