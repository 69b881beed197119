// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A number over a sliding window that is kept in sixty panes aligned to the epoch: a window is the
 * pane of the event at hand and the fifty-nine before it.
 */
final class PanesState extends KeyState {

    private static final int PANES = 60;

    private final Pattern.Aggregate pattern;
    private final Found found;
    private final byte[] key;
    private final FieldValue field;
    private final long paneNanos;
    private final TreeMap<Long, Tally> panes = new TreeMap<>();
    private final Sample sample;

    /** What the window has that was looked at last. */
    private Tally whole;

    /** The last pane of that window: while it is the newest, its events are added, no more. */
    private long wholeEnd = NEVER;

    PanesState(Pattern.Aggregate pattern, Found found, byte[] key) {
        super(pattern.latenessNanos());
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        this.field = pattern.field().map(FieldValue::new).orElse(null);
        this.paneNanos = paneNanos(pattern.withinNanos());
        this.sample = new Sample(found.sample());
    }

    static long paneNanos(long withinNanos) {
        return (withinNanos + PANES - 1) / PANES;
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        OptionalLong number = field == null ? OptionalLong.of(0) : field.thousandths(hit.event());
        if (number.isEmpty()) {
            return;
        }
        long pane = pane(hit.time());
        panes.computeIfAbsent(pane, none -> tally()).add(number.getAsLong());
        sample.add(hit.event());
        if (pane == wholeEnd && pane == panes.lastKey()) {
            whole.add(number.getAsLong());
            tellIfMet(hit, out);
            return;
        }
        // An event behind its time is in windows that end later, too.
        long newest = Math.min(panes.lastKey(), pane + PANES - 1);
        boolean told = false;
        for (long end = pane; end <= newest && !told; end++) {
            whole = tally();
            wholeEnd = end;
            window().values().forEach(whole::add);
            told = tellIfMet(hit, out);
        }
    }

    private NavigableMap<Long, Tally> window() {
        return panes.subMap(wholeEnd - PANES, false, wholeEnd, true);
    }

    private boolean tellIfMet(Hit hit, Consumer<Match> out) {
        if (!whole.meets(pattern.threshold())) {
            return false;
        }
        sample.setFirst(Math.max(sample.first(), window().firstKey() * paneNanos));
        Found.Numbers numbers = new Found.Numbers(whole.count(), 0, whole.text(), false);
        out.accept(found.at(key, hit.time(), false, sample, numbers));
        if (!pattern.every()) {
            panes.clear();
            sample.clear();
            wholeEnd = NEVER;
        }
        return true;
    }

    private long pane(long time) {
        return Math.floorDiv(time, paneNanos);
    }

    private Tally tally() {
        CorrelationType type = pattern.type();
        return new Tally(type, pattern.percentile());
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        Map<Long, Tally> old = panes.headMap(pane(time - latenessNanos()) - PANES, true);
        old.clear();
        if (panes.isEmpty()) {
            sample.clear();
        }
    }

    @Override
    public long deadline() {
        return panes.isEmpty()
                ? NO_DEADLINE
                : after(panes.lastKey() * paneNanos, (PANES + 1) * paneNanos + latenessNanos());
    }

    @Override
    public boolean isEmpty() {
        return panes.isEmpty();
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.number(panes.size());
        panes.forEach(
                (pane, tally) -> {
                    out.number(pane);
                    tally.write(out);
                });
        sample.write(out);
    }

    @Override
    protected void readContent(StateReader in) {
        long count = in.number();
        for (long i = 0; i < count; i++) {
            long pane = in.number();
            Tally tally = tally();
            tally.read(in);
            panes.put(pane, tally);
        }
        sample.read(in);
    }
}
