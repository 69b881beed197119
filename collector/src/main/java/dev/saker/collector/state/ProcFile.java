// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what /proc has about one thread. Everything there can be gone at any moment: what is
 * missing is empty, never an exception.
 */
final class ProcFile {
    private static final int BLOCK = 4096;

    private ProcFile() {}

    /** The whole file, at most {@code limit} bytes of it. */
    static byte[] read(Path file, int limit) {
        byte[] content = new byte[BLOCK];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.read(content, 0, content.length);
            while (count > 0) {
                length += count;
                if (length == content.length) {
                    content = Arrays.copyOf(content, length * 2);
                }
                count = length >= limit ? -1 : in.read(content, length, content.length - length);
            }
        } catch (IOException gone) {
            return Arrays.copyOf(content, length);
        }
        return Arrays.copyOf(content, Math.min(length, limit));
    }

    static String text(Path file, int limit) {
        return new String(read(file, limit), StandardCharsets.ISO_8859_1);
    }

    /** What a symbolic link points to. */
    static Optional<String> link(Path file) {
        try {
            // The path's own bytes: names that are not in the platform's encoding survive toString
            // only as far as the JVM can decode them.
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (IOException | UnsupportedOperationException gone) {
            return Optional.empty();
        }
    }

    /**
     * Attributes of the file a link leads to, of the "unix" view; empty if there is no such file.
     */
    static Map<String, Object> attributes(Path file, String names) {
        try {
            return Files.readAttributes(file, "unix:" + names);
        } catch (IOException | UnsupportedOperationException gone) {
            return Map.of();
        }
    }

    /** Names of a directory's entries that are numbers. */
    static long[] numbers(Path directory) {
        String[] names = directory.toFile().list();
        return names == null
                ? new long[0]
                : Arrays.stream(names)
                        .filter(name -> !name.isEmpty() && Character.isDigit(name.charAt(0)))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
