// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Distinct values over a sliding window: the N that came last, with the time of each, for whether
 * there are N depends on no other.
 */
final class DistinctState extends KeyState {

    private final Pattern.Aggregate pattern;
    private final Found found;
    private final byte[] key;
    private final int wanted;
    private final FieldValue field;

    /** By hash; the one that came last is last. */
    private final Map<Long, Long> lastTimes = new LinkedHashMap<>();

    private final Sample sample;

    DistinctState(Pattern.Aggregate pattern, Found found, byte[] key) {
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        this.wanted = (int) Math.max(1, pattern.threshold().least());
        this.field = new FieldValue(pattern.field().orElseThrow());
        this.sample = new Sample(found.sample());
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        OptionalLong hash = field.hash(hit.event());
        if (hash.isEmpty()) {
            return;
        }
        lastTimes.remove(hash.getAsLong());
        lastTimes.put(hash.getAsLong(), hit.time());
        if (lastTimes.size() > wanted) {
            removeOldest();
        }
        sample.add(hit.event());
        if (lastTimes.size() < wanted) {
            return;
        }
        sample.setFirst(lastTimes.values().iterator().next());
        out.accept(found.counted(key, hit.time(), sample, wanted, wanted));
        if (!pattern.every()) {
            lastTimes.clear();
            sample.clear();
        }
    }

    private void removeOldest() {
        Iterator<Long> oldest = lastTimes.keySet().iterator();
        oldest.next();
        oldest.remove();
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        while (!lastTimes.isEmpty()
                && time - lastTimes.values().iterator().next() > pattern.withinNanos()) {
            removeOldest();
        }
        if (lastTimes.isEmpty()) {
            sample.clear();
        }
    }

    @Override
    public long deadline() {
        return sample.isEmpty()
                ? NO_DEADLINE
                : after(sample.last().time(), pattern.withinNanos() + 1);
    }

    @Override
    public boolean isEmpty() {
        return lastTimes.isEmpty();
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.number(lastTimes.size());
        long before = 0;
        for (Map.Entry<Long, Long> value : lastTimes.entrySet()) {
            out.fixed(value.getKey());
            out.number(value.getValue() - before);
            before = value.getValue();
        }
        sample.write(out);
    }

    @Override
    protected void readContent(StateReader in) {
        long count = in.number();
        long time = 0;
        for (long i = 0; i < count; i++) {
            long hash = in.fixed();
            time += in.number();
            lastTimes.put(hash, time);
        }
        while (lastTimes.size() > wanted) {
            removeOldest();
        }
        sample.read(in);
    }
}
