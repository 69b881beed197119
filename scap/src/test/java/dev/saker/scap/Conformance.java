// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Falco's own answers, which lie beside the repository, not in it. */
public final class Conformance {
    private static final String SHARED = "shared/conformance";

    static final ObjectMapper JSON = new ObjectMapper();

    private Conformance() {}

    /**
     * A file under shared/conformance beside or above the repository; skips the calling test where
     * there is none.
     */
    public static Path file(String name) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve(SHARED))) {
            folder = folder.getParent();
        }
        Path file = folder.resolve(SHARED).resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file), "conformance/" + name + ": not beside this repository");
        return file;
    }

    public static byte[] bytes(String name) throws IOException {
        try (InputStream stream = open(name)) {
            return stream.readAllBytes();
        }
    }

    public static BufferedReader lines(String name) throws IOException {
        return new BufferedReader(new InputStreamReader(open(name), StandardCharsets.UTF_8));
    }

    private static InputStream open(String name) throws IOException {
        InputStream stream = Files.newInputStream(file(name));
        return name.endsWith(".gz") ? new GZIPInputStream(stream) : stream;
    }
}
