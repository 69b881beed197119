// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Deletes a folder with all that is in it, links as links. */
final class FileTree extends SimpleFileVisitor<Path> {
    private FileTree() {}

    static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new FileTree());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
    }
}
