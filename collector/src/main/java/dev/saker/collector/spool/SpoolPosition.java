// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * How far Kafka has confirmed what was in the spool, in a file of its own: the next start need not
 * send that again. Lost or damaged, it costs repeats, which have the same positions and alert ids.
 */
final class SpoolPosition implements Closeable {
    private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

    /**
     * @param segment number of the segment
     * @param offset behind the last record confirmed
     */
    record Place(long segment, long offset) {}

    private final FileChannel channel;

    private SpoolPosition(FileChannel channel) {
        this.channel = channel;
    }

    static SpoolPosition open(Path directory) throws IOException {
        return new SpoolPosition(
                FileChannel.open(
                        directory.resolve("position"),
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        SegmentWriter.PRIVATE));
    }

    Optional<Place> read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        int count = channel.read(bytes, 0);
        if (count < BYTES || bytes.getInt(2 * Long.BYTES) != checksum(bytes)) {
            return Optional.empty();
        }
        return Optional.of(new Place(bytes.getLong(0), bytes.getLong(Long.BYTES)));
    }

    void write(Place place) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(place.segment()).putLong(place.offset());
        bytes.putInt(checksum(bytes)).flip();
        channel.write(bytes, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 2 * Long.BYTES);
        return (int) crc.getValue();
    }
}
