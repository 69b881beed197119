// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The {@code /etc/passwd} and {@code /etc/group} of containers, seen through a process in them.
 * What is in a container may be hostile: links are not followed, and only so many bytes are read.
 */
final class ContainerFiles {
    /** Of a file: some thousand users. What is behind it has no name. */
    private static final int MAX_BYTES = 256 << 10;

    private final Path proc;

    ContainerFiles(Path proc) {
        this.proc = proc;
    }

    /** An image may have no such files: then everybody but root is without a name. */
    UserNames of(long pid) throws IOException {
        Path root = proc.resolve(Long.toString(pid)).resolve("root");
        // A process that a runtime is still preparing is in its group before it is in its root.
        if (folder(root).equals(hostsRoot())) {
            throw new IOException("the process is in the host's root");
        }
        UserNames names = new UserNames();
        Path etc = root.resolve("etc");
        if (Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS)) {
            AccountFiles.readUsers(text(etc.resolve("passwd")), names);
            AccountFiles.readGroups(text(etc.resolve("group")), names);
        }
        return names;
    }

    /** That of the first process; some hosts let nobody look there, and then our own. */
    private Object hostsRoot() throws IOException {
        try {
            return folder(proc.resolve("1/root"));
        } catch (AccessDeniedException guarded) {
            return folder(Path.of("/"));
        }
    }

    /** What tells a folder from others; every Linux has it. */
    private static Object folder(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        }
    }
}
