// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes a folder of a Falco configuration: {@code rules/} with the rules files, numbered in their
 * order, and the settings; {@code sinks.yaml} with the outputs; {@code detection.yaml} and {@code
 * collector.yaml} with what is the detection job's and the collector's.
 *
 * @param rules files that were written, in the order they are loaded
 * @param sinks the file of sinks, if an output is enabled
 * @param detection what goes into the detection job's file, if anything does
 * @param collector what goes into the collector's file, if anything does
 */
public record FalcoImport(
        List<Path> rules,
        Optional<Path> sinks,
        Optional<Path> detection,
        Optional<Path> collector,
        ImportReport report) {

    public FalcoImport {
        rules = List.copyOf(rules);
    }

    /**
     * Nothing is written if the configuration cannot be read.
     *
     * @param overrides as Falco's {@code -o} takes them: {@code key.inner[0]=value}
     * @param rulesInstead of the configuration's, unless empty; {@code root} is not put before them
     * @param root put before absolute paths in the configuration
     * @param target a folder that is empty or not there yet
     */
    public static FalcoImport run(
            Path falcoYaml,
            List<String> overrides,
            List<Path> rulesInstead,
            Path root,
            Path target,
            UnaryOperator<String> environment)
            throws IOException {
        ImportReport report = new ImportReport();
        HostPaths paths = new HostPaths(root);
        List<ConfigOverride> over = overrides.stream().map(ConfigOverride::parse).toList();
        FalcoConfig config = FalcoConfig.read(falcoYaml, over, paths, environment, report);
        FalcoRules rules = new FalcoRules(config, report);
        List<Path> files =
                rulesInstead.isEmpty() ? rules.files(paths) : rules.instead(rulesInstead);
        Optional<String> settings = rules.settings();
        Optional<String> sinks = new FalcoOutputs(config, report).sinks();
        FalcoEngine engine = new FalcoEngine(config, report);
        String detection =
                engine.detection().orElse("")
                        + new FalcoDrops(config, report).detection().orElse("");
        Optional<String> collector = new FalcoCapture(config, report).collector();
        engine.report();
        FalcoKeys.report(config, report);
        requireEmpty(target);
        return new FalcoImport(
                write(files, settings, target.resolve("rules")),
                write(sinks, target.resolve("sinks.yaml")),
                write(
                        Optional.of(detection).filter(text -> !text.isEmpty()),
                        target.resolve("detection.yaml")),
                write(collector, target.resolve("collector.yaml")),
                report);
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new IOException(target + " is not a folder");
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new IOException(target + " is not empty; name a new folder");
            }
        }
    }

    /** Numbered, so that the order of names is that of the configuration. */
    private static List<Path> write(List<Path> files, Optional<String> settings, Path folder)
            throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        int digits = Math.max(2, String.valueOf(files.size()).length());
        for (Path file : files) {
            String number = String.format("%0" + digits + "d-", written.size() + 1);
            Path copy = folder.resolve(number + file.getFileName());
            Files.copy(file, copy);
            written.add(copy);
        }
        if (settings.isPresent()) {
            Path file = folder.resolve("9".repeat(digits) + "-settings.yaml");
            Files.writeString(file, settings.get());
            written.add(file);
        }
        return written;
    }

    private static Optional<Path> write(Optional<String> text, Path file) {
        return text.map(
                content -> {
                    try {
                        return Files.writeString(file, content);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
