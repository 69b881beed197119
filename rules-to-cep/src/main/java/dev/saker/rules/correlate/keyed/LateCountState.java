// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A count of events, or of distinct values, over a sliding window, that events may join which come
 * behind their time: twice as many times as are counted, the newest, of a value its last. Told when
 * some window that the event at hand is in has enough.
 */
final class LateCountState extends KeyState {

    private final Pattern.Aggregate pattern;
    private final Found found;
    private final byte[] key;
    private final int wanted;
    private final FieldValue field;
    private final Sample sample;

    /** In the order of time. */
    private final List<Counted> counted = new ArrayList<>();

    /**
     * What counts as one.
     *
     * @param value hash of the value; 0 when events are counted
     */
    private record Counted(long time, long value) {}

    LateCountState(Pattern.Aggregate pattern, Found found, byte[] key) {
        super(pattern.latenessNanos());
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        this.wanted = (int) Math.max(1, pattern.threshold().least());
        this.field = pattern.field().map(FieldValue::new).orElse(null);
        this.sample = new Sample(found.sample());
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        OptionalLong value = field == null ? OptionalLong.of(0) : field.hash(hit.event());
        if (value.isEmpty()) {
            return;
        }
        sample.add(hit.event());
        int place = insert(hit.time(), value.getAsLong());
        int from = place < 0 ? -1 : window(place);
        if (from < 0) {
            return;
        }
        sample.setFirst(counted.get(from).time());
        out.accept(found.counted(key, hit.time(), sample, wanted, wanted));
        if (!pattern.every()) {
            counted.clear();
            sample.clear();
        }
    }

    /** Its place; negative when it changes nothing. */
    private int insert(long time, long value) {
        for (int i = 0; field != null && i < counted.size(); i++) {
            if (counted.get(i).value() == value) {
                if (counted.get(i).time() > time) {
                    return -1;
                }
                counted.remove(i);
                break;
            }
        }
        int place = counted.size();
        while (place > 0 && counted.get(place - 1).time() > time) {
            place--;
        }
        counted.add(place, new Counted(time, value));
        if (counted.size() > 2 * wanted) {
            counted.remove(0);
            place--;
        }
        return place;
    }

    /** Where a window with enough begins that holds the place; negative when there is none. */
    private int window(int place) {
        for (int from = Math.max(0, place - wanted + 1); from <= place; from++) {
            int to = from + wanted - 1;
            if (to < counted.size()
                    && counted.get(to).time() - counted.get(from).time() <= pattern.withinNanos()) {
                return from;
            }
        }
        return -1;
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        int old = 0;
        while (old < counted.size() && time - counted.get(old).time() > remembered()) {
            old++;
        }
        counted.subList(0, old).clear();
        if (counted.isEmpty()) {
            sample.clear();
        }
    }

    private long remembered() {
        return after(pattern.withinNanos(), latenessNanos());
    }

    @Override
    public long deadline() {
        return counted.isEmpty()
                ? NO_DEADLINE
                : after(counted.get(counted.size() - 1).time(), after(remembered(), 1));
    }

    @Override
    public boolean isEmpty() {
        return counted.isEmpty();
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.number(counted.size());
        long before = 0;
        for (Counted one : counted) {
            out.number(one.time() - before);
            before = one.time();
            if (field != null) {
                out.fixed(one.value());
            }
        }
        sample.write(out);
    }

    @Override
    protected void readContent(StateReader in) {
        long time = 0;
        for (long left = in.number(); left > 0; left--) {
            time += in.number();
            counted.add(new Counted(time, field == null ? 0 : in.fixed()));
        }
        // Fewer may be asked for since it was stored.
        counted.subList(0, Math.max(0, counted.size() - 2 * wanted)).clear();
        sample.read(in);
    }
}
