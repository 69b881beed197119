// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The values a key has had, each with the day it was last seen. Days rather than moments, so that a
 * little disorder makes no difference. A key with too many values is noise: it is not told of any
 * more until all of them are forgotten.
 */
final class FirstSeenState extends KeyState {

    private static final long DAY = 86_400_000_000_000L;

    /** How finely a short history is kept. */
    private static final int PARTS = 60;

    private final Pattern.FirstSeen pattern;
    private final Found found;
    private final byte[] key;
    private final FieldValue field;
    private final long dayNanos;
    private final long days;
    private final Map<Long, Long> lastDays = new HashMap<>();
    private long born = NEVER;
    private long today = NEVER;
    private long newest = NEVER;
    private boolean noisy;

    FirstSeenState(Pattern.FirstSeen pattern, Found found, byte[] key) {
        super(pattern.latenessNanos());
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        this.field = new FieldValue(pattern.fields());
        this.dayNanos = dayNanos(pattern.historyNanos());
        this.days = pattern.historyNanos() / dayNanos;
    }

    /** Days, or of a history of less than two the sixtieth part. */
    static long dayNanos(long historyNanos) {
        return historyNanos >= 2 * DAY ? DAY : Math.max(1, historyNanos / PARTS);
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        OptionalLong value = field.hash(hit.event());
        if (value.isEmpty()) {
            return;
        }
        long day = Math.floorDiv(hit.time(), dayNanos);
        born = born == NEVER ? hit.time() : Math.min(born, hit.time());
        newest = Math.max(newest, day);
        boolean known = lastDays.containsKey(value.getAsLong());
        if (!known && lastDays.size() >= found.values()) {
            noisy = true;
            forget(1);
            return;
        }
        lastDays.merge(value.getAsLong(), day, Math::max);
        if (!known && !noisy && hit.time() - born >= pattern.learnNanos()) {
            tell(hit, out);
        }
    }

    private void tell(Hit hit, Consumer<Match> out) {
        Sample sample = new Sample(1);
        sample.add(hit.event());
        out.accept(found.counted(key, hit.time(), sample, 1, lastDays.size()));
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        long day = Math.floorDiv(time, dayNanos);
        if (day == today) {
            return;
        }
        today = day;
        lastDays.values().removeIf(last -> last < day - days);
        if (lastDays.isEmpty()) {
            born = NEVER;
            noisy = false;
        }
    }

    @Override
    public long deadline() {
        return lastDays.isEmpty() ? NO_DEADLINE : after(newest * dayNanos, (days + 1) * dayNanos);
    }

    @Override
    public boolean isEmpty() {
        return lastDays.isEmpty();
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.fixed(born);
        out.flag(noisy);
        out.number(lastDays.size());
        lastDays.forEach(
                (value, day) -> {
                    out.fixed(value);
                    out.number(day);
                });
    }

    @Override
    protected void readContent(StateReader in) {
        born = in.fixed();
        noisy = in.flag();
        long count = in.number();
        for (long i = 0; i < count; i++) {
            long value = in.fixed();
            long day = in.number();
            lastDays.put(value, day);
            newest = Math.max(newest, day);
        }
    }
}
