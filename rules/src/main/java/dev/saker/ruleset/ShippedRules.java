// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule files that come with Saker, in the order in which they are loaded: later files use what
 * earlier ones define. The order is that of the resource {@code saker/rules/index}.
 */
public final class ShippedRules {
    private static final String FOLDER = "/saker/rules/";

    /** One file: its name as diagnostics show it, and its text. */
    public record File(String name, String text) {}

    private ShippedRules() {}

    public static List<File> files() {
        List<File> files = new ArrayList<>();
        for (String name : read("index").lines().toList()) {
            files.add(new File(name, read(name)));
        }
        return List.copyOf(files);
    }

    private static String read(String name) {
        try (InputStream stream = ShippedRules.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new FileNotFoundException(FOLDER + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped rules", e);
        }
    }
}
