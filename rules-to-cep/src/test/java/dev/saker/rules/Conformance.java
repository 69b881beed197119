// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Falco's own rule files and answers, which lie beside the repository, not in it. */
public final class Conformance {

    private static final String SHARED = "shared/conformance";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Conformance() {}

    public static RuleSource rules(String name) throws IOException {
        return new RuleSource(name, new String(bytes("rules/" + name), StandardCharsets.UTF_8));
    }

    static JsonNode json(String name) throws IOException {
        return JSON.readTree(bytes(name));
    }

    /** Skips the calling test where the files are not there. */
    private static Path file(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve(SHARED))) {
            folder = folder.getParent();
        }
        Path file = folder.resolve(SHARED).resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file), "conformance/" + name + ": not beside this repository");
        return file;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream stream = Files.newInputStream(file(name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(stream) : stream) {
            return plain.readAllBytes();
        }
    }
}
