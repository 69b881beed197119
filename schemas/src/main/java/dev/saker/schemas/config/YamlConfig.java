// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML file into a record whose components, in snake case, are the file's keys. A key the
 * record does not have is refused: a misspelt option that is silently ignored is worse than none.
 * {@code ${env:NAME}} as a whole value takes the environment's.
 *
 * <p>A component that the file leaves out takes its {@link Default}; without one, an Optional, list
 * or map is empty, a record is made of its own defaults, and anything else is missing.
 */
public final class YamlConfig {
    private YamlConfig() {}

    /** Throws {@link ConfigException} with every problem of the file. */
    public static <T extends Record> T read(Path file, Class<T> type) {
        return parse(file.toString(), text(file), type);
    }

    /** As {@link #read}; the name stands in messages for the file. */
    public static <T extends Record> T parse(String name, String text, Class<T> type) {
        return parse(name, text, type, System::getenv);
    }

    static <T extends Record> T parse(
            String name, String text, Class<T> type, UnaryOperator<String> environment) {
        RecordBinder binder = new RecordBinder(name, environment);
        Optional<Node> root = compose(name, text);
        Object bound = binder.bindDocument(root, type);
        if (!binder.problems().isEmpty()) {
            throw new ConfigException(binder.problems());
        }
        return type.cast(bound);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot read: " + e.getMessage());
        }
    }

    private static Optional<Node> compose(String name, String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            String place =
                    e.getProblemMark()
                            .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                            .orElse("1:1");
            throw new ConfigException(
                    List.of(name + ":" + place + ": not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new ConfigException(List.of(name + ":1:1: not YAML: " + e.getMessage()));
        }
    }
}
