// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.WindowKind;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A number over windows that do not overlap. A window without an event is looked at only behind one
 * that had events, and then only if none could be what is looked for: silence is told once.
 */
final class WindowState extends KeyState {

    private final Pattern.Aggregate pattern;
    private final Found found;
    private final byte[] key;
    private final FieldValue field;
    private final boolean tumbling;
    private final boolean countsValues;
    private final Tally tally;
    private final Set<Long> values = new LinkedHashSet<>();
    private final Sample sample;
    private long start = NEVER;
    private long last;
    private boolean told;
    private boolean silent;
    private boolean truncated;

    WindowState(Pattern.Aggregate pattern, Found found, byte[] key) {
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        this.field = pattern.field().map(FieldValue::new).orElse(null);
        this.tumbling = pattern.window() == WindowKind.TUMBLING;
        this.countsValues = pattern.type() == CorrelationType.VALUE_COUNT;
        this.tally = new Tally(pattern.type(), pattern.percentile());
        this.sample = new Sample(found.sample());
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        OptionalLong value = value(hit);
        if (value.isEmpty()) {
            return;
        }
        if (start == NEVER) {
            start =
                    tumbling
                            ? Math.floorDiv(hit.time(), pattern.withinNanos())
                                    * pattern.withinNanos()
                            : hit.time();
        }
        if (silent) {
            silent = false;
            sample.clear();
        }
        last = hit.time();
        sample.add(hit.event());
        add(value.getAsLong());
        boolean due = !pattern.isToldAtEnd() && (pattern.every() || !told);
        if (due && isMet()) {
            told = true;
            tell(hit.time(), false, out);
        }
    }

    private OptionalLong value(Hit hit) {
        if (field == null) {
            return OptionalLong.of(0);
        }
        return countsValues ? field.hash(hit.event()) : field.thousandths(hit.event());
    }

    private void add(long value) {
        if (!countsValues) {
            tally.add(value);
        } else if (values.size() < found.values()) {
            values.add(value);
        } else {
            boolean known = values.contains(value);
            truncated |= !known;
            forget(known ? 0 : 1);
        }
    }

    private boolean isMet() {
        return countsValues
                ? pattern.threshold().holds(values.size())
                : tally.meets(pattern.threshold());
    }

    private void tell(long time, boolean awaited, Consumer<Match> out) {
        long distinct = values.size();
        long count = countsValues ? distinct : tally.count();
        out.accept(
                found.at(
                        key,
                        time,
                        awaited,
                        sample,
                        new Found.Numbers(count, distinct, tally.text(), truncated)));
    }

    /** From when on no event can belong to the window. */
    private long end() {
        if (start == NEVER) {
            return NO_DEADLINE;
        }
        if (tumbling) {
            return after(start, pattern.withinNanos());
        }
        long gap = after(last, pattern.gapNanos());
        long length = pattern.withinNanos() == 0 ? gap : after(start, pattern.withinNanos());
        return after(Math.min(gap, length), 1);
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        while (end() <= time) {
            close(end(), out);
        }
    }

    private void close(long end, Consumer<Match> out) {
        if (pattern.isToldAtEnd() && isMet()) {
            tell(tumbling ? end : end - 1, !pattern.threshold().isLowerBound(), out);
        }
        boolean silenceTells = tumbling && !silent && pattern.isToldAtEnd();
        tally.clear();
        values.clear();
        told = false;
        truncated = false;
        silent = silenceTells && isMet();
        if (silent) {
            start = end;
        } else {
            start = NEVER;
            sample.clear();
        }
    }

    @Override
    public long deadline() {
        return end();
    }

    @Override
    public boolean isEmpty() {
        return start == NEVER;
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.fixed(start);
        out.fixed(last);
        out.flag(told);
        out.flag(silent);
        out.flag(truncated);
        tally.write(out);
        out.number(values.size());
        values.forEach(out::fixed);
        sample.write(out);
    }

    @Override
    protected void readContent(StateReader in) {
        start = in.fixed();
        last = in.fixed();
        told = in.flag();
        silent = in.flag();
        truncated = in.flag();
        tally.read(in);
        long count = in.number();
        for (long i = 0; i < count; i++) {
            values.add(in.fixed());
        }
        sample.read(in);
    }
}
