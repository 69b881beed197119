// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A count over a sliding window: the times of the last N events, for only the N-th newest decides.
 */
final class RingState extends KeyState {

    private final Pattern.Aggregate pattern;
    private final Found found;
    private final byte[] key;
    private final int wanted;
    private final Deque<Long> times = new ArrayDeque<>();
    private final Sample sample;

    RingState(Pattern.Aggregate pattern, Found found, byte[] key) {
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        this.wanted = (int) Math.max(1, pattern.threshold().least());
        this.sample = new Sample(Math.min(found.sample(), wanted));
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        if (times.size() == wanted) {
            times.removeFirst();
        }
        times.addLast(hit.time());
        sample.add(hit.event());
        if (times.size() < wanted || hit.time() - times.getFirst() > pattern.withinNanos()) {
            return;
        }
        sample.setFirst(times.getFirst());
        out.accept(found.counted(key, hit.time(), sample, wanted, wanted));
        if (!pattern.every()) {
            times.clear();
            sample.clear();
        }
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        while (!times.isEmpty() && time - times.getFirst() > pattern.withinNanos()) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            sample.clear();
        }
    }

    @Override
    public long deadline() {
        return times.isEmpty() ? NO_DEADLINE : after(times.getLast(), pattern.withinNanos() + 1);
    }

    @Override
    public boolean isEmpty() {
        return times.isEmpty();
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.number(times.size());
        long before = 0;
        for (long time : times) {
            out.number(time - before);
            before = time;
        }
        sample.write(out);
    }

    @Override
    protected void readContent(StateReader in) {
        long count = in.number();
        long before = 0;
        for (long i = 0; i < count; i++) {
            before += in.number();
            times.addLast(before);
        }
        while (times.size() > wanted) {
            times.removeFirst(); // fewer are asked for since it was stored
        }
        sample.read(in);
    }
}
