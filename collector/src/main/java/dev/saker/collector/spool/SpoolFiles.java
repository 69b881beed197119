// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The directory of a spool, held by one collector at a time. */
final class SpoolFiles {
    private final Path directory;
    private final FileChannel lock;

    private SpoolFiles(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static SpoolFiles claim(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            return new SpoolFiles(directory, lock(directory));
        } catch (IOException e) {
            throw new SpoolException(
                    "cannot use "
                            + directory
                            + " as spool: "
                            + e
                            + "; give spool.directory one that this user may write to");
        }
    }

    Path directory() {
        return directory;
    }

    /** What an earlier run left, the oldest first. */
    List<Segment> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::is)
                    .map(file -> new Segment(directory, Segment.numberOf(file)))
                    .sorted(Comparator.comparingLong(segment -> segment.number))
                    .toList();
        }
    }

    void release() throws IOException {
        lock.close();
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        SegmentWriter.PRIVATE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the answer is the same.
        }
        channel.close();
        throw new SpoolException(
                "another collector uses the spool "
                        + directory
                        + ": stop it, or give each a spool.directory of its own");
    }
}
