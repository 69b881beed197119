// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of a spool: how far its records reach and how many they are. */
final class Segment {
    private static final Pattern NAME = Pattern.compile("(\\d{20})\\.spool");

    final Path file;
    final long number;
    long end = RecordFormat.SEGMENT_HEADER_BYTES;
    long records;

    /** How far they are in the file: behind {@link #end} while the writer holds some back. */
    long inFile = end;

    Segment(Path directory, long number) {
        this.file = directory.resolve("%020d.spool".formatted(number));
        this.number = number;
    }

    /** Leaves nothing behind the last whole record. */
    void cut() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
    }

    static boolean is(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    static long numberOf(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is no segment");
        }
        return Long.parseLong(name.group(1));
    }

    /**
     * Finds out what the file holds: whole records up to the first that is none. What is behind
     * that was being written when the process or the host ended, or was damaged since; nobody can
     * tell where a next record would begin.
     *
     * @return how many bytes are no records
     */
    long scan() throws IOException {
        long size = Files.size(file);
        try (SegmentReader reader = SegmentReader.open(file, 0)) {
            if (!reader.hasHeader(size)) {
                end = 0;
                inFile = 0;
                return size;
            }
            while (reader.next(size) == SegmentReader.Found.RECORD) {
                records++;
                end = reader.position();
            }
        }
        inFile = end;
        return size - end;
    }
}
