// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.rules.RuleSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Falco's own rules, recordings and answers, which lie beside the repository, not in it. */
final class FalcoFiles {
    private static final String SHARED = "shared/conformance";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FalcoFiles() {}

    /** Skips the calling test where the files are not there. */
    static Path file(String name) {
        Path file = place(name);
        Assumptions.assumeTrue(
                Files.exists(file), "conformance/" + name + ": not beside this repository");
        return file;
    }

    /** Recordings of some 20 kB, as Sysdig made them long ago; none where the files are not. */
    static List<byte[]> smallRecordings() throws IOException {
        List<byte[]> recordings = new ArrayList<>();
        for (String name :
                List.of("empty", "syscall", "connect_localhost", "open-multiple-files")) {
            Path file = place("captures/old-" + name + ".scap");
            if (Files.exists(file)) {
                recordings.add(Files.readAllBytes(file));
            }
        }
        return recordings;
    }

    private static Path place(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve(SHARED))) {
            folder = folder.getParent();
        }
        return folder.resolve(SHARED).resolve(name);
    }

    static List<RuleSource> rules(String set) throws IOException {
        List<String> names =
                switch (set) {
                    case "stable" -> List.of("falco_rules.yaml");
                    case "probe" -> List.of("probe.yaml");
                    default ->
                            List.of(
                                    "falco_rules.yaml",
                                    "falco-incubating_rules.yaml",
                                    "falco-sandbox_rules.yaml");
                };
        List<RuleSource> sources = new ArrayList<>();
        for (String name : names) {
            sources.add(new RuleSource(name, Files.readString(file("rules/" + name))));
        }
        return sources;
    }

    static List<FalcoAlert> alerts(String name) throws IOException {
        List<FalcoAlert> alerts = new ArrayList<>();
        lines(name, line -> alerts.add(FalcoAlert.of(json(line))));
        return alerts;
    }

    /** The lines of one of Falco's answers. */
    static void lines(String name, Consumer<String> reader) throws IOException {
        try (GZIPInputStream stream =
                        new GZIPInputStream(Files.newInputStream(file("expected/" + name)));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(line);
            }
        }
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** A recording, packed or not. */
    static Path recording(String name) {
        String packed = "captures/" + name + ".scap.gz";
        return file(name.startsWith("old-") ? "captures/" + name + ".scap" : packed);
    }
}
