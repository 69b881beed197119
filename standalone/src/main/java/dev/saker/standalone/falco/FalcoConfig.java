// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A falco.yaml and the files that its {@code config_files} name, put together as Falco does. */
final class FalcoConfig {

    private static final String CONFIG_FILES = "config_files";

    private final Map<String, ConfigValue> values = new LinkedHashMap<>();
    private final UnaryOperator<String> environment;
    private final HostPaths paths;
    private final ImportReport report;

    private FalcoConfig(HostPaths paths, UnaryOperator<String> environment, ImportReport report) {
        this.paths = paths;
        this.environment = environment;
        this.report = report;
    }

    /**
     * Throws {@link ConfigException} if a file cannot be read as YAML.
     *
     * @param overrides put over what the files say, in their order
     */
    static FalcoConfig read(
            Path file,
            List<ConfigOverride> overrides,
            HostPaths paths,
            UnaryOperator<String> environment,
            ImportReport report) {
        FalcoConfig config = new FalcoConfig(paths, environment, report);
        config.values.putAll(config.document(file));
        Optional<ConfigValue> more = config.at(CONFIG_FILES);
        for (ConfigValue entry : more.map(ConfigValue::items).orElse(List.of())) {
            config.merge(entry);
        }
        overrides.forEach(config::put);
        return config;
    }

    private void put(ConfigOverride override) {
        Optional<Node> old = Optional.ofNullable(values.get(override.key())).map(ConfigValue::node);
        values.put(override.key(), new ConfigValue(override.over(old), environment));
    }

    /** Top-level keys in their order. */
    Map<String, ConfigValue> values() {
        return values;
    }

    /** The value at a path of keys. */
    Optional<ConfigValue> at(String first, String... rest) {
        ConfigValue value = values.get(first);
        for (String key : rest) {
            value = value == null ? null : value.entries().get(key);
        }
        return Optional.ofNullable(value).filter(found -> !found.isEmpty());
    }

    boolean flag(boolean otherwise, String first, String... rest) {
        return at(first, rest).map(ConfigValue::flag).orElse(otherwise);
    }

    String text(String first, String... rest) {
        return at(first, rest).map(ConfigValue::text).orElse("");
    }

    /** A path, or a path with how its keys are merged. */
    private void merge(ConfigValue entry) {
        Map<String, ConfigValue> described = entry.entries();
        String path =
                entry.isMap() && described.containsKey("path")
                        ? described.get("path").text()
                        : entry.text();
        String strategy =
                described.containsKey("strategy") ? described.get("strategy").text() : "append";
        List<Path> files = paths.yamlFiles(path);
        if (files.isEmpty()) {
            report.note(
                    ImportReport.Kind.CHANGED,
                    CONFIG_FILES,
                    entry,
                    path + " is not there: passed over");
        }
        for (Path file : files) {
            Map<String, ConfigValue> more = document(file);
            if (more.containsKey(CONFIG_FILES)) {
                report.note(
                        ImportReport.Kind.LOST,
                        CONFIG_FILES,
                        more.remove(CONFIG_FILES),
                        "Falco refuses config_files in a file that config_files names");
            }
            more.forEach((key, value) -> merge(key, value, strategy));
        }
    }

    private void merge(String key, ConfigValue value, String strategy) {
        ConfigValue old = values.get(key);
        if (old == null || strategy.equals("override")) {
            values.put(key, value);
        } else if (strategy.equals("append")) {
            values.put(key, old.isList() ? joined(old, value) : value);
        }
    }

    private ConfigValue joined(ConfigValue old, ConfigValue more) {
        List<Node> nodes = new ArrayList<>();
        old.items().forEach(item -> nodes.add(item.node()));
        more.items().forEach(item -> nodes.add(item.node()));
        SequenceNode all =
                new SequenceNode(
                        Tag.SEQ,
                        true,
                        nodes,
                        FlowStyle.BLOCK,
                        old.node().getStartMark(),
                        old.node().getEndMark());
        return new ConfigValue(all, environment);
    }

    private Map<String, ConfigValue> document(Path file) {
        Optional<Node> root = compose(file);
        if (root.isEmpty()) {
            return new LinkedHashMap<>();
        }
        if (!(root.get() instanceof MappingNode)) {
            throw new ConfigException(file + ":1:1: not a map of settings, as falco.yaml is");
        }
        return new LinkedHashMap<>(new ConfigValue(root.get(), environment).entries());
    }

    private static Optional<Node> compose(Path file) {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            return new Compose(settings).composeString(Files.readString(file));
        } catch (MarkedYamlEngineException e) {
            String place =
                    e.getProblemMark()
                            .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                            .orElse("1:1");
            throw new ConfigException(file + ":" + place + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigException(file + ":1:1: not YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e);
        }
    }
}
