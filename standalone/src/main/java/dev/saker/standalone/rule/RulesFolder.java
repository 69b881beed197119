// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder named where rules files are: Falco takes what ends in .yaml or .yml, by name. */
public final class RulesFolder {

    private RulesFolder() {}

    /** Files in the folder itself, not below. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        }
    }
}
