// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import dev.saker.collector.publish.RateLimit;
import dev.saker.collector.publish.SpoolCounts;
import dev.saker.collector.spool.SpoolPosition.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on disk, in order: one thread appends, another reads and, when Kafka has confirmed what
 * it read, has it deleted. Bounded; when it is full the options say which records go. Everything it
 * holds survives the end of the process, by whatever means, but what was appended since the last
 * {@link #flush}.
 *
 * <p>A disk that is full or fails is no error to the caller: records that cannot be kept are
 * counted and logged.
 */
final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final SpoolOptions options;
    private final SpoolFiles files;
    private final SpoolPosition position;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Map<Segment, SegmentWriter> unforced = new LinkedHashMap<>();
    private final RateLimit dropLog = new RateLimit();
    private final SpoolCursor cursor;
    private SegmentWriter writer; // of the last segment; null when that is an earlier run's
    private long nextNumber = 1;
    private long bytes;
    private long spooled;
    private long dropped;
    private long damagedBytes;

    private Spool(SpoolOptions options, SpoolFiles files, SpoolPosition position) {
        this.options = options;
        this.files = files;
        this.position = position;
        this.cursor = new SpoolCursor(segments);
    }

    /** Takes up what an earlier run left in the directory. */
    static Spool open(SpoolOptions options, Path directory) {
        SpoolFiles files = SpoolFiles.claim(directory);
        try {
            Spool spool = new Spool(options, files, SpoolPosition.open(directory));
            spool.recover();
            return spool;
        } catch (IOException e) {
            throw new SpoolException("cannot read the spool " + directory + ": " + e);
        }
    }

    private void recover() throws IOException {
        Optional<Place> confirmed = position.read();
        // A number must not come again: the position would take the new segment for the old one.
        nextNumber = confirmed.map(Place::segment).orElse(0L) + 1;
        for (Segment segment : files.segments()) {
            nextNumber = Math.max(nextNumber, segment.number + 1);
            boolean done = confirmed.isPresent() && segment.number < confirmed.get().segment();
            long damage = done ? 0 : segment.scan();
            damagedBytes += damage;
            if (damage > 0) {
                LOG.warn("event=spool_damage file={} cut_bytes={}", segment.file, damage);
                segment.cut();
            }
            if (done || segment.records == 0) {
                Files.delete(segment.file);
            } else {
                segments.add(segment);
                bytes += segment.end;
            }
        }
        confirmed.ifPresent(cursor::skipTo);
        if (!segments.isEmpty()) {
            LOG.info("event=spool_taken_up segments={} bytes={}", segments.size(), bytes);
        }
    }

    /** Keeps a copy of the record, or drops it or others to make room. */
    synchronized void append(byte[] payload, int length) {
        int size = RecordFormat.HEADER_BYTES + length;
        spooled++;
        if (!makeRoom(size)) {
            drop(1, "it is full");
            return;
        }
        try {
            segmentFor(size).append(payload, length);
            Segment last = segments.getLast();
            last.records++;
            last.end += size;
            bytes += size;
        } catch (IOException e) {
            diskFailed(e, 1);
        }
    }

    /** Hands what was appended to the kernel: from here on it survives this process. */
    synchronized void flush() {
        if (writer == null) {
            return;
        }
        try {
            flushWriter();
        } catch (IOException e) {
            diskFailed(e, 0);
        }
    }

    private void flushWriter() throws IOException {
        writer.flush();
        segments.getLast().inFile = segments.getLast().end;
    }

    /** Forces what was appended to the disk. Others append and read meanwhile. */
    void sync() {
        List<SegmentWriter> complete;
        SegmentWriter current;
        synchronized (this) {
            flush();
            complete = List.copyOf(unforced.values());
            unforced.clear();
            current = writer;
        }
        try {
            for (SegmentWriter segment : complete) {
                force(segment);
                segment.close();
            }
            if (current != null) {
                force(current);
            }
        } catch (IOException e) {
            LOG.debug("cannot force the spool to the disk", e); // its segment may just be deleted
        }
    }

    private void force(SegmentWriter segment) throws IOException {
        if (!options.sync().isZero()) {
            segment.force();
        }
    }

    /** The oldest record not taken yet; the same until {@link #take}. Empty when there is none. */
    synchronized Optional<byte[]> peek() {
        try {
            Optional<byte[]> record = cursor.peek();
            if (record.isEmpty() && writer != null && writer.buffered() > 0) {
                flush();
                record = cursor.peek();
            }
            if (cursor.damage() > 0) {
                passOverDamage();
            }
            return record;
        } catch (IOException e) {
            drop(cursor.giveUpSegment(), e.toString());
            return Optional.empty();
        }
    }

    /** Nothing is appended to a segment that could not be read to its end. */
    private void passOverDamage() throws IOException {
        LOG.error("event=spool_damage passed_over_bytes={}", cursor.damage());
        damagedBytes += cursor.damage();
        drop(cursor.forgetDamage(), "the disk did not keep what was written");
        if (writer != null && cursor.isInLast()) {
            flushWriter();
            unforced.put(segments.getLast(), writer);
            writer = null;
        }
    }

    /** The record seen last is somebody else's now. */
    synchronized void take() {
        cursor.take();
    }

    /** Behind the last record taken. */
    synchronized Place place() {
        return cursor.place();
    }

    /** Whether every record was taken. */
    synchronized boolean isEmpty() {
        return cursor.unread() == 0 && !cursor.isHolding();
    }

    /** Kafka has what lies before the place: it need not be kept. */
    synchronized void confirm(Place place) {
        try {
            while (!segments.isEmpty() && isDone(segments.getFirst(), place)) {
                remove(segments.getFirst());
            }
            position.write(place);
        } catch (IOException e) {
            LOG.warn("event=spool_not_tidied reason=\"{}\"", e.toString());
        }
    }

    synchronized SpoolCounts counts() {
        return new SpoolCounts(bytes, spooled, dropped, damagedBytes);
    }

    /** What is in it stays for the next start. */
    void close() {
        sync();
        synchronized (this) {
            try {
                cursor.close();
                if (writer != null) {
                    writer.close();
                }
                position.close();
                files.release();
            } catch (IOException e) {
                LOG.warn("event=spool_not_closed reason=\"{}\"", e.toString());
            }
        }
    }

    private boolean isDone(Segment segment, Place place) {
        return segment.number < place.segment()
                || segment.number == place.segment() && place.offset() >= segment.end;
    }

    private boolean makeRoom(int size) {
        while (bytes + size > options.maxBytes()) {
            if (options.drop() == SpoolOptions.Drop.NEWEST || segments.size() < 2) {
                return false;
            }
            dropOldest();
        }
        return true;
    }

    private void dropOldest() {
        Segment oldest = segments.getFirst();
        long unread = cursor.unreadIn(oldest);
        try {
            remove(oldest);
        } catch (IOException e) {
            LOG.warn("event=spool_not_tidied reason=\"{}\"", e.toString());
        }
        if (unread > 0) {
            drop(unread, "it is full");
        }
    }

    /** Takes a segment out of the books first: what cannot be deleted must not be counted twice. */
    private void remove(Segment segment) throws IOException {
        cursor.leave(segment);
        segments.remove(segment);
        bytes -= segment.end;
        if (segments.isEmpty() && writer != null) {
            writer.close();
            writer = null;
        }
        SegmentWriter open = unforced.remove(segment);
        if (open != null) {
            open.close(); // a file that is open takes room also when it is deleted
        }
        Files.deleteIfExists(segment.file);
    }

    private SegmentWriter segmentFor(int size) throws IOException {
        if (writer != null && segments.getLast().end + size > options.segmentBytes()) {
            flushWriter();
            unforced.put(segments.getLast(), writer);
            writer = null;
        }
        if (writer == null) {
            Segment segment = new Segment(files.directory(), nextNumber);
            writer = SegmentWriter.create(segment.file);
            nextNumber++;
            segments.add(segment);
            bytes += segment.end;
        }
        return writer;
    }

    /** The last segment ends where it was whole; what was on its way into it is lost. */
    private void diskFailed(IOException problem, long more) {
        long lost = more;
        if (writer != null) {
            lost += writer.buffered();
            abandonLast();
        }
        drop(lost, problem.toString());
        if (options.drop() == SpoolOptions.Drop.OLDEST && segments.size() > 1) {
            dropOldest(); // the disk may have less room than we were given
        }
    }

    private void abandonLast() {
        Segment last = segments.getLast();
        try {
            writer.close();
            Segment found = new Segment(files.directory(), last.number);
            damagedBytes += found.scan();
            bytes += found.end - last.end;
            last.end = found.end;
            last.inFile = found.end;
            last.records = found.records;
            if (last.records == 0) {
                remove(last);
            }
        } catch (IOException e) {
            LOG.error("event=spool_unreadable file={} reason=\"{}\"", last.file, e.toString());
        }
        writer = null;
    }

    private void drop(long records, String reason) {
        dropped += records;
        if (records > 0 && dropLog.allows()) {
            LOG.error(
                    "event=spool_drops records={} dropped_since_start={} policy={} reason=\"{}\"",
                    records,
                    dropped,
                    options.drop(),
                    reason);
        }
    }
}
