// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a host that the checks read; tests give another root. */
record Host(Path root) {

    static Host here() {
        return new Host(Path.of("/"));
    }

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    boolean isReadable(String path) {
        return Files.isReadable(at(path));
    }

    /** Empty when it is not there or not for us to read. */
    Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(at(path)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The value after {@code key:} in a file of such lines. */
    Optional<String> value(String path, String key) {
        return text(path).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst();
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
