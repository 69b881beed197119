// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.standalone.rule.RulesFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds files that a configuration names.
 *
 * @param root put before absolute paths: the configuration may be a copy from another machine
 */
record HostPaths(Path root) {

    Path of(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return path.startsWith("/") ? root.resolve(relative) : Path.of(path);
    }

    /** The file, or those of the folder by name; none if there is neither. */
    List<Path> yamlFiles(String path) {
        Path found = of(path);
        if (Files.isRegularFile(found)) {
            return List.of(found);
        }
        return Files.isDirectory(found) ? inFolder(found) : List.of();
    }

    private static List<Path> inFolder(Path folder) {
        try {
            return RulesFolder.files(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
