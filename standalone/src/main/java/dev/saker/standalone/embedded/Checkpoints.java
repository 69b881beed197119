// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier starts on a directory left to go on from. */
final class Checkpoints {

    private static final int DEPTH = 4;

    /**
     * File times are as coarse as the kernel's clock ticks, and a job that is stopped may complete
     * the checkpoint it was at in the same tick: what it stopped with is newer.
     */
    private static final Comparator<Path> BY_AGE =
            Comparator.comparing(Checkpoints::written).thenComparing(Checkpoints::isSavepoint);

    private Checkpoints() {}

    /** The newest complete checkpoint or savepoint; empty on a first start. */
    static Optional<Path> newest(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory, DEPTH)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(BY_AGE)
                    .map(Path::getParent);
        }
    }

    private static boolean isSavepoint(Path metadata) {
        return metadata.getParent().getFileName().toString().startsWith("savepoint-");
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
