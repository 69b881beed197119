// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a pipeline keeps its topics, checkpoints and log. A directory that the user names is kept
 * for the next start; without one, a temporary one goes with the pipeline.
 */
public final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final boolean temporary;
    private final FileChannel lockFile;
    private boolean logKept;

    private DataDirectory(Path path, boolean temporary, FileChannel lockFile) {
        this.path = path;
        this.temporary = temporary;
        this.lockFile = lockFile;
    }

    public static DataDirectory open(Optional<Path> named) throws IOException {
        Path path =
                named.isPresent()
                        ? Files.createDirectories(named.get().toAbsolutePath().normalize())
                        : Files.createTempDirectory("saker-");
        return new DataDirectory(path, named.isEmpty(), lock(path));
    }

    public Path path() {
        return path;
    }

    public Path log() {
        return path.resolve("saker.log");
    }

    public boolean isTemporary() {
        return temporary;
    }

    /** Leaves the log behind even if the directory goes: somebody will want to read it. */
    public void keepLog() {
        logKept = true;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
        if (temporary) {
            delete();
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the answer is the same.
        }
        channel.close();
        throw new IOException(
                "another saker uses the data directory " + path + ": stop it, or name another");
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!logKept || !log().startsWith(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
