// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.standalone.falco.ImportReport.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what becomes of the settings that are neither about rules nor about outputs. */
final class FalcoEngine {

    /** Its fields are answered by the collector. */
    private static final String CONTAINER_PLUGIN = "container";

    private final FalcoConfig config;
    private final ImportReport report;

    FalcoEngine(FalcoConfig config, ImportReport report) {
        this.config = config;
        this.report = report;
    }

    void report() {
        matching();
        engine();
        plugins();
        drops();
        config.at("capture", "enabled")
                .filter(ConfigValue::flag)
                .ifPresent(value -> lost("capture.enabled", value, "alerts start no recording"));
    }

    /** Falco stops at the first rule that matches unless told otherwise; Saker does not. */
    private void matching() {
        Optional<ConfigValue> mode = config.at("rule_matching");
        if (mode.isEmpty()) {
            return;
        }
        boolean all = mode.get().text().equals("all");
        report.note(
                all ? Kind.TAKEN : Kind.CHANGED,
                "rule_matching",
                mode.get(),
                all
                        ? "the default here"
                        : "give --matching first to saker up, or matching: {mode: first} to the job");
    }

    private void engine() {
        config.at("engine", "kind")
                .ifPresent(
                        kind -> {
                            boolean replay = kind.text().equals("replay");
                            String file = config.text("engine", "replay", "capture_file");
                            report.note(
                                    replay ? Kind.CHANGED : Kind.NOT_NEEDED,
                                    "engine.kind",
                                    kind,
                                    replay
                                            ? "read the recording with saker scan " + file
                                            : "saker doctor says whether the probe can run");
                        });
    }

    private void plugins() {
        for (ConfigValue plugin :
                config.at("load_plugins").map(ConfigValue::items).orElse(List.of())) {
            if (!plugin.text().equals(CONTAINER_PLUGIN)) {
                lost(
                        "load_plugins",
                        plugin,
                        "plugin '"
                                + plugin.text()
                                + "': its events are not received; rules on them are checked and"
                                + " stay inactive");
            }
        }
        config.at("plugins")
                .ifPresent(
                        value ->
                                report.note(
                                        Kind.NOT_NEEDED,
                                        "plugins",
                                        value,
                                        "there are no plugins; what the container plugin finds out,"
                                                + " the collector does"));
    }

    private void drops() {
        List<ConfigValue> actions =
                config.at("syscall_event_drops", "actions")
                        .map(ConfigValue::items)
                        .orElse(List.of());
        Set<String> words = Set.copyOf(actions.stream().map(ConfigValue::text).distinct().toList());
        for (ConfigValue action : actions) {
            String word = action.text();
            if (!Set.of("ignore", "log", "alert", "exit").contains(word)) {
                lost(
                        "syscall_event_drops.actions",
                        action,
                        "syscall event drop action \"" + word + "\" is none of Falco's");
            } else if (words.contains("ignore") && !word.equals("ignore")) {
                lost(
                        "syscall_event_drops.actions",
                        action,
                        "syscall event drop action \""
                                + word
                                + "\" does not make sense with the \"ignore\" action");
            } else if (word.equals("exit")) {
                lost("syscall_event_drops.actions", action, "nothing stops because of lost events");
            } else {
                report.note(
                        word.equals("ignore") ? Kind.CHANGED : Kind.TAKEN,
                        "syscall_event_drops.actions",
                        action,
                        "lost events are always counted, logged, and an alert (collector_gap)");
            }
        }
        config.at("syscall_event_drops", "threshold").ifPresent(this::threshold);
    }

    private void threshold(ConfigValue value) {
        boolean fits;
        try {
            double part = Double.parseDouble(value.text());
            fits = part >= 0 && part <= 1;
        } catch (NumberFormatException e) {
            fits = false;
        }
        if (fits) {
            report.note(
                    Kind.CHANGED,
                    "syscall_event_drops.threshold",
                    value,
                    "every lost event counts, however many were not lost");
        } else {
            lost("syscall_event_drops.threshold", value, "not between 0 and 1: Falco refuses it");
        }
    }

    private void lost(String key, ConfigValue value, String reason) {
        report.note(Kind.LOST, key, value, reason);
    }
}
