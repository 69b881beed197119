// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import dev.saker.bench.rules.OrdinaryEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Records of ordinary work in the order of time, every fiftieth of which (or as told) some
 * correlation of {@link VariedCorrelations} is about. Many keys are in the midst of it at once.
 */
public final class WatchedStream {

    /** One of so many events matters. */
    public static final int EVERY = 50;

    private static final int NAMES = 2_000;
    private static final int OPEN_DEEDS = 64;
    private static final long STEP_NANOS = 50_000;
    private static final int MOST_COMPLETE = 7;

    private final List<byte[]> ordinary;
    private final int projection;
    private final int correlations;
    private final int completeOfTen;
    private final int every;
    private final Supplier<String> paths;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Deed> deeds = new ArrayList<>();
    private final byte[] writtenTime = varint(OrdinaryEvents.time());
    private final byte[] writtenSeq = varint(OrdinaryEvents.pubSeq());
    private long seq = OrdinaryEvents.pubSeq();
    private long time;
    private int events;
    private int keys;
    private int complete;

    /** Paths that are still to be opened. */
    private record Deed(Queue<String> paths, boolean whole) {}

    /**
     * @param projection the field groups that records hold
     * @param start time of the first record, ns since the epoch
     */
    public WatchedStream(int correlations, int projection, long start) {
        this(
                correlations,
                projection,
                start,
                OrdinaryEvents.records(NAMES, projection),
                MOST_COMPLETE);
    }

    /**
     * @param ordinary records of ordinary work, which come again and again, with the time and the
     *     publish position of {@link OrdinaryEvents}
     * @param completeOfTen of ten keys whose correlation begins, so many complete it
     */
    public WatchedStream(
            int correlations,
            int projection,
            long start,
            List<byte[]> ordinary,
            int completeOfTen) {
        this.completeOfTen = completeOfTen;
        this.time = start;
        this.correlations = correlations;
        this.projection = projection;
        this.ordinary = ordinary;
        this.every = EVERY;
        this.paths = this::nextPath;
    }

    /**
     * @param paths of the files whose opening matters
     * @param every one of so many events is one of those
     */
    WatchedStream(Supplier<String> paths, int every, int projection, long start) {
        this.completeOfTen = 0;
        this.time = start;
        this.correlations = 0;
        this.projection = projection;
        this.ordinary = OrdinaryEvents.records(NAMES, projection);
        this.every = every;
        this.paths = paths;
    }

    /** The next record. */
    public byte[] next() {
        time += STEP_NANOS;
        boolean matters = ++events % every == 0;
        byte[] record =
                matters
                        ? OrdinaryEvents.opened(paths.get(), projection)
                        : ordinary.get(events % ordinary.size()).clone();
        byte[] now = varint(time);
        byte[] place = varint(seq++);
        put(record, find(record, writtenTime, 0, 1), now);
        put(record, find(record, writtenSeq, record.length - writtenSeq.length, -1), place);
        return record;
    }

    private String nextPath() {
        while (deeds.size() < OPEN_DEEDS) {
            boolean whole = random.nextInt(10) < completeOfTen;
            int correlation = keys % correlations;
            List<String> paths = VariedCorrelations.deed(correlation, keys++, whole);
            deeds.add(new Deed(new ArrayDeque<>(paths), whole));
        }
        int place = random.nextInt(deeds.size());
        Deed deed = deeds.get(place);
        String path = deed.paths().remove();
        if (deed.paths().isEmpty()) {
            complete += deed.whole() ? 1 : 0;
            deeds.remove(place);
        }
        return path;
    }

    /** Alerts that those so far raise. */
    public int alerts() {
        return complete;
    }

    /** Time of the record that was given last. */
    public long time() {
        return time;
    }

    /** The publish position that comes next is taken, for something else. */
    public long takePosition() {
        return seq++;
    }

    /** So many events in so much of their time, ns. */
    public static long span(long events) {
        return events * STEP_NANOS;
    }

    /** Where a number was written: the time before all else of its kind, the place behind. */
    private static int find(byte[] record, byte[] written, int from, int step) {
        for (int at = from; at >= 0 && at + written.length <= record.length; at += step) {
            if (Arrays.equals(record, at, at + written.length, written, 0, written.length)) {
                return at;
            }
        }
        throw new IllegalStateException("a record without its time or its place");
    }

    /** Numbers of these sizes are equally long. */
    private static void put(byte[] record, int at, byte[] number) {
        System.arraycopy(number, 0, record, at, number.length);
    }

    /** As Avro writes a long. */
    private static byte[] varint(long value) {
        byte[] bytes = new byte[10];
        int length = 0;
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return Arrays.copyOf(bytes, length);
    }
}
