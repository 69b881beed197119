// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.alertcapture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of the recordings: names that sort by time, for the owner alone, no more than so
 * many bytes.
 */
final class CaptureFiles {
    private static final String PREFIX = "saker_";
    private static final String SUFFIX = ".scap";
    private static final int BUFFER = 256 << 10;

    private final Path directory;
    private final long maxBytes;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private long bytes;
    private long removed;

    /** A recording that has ended, the oldest first. */
    private record Kept(Path file, long bytes) {}

    private CaptureFiles(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** Takes up what earlier runs left. */
    static CaptureFiles open(Path directory, long maxBytes) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        CaptureFiles files = new CaptureFiles(directory, maxBytes);
        try (Stream<Path> found = Files.list(directory)) {
            List<Path> ours =
                    found.filter(file -> isOurs(file.getFileName().toString())).sorted().toList();
            for (Path file : ours) {
                files.ended(file.getFileName().toString(), Files.size(file));
            }
        }
        return files;
    }

    private static boolean isOurs(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** As Falco names them: prefix, event time and number of the event that began it. */
    static String name(long time, long number) {
        return String.format("%s%020d_%020d%s", PREFIX, time, number, SUFFIX);
    }

    OutputStream create(String name) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve(name),
                        EnumSet.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    /** A recording of this size is complete: from now on it may go. */
    void ended(String name, long size) {
        kept.add(new Kept(directory.resolve(name), size));
        bytes += size;
    }

    /** Removes the oldest until another of this size has room. */
    void makeRoom(long size) throws IOException {
        while (bytes + size > maxBytes && !kept.isEmpty()) {
            Kept oldest = kept.removeFirst();
            Files.deleteIfExists(oldest.file());
            bytes -= oldest.bytes();
            removed++;
        }
    }

    long bytes() {
        return bytes;
    }

    long removed() {
        return removed;
    }
}
