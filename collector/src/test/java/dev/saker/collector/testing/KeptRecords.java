// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.testing;

import dev.saker.collector.publish.Publisher;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Keeps what is published, in order. */
public final class KeptRecords implements Publisher {
    private final List<byte[]> records = new ArrayList<>();
    private final List<Marker> markers = new ArrayList<>();

    /** How full a spool behind this would be. */
    public volatile int spoolPercent;

    /** What a byte of them would come to. */
    public volatile double compression = 1;

    @Override
    public double compression() {
        return compression;
    }

    @Override
    public synchronized void event(byte[] framed, int length) {
        records.add(Arrays.copyOf(framed, length));
    }

    @Override
    public int spoolPercent() {
        return spoolPercent;
    }

    @Override
    public synchronized void marker(byte[] framed) {
        int header = WireFormat.HEADER_LENGTH;
        markers.add(MarkerCodec.decode(framed, header, framed.length - header));
    }

    /** All events that fit, each in a reader of its own. */
    public List<SyscallEventReader> events(Predicate<SyscallEventReader> wanted) {
        return events(0, wanted);
    }

    /** As {@link #events(Predicate)}, of those published from the given one on. */
    public List<SyscallEventReader> events(int from, Predicate<SyscallEventReader> wanted) {
        List<byte[]> published = records(from);
        return published.stream().map(KeptRecords::reader).filter(wanted).toList();
    }

    /** As they were published. */
    public List<byte[]> records() {
        return records(0);
    }

    public synchronized int count() {
        return records.size();
    }

    /** A copy, so that looking through it does not hold up who publishes. */
    private synchronized List<byte[]> records(int from) {
        return List.copyOf(records.subList(from, records.size()));
    }

    public synchronized List<Marker> markers() {
        return List.copyOf(markers);
    }

    /** Publish positions of events and markers, sorted. */
    public List<Long> positions() {
        LongStream ofEvents = records(0).stream().mapToLong(record -> reader(record).pubSeq());
        LongStream ofMarkers = markers().stream().mapToLong(Marker::pubSeq);
        return LongStream.concat(ofEvents, ofMarkers).sorted().boxed().toList();
    }

    private static SyscallEventReader reader(byte[] record) {
        int header = WireFormat.HEADER_LENGTH;
        return new SyscallEventReader().wrap(record, header, record.length - header);
    }

    @Override
    public synchronized long delivered() {
        return records.size() + markers.size();
    }

    @Override
    public long failed() {
        return 0;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public Duration waiting() {
        return Duration.ZERO;
    }

    @Override
    public void stopWaiting() {}

    @Override
    public void close(Duration patience) {}
}
