// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What a configuration says about rules: which files, and what is selected of them. */
final class FalcoRules {

    private static final String HEAD =
            """
            # What falco.yaml said about rules. An item of Saker's: Falco warns of it and passes it over.
            """;

    private final FalcoConfig config;
    private final ImportReport report;

    FalcoRules(FalcoConfig config, ImportReport report) {
        this.config = config;
        this.report = report;
    }

    /**
     * Files that take the place of the configuration's; those of a folder by name.
     *
     * @throws IOException if one is not there: somebody has just named it
     */
    List<Path> instead(List<Path> named) throws IOException {
        List<Path> files = new ArrayList<>();
        HostPaths paths = new HostPaths(Path.of("/"));
        for (Path path : named) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString(), null, "no such rules file");
            }
            files.addAll(paths.yamlFiles(path.toAbsolutePath().toString()));
        }
        for (String key : List.of("rules_files", "rules_file")) {
            config.at(key)
                    .ifPresent(
                            value ->
                                    report.note(
                                            ImportReport.Kind.NOT_NEEDED,
                                            key,
                                            value,
                                            "other rules files were named"));
        }
        return files;
    }

    /** The rules files in their order; those of a folder by name. */
    List<Path> files(HostPaths paths) {
        List<Path> files = new ArrayList<>();
        for (String key : List.of("rules_files", "rules_file")) {
            for (ConfigValue entry : config.at(key).map(ConfigValue::items).orElse(List.of())) {
                List<Path> found = paths.yamlFiles(entry.text());
                files.addAll(found);
                if (found.isEmpty() && !paths.of(entry.text()).toFile().isDirectory()) {
                    report.note(
                            ImportReport.Kind.LOST,
                            key,
                            entry,
                            paths.of(entry.text())
                                    + " is not there; Falco passes over such a file in silence."
                                    + " Is --root wanted?");
                } else {
                    report.note(
                            ImportReport.Kind.TAKEN,
                            key,
                            entry,
                            entry.text()
                                    + ": "
                                    + found.size()
                                    + (found.size() == 1 ? " file" : " files"));
                }
            }
        }
        return files;
    }

    /** A rules file with one settings item, if there is anything to set. */
    Optional<String> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String key : List.of("priority", "rules", "append_output")) {
            Optional<ConfigValue> value = config.at(key);
            if (value.isPresent()) {
                Object plain = value.get().plain();
                report.note(ImportReport.Kind.TAKEN, key, value.get(), "in the settings");
                settings.put(key, plain);
            }
        }
        config.at("append_output")
                .filter(value -> value.items().stream().noneMatch(FalcoRules::suggestsToAll))
                .ifPresent(value -> settings.put("suggested_output", withoutSuggested(value)));
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        DumpSettings form =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(120).build();
        return Optional.of(
                HEAD + new Dump(form).dumpToString(List.of(Map.of("settings", settings))));
    }

    /** Whether an entry puts the suggested fields behind every output, which is our default too. */
    private static boolean suggestsToAll(ConfigValue entry) {
        boolean toAll = entry.at("match").map(match -> match.entries().isEmpty()).orElse(true);
        return toAll && entry.at("suggested_output").map(ConfigValue::flag).orElse(false);
    }

    /** A configuration that appends something, and not these, does without them. */
    private boolean withoutSuggested(ConfigValue value) {
        report.note(
                ImportReport.Kind.TAKEN,
                "append_output",
                value,
                "no entry without match has suggested_output: suggested_output: false in the"
                        + " settings");
        return false;
    }
}
