// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.standalone.falco.ImportReport.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes {@code capture} over into the collector's file: recordings that alerts start. */
final class FalcoCapture {
    private static final String SECTION = "capture";
    private static final long MEGABYTE = 1_000_000;

    private final FalcoConfig config;
    private final ImportReport report;

    FalcoCapture(FalcoConfig config, ImportReport report) {
        this.config = config;
        this.report = report;
    }

    /** What to put into the file, if recordings are enabled. */
    Optional<String> collector() {
        Optional<ConfigValue> enabled = config.at(SECTION, "enabled");
        if (enabled.isEmpty() || !enabled.get().flag()) {
            return Optional.empty();
        }
        report.note(Kind.TAKEN, "capture.enabled", enabled.get(), "");
        List<String> lines = new ArrayList<>();
        lines.add("alert_capture:");
        lines.add("  directory: " + directory());
        config.at(SECTION, "mode").ifPresent(value -> mode(value, lines));
        number("default_duration", "duration", 1, "ms", lines);
        number("max_file_size_mb", "max_file_bytes", MEGABYTE, "", lines);
        return Optional.of(String.join("\n", lines) + "\n");
    }

    private String directory() {
        Optional<ConfigValue> prefix = config.at(SECTION, "path_prefix");
        Path directory = Path.of(prefix.map(ConfigValue::text).orElse("/tmp/falco")).getParent();
        prefix.ifPresent(
                value ->
                        report.note(
                                Kind.CHANGED,
                                "capture.path_prefix",
                                value,
                                "recordings are in its folder, called saker_…; what they may take"
                                        + " together is max_bytes"));
        return directory == null ? "." : directory.toString();
    }

    private void mode(ConfigValue value, List<String> lines) {
        if (!List.of("rules", "all_rules").contains(value.text())) {
            report.note(Kind.LOST, "capture.mode", value, "neither rules nor all_rules");
            return;
        }
        lines.add("  mode: " + value.text());
        report.note(Kind.TAKEN, "capture.mode", value, "");
    }

    /** Falco's 0 is no limit, which is not to be had. */
    private void number(String key, String ours, long unit, String suffix, List<String> lines) {
        Optional<ConfigValue> value = config.at(SECTION, key);
        if (value.isEmpty()) {
            return;
        }
        if (!value.get().text().matches("[0-9]{1,9}")) {
            report.note(Kind.LOST, "capture." + key, value.get(), "not a whole number");
            return;
        }
        long number = Long.parseLong(value.get().text());
        if (number == 0) {
            report.note(Kind.CHANGED, "capture." + key, value.get(), "the default holds");
            return;
        }
        lines.add("  " + ours + ": " + number * unit + suffix);
        report.note(Kind.TAKEN, "capture." + key, value.get(), "");
    }
}
