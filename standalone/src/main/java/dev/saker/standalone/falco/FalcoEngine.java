// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.standalone.falco.ImportReport.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what becomes of the settings that are neither about rules nor about outputs. */
final class FalcoEngine {

    /** Its fields are answered by the collector. */
    private static final String CONTAINER_PLUGIN = "container";

    /** Engines of the container plugin that have sockets which the collector asks, too. */
    private static final Set<String> ASKED_ENGINES = Set.of("docker", "podman", "cri");

    /** Those of which control groups tell all there is. */
    private static final Set<String> GROUP_ENGINES = Set.of("lxc", "libvirt_lxc", "bpm");

    private static final List<String> MODES = List.of("first", "all");

    private final FalcoConfig config;
    private final ImportReport report;

    FalcoEngine(FalcoConfig config, ImportReport report) {
        this.config = config;
        this.report = report;
    }

    void report() {
        engine();
        plugins();
    }

    /**
     * What to put into the detection job's file: Falco stops at the first rule that matches unless
     * told otherwise, Saker does not. What the configuration leaves to the default is left to ours.
     */
    Optional<String> detection() {
        Optional<ConfigValue> mode = config.at("rule_matching");
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        String word = mode.get().text();
        if (!MODES.contains(word)) {
            lost("rule_matching", mode.get(), "'" + word + "' is neither first nor all");
            return Optional.empty();
        }
        report.note(
                Kind.TAKEN,
                "rule_matching",
                mode.get(),
                "in detection.yaml; saker scan, replay and up take --match " + word);
        return Optional.of("matching:\n  mode: " + word + "\n");
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
        for (ConfigValue plugin : config.at("plugins").map(ConfigValue::items).orElse(List.of())) {
            boolean ofContainers =
                    plugin.at("name").map(ConfigValue::text).orElse("").equals(CONTAINER_PLUGIN);
            if (ofContainers && plugin.at("init_config").filter(ConfigValue::isMap).isPresent()) {
                containers(plugin.at("init_config").orElseThrow());
            } else {
                report.note(
                        Kind.NOT_NEEDED,
                        "plugins",
                        plugin,
                        "there are no plugins; what the container plugin finds out, the collector"
                                + " does");
            }
        }
    }

    /** What the container plugin is told goes into the collector's file. */
    private void containers(ConfigValue options) {
        options.at("label_max_len")
                .ifPresent(value -> changed(value, "containers.label_length: " + value.text()));
        for (Map.Entry<String, ConfigValue> engine :
                options.at("engines").map(ConfigValue::entries).orElse(Map.of()).entrySet()) {
            containerEngine(engine.getKey(), engine.getValue());
        }
    }

    private void containerEngine(String name, ConfigValue engine) {
        boolean enabled = engine.at("enabled").map(ConfigValue::flag).orElse(true);
        if (!ASKED_ENGINES.contains(name)) {
            if (enabled && !GROUP_ENGINES.contains(name)) {
                lost("plugins", engine, "container engine '" + name + "' is not asked");
            }
            return;
        }
        if (!enabled) {
            changed(engine, "leave " + name + " out of containers.engines");
            return;
        }
        List<ConfigValue> sockets = engine.at("sockets").map(ConfigValue::items).orElse(List.of());
        if (!sockets.isEmpty()) {
            String list = String.join(", ", sockets.stream().map(ConfigValue::text).toList());
            changed(engine, "containers." + name + ": [" + list + "]");
        }
    }

    private void changed(ConfigValue value, String setting) {
        report.note(Kind.CHANGED, "plugins", value, "in the collector's file: " + setting);
    }

    private void lost(String key, ConfigValue value, String reason) {
        report.note(Kind.LOST, key, value, reason);
    }
}
