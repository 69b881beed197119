// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.spool;

import dev.saker.collector.spool.SpoolPosition.Place;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;

/** Where the sending thread is in the segments. Belongs to a spool and is guarded by it. */
final class SpoolCursor {
    private final Deque<Segment> segments;
    private Segment current;
    private SegmentReader reader;
    private long offset; // behind the last record taken
    private long taken; // records of the current segment
    private byte[] inHand;
    private long afterInHand;
    private boolean finished; // of the current segment, whatever it may still hold
    private long damage;
    private long lost;

    SpoolCursor(Deque<Segment> segments) {
        this.segments = segments;
    }

    /** Passes over what was confirmed in an earlier run. */
    void skipTo(Place place) {
        Segment first = segments.peekFirst();
        if (first == null || first.number != place.segment() || place.offset() > first.end) {
            return;
        }
        try {
            open(first);
            while (offset < place.offset()
                    && reader.next(first.end) == SegmentReader.Found.RECORD) {
                offset = reader.position();
                taken++;
            }
        } catch (IOException e) {
            giveUpSegment(); // it is not read at all then, as peek would find out
        }
    }

    Optional<byte[]> peek() throws IOException {
        if (inHand != null) {
            return Optional.of(inHand);
        }
        while (true) {
            if (current == null) {
                Segment first = segments.peekFirst();
                if (first == null) {
                    return Optional.empty();
                }
                open(first);
            }
            SegmentReader.Found found = next();
            if (found == SegmentReader.Found.RECORD) {
                inHand = reader.payload();
                afterInHand = reader.position();
                return Optional.of(inHand);
            }
            if (found == SegmentReader.Found.DAMAGE) {
                damage += current.inFile - reader.position();
                lost += giveUpSegment();
            }
            Segment next = following(current);
            if (next == null) {
                return Optional.empty();
            }
            open(next);
        }
    }

    private SegmentReader.Found next() throws IOException {
        return finished ? SegmentReader.Found.END : reader.next(current.inFile);
    }

    void take() {
        if (inHand == null) {
            return; // its segment was dropped meanwhile
        }
        inHand = null;
        offset = afterInHand;
        taken++;
    }

    Place place() {
        return current == null ? new Place(0, 0) : new Place(current.number, offset);
    }

    /** Whether it may meet what is not in its file yet. */
    boolean isInLast() {
        return current == null || current == segments.peekLast();
    }

    long unread() {
        long unread = 0;
        for (Segment segment : segments) {
            unread += isBehind(segment) ? 0 : unreadIn(segment);
        }
        return unread;
    }

    /** Records that were not taken and are not in hand. */
    long unreadIn(Segment segment) {
        if (segment != current) {
            return isBehind(segment) ? 0 : segment.records;
        }
        return segment.records - taken - (inHand == null ? 0 : 1);
    }

    /** The segment goes; a record of it that is in hand stays there. */
    void leave(Segment segment) throws IOException {
        if (segment == current) {
            reader.close();
            current = null;
        }
    }

    /** Nothing more of the segment can be read: answers how many records that costs. */
    long giveUpSegment() {
        if (current == null) {
            return 0;
        }
        long left = current.records - taken;
        taken = current.records;
        finished = true;
        inHand = null;
        return left;
    }

    /** A record was seen and not taken. */
    boolean isHolding() {
        return inHand != null;
    }

    /** Bytes found damaged. */
    long damage() {
        return damage;
    }

    /** The damage is dealt with: answers how many records it cost. */
    long forgetDamage() {
        long records = lost;
        damage = 0;
        lost = 0;
        return records;
    }

    void close() throws IOException {
        if (current != null) {
            reader.close();
        }
    }

    private boolean isBehind(Segment segment) {
        return current != null && segment.number < current.number;
    }

    private Segment following(Segment segment) {
        for (Segment other : segments) {
            if (other.number > segment.number) {
                return other;
            }
        }
        return null;
    }

    private void open(Segment segment) throws IOException {
        close();
        reader = SegmentReader.open(segment.file, RecordFormat.SEGMENT_HEADER_BYTES);
        current = segment;
        offset = RecordFormat.SEGMENT_HEADER_BYTES;
        taken = 0;
        finished = false;
    }
}
