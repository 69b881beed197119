// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What correlations find in a short stream of one key, worked out from the definitions by trying
 * everything. Shares nothing with what runs but the pattern. After a match with {@code emit: once}
 * no event up to it counts any more: {@code floor} is the first position that does.
 */
final class Oracle implements Pattern.Visitor<List<String>> {
    private final List<OracleEvent> events;

    private Oracle(List<OracleEvent> events) {
        this.events = events;
    }

    /** Each result as {@code time/position of the event}, in the order of time. */
    static List<String> matches(Pattern pattern, List<OracleEvent> events) {
        List<String> found = new ArrayList<>(pattern.accept(new Oracle(events)));
        found.sort(
                Comparator.comparingLong((String s) -> Long.parseLong(s.split("/")[0]))
                        .thenComparing(s -> s));
        return found;
    }

    static String result(long time, OracleEvent event) {
        return time + "/" + event.position();
    }

    static int positionAfter(List<OracleEvent> events, long time) {
        int position = 0;
        while (position < events.size() && events.get(position).time() <= time) {
            position++;
        }
        return position;
    }

    @Override
    public List<String> visitSequence(Pattern.Sequence pattern) {
        return new SequenceOracle(pattern, events).matches();
    }

    @Override
    public List<String> visitChain(Pattern.Chain pattern) {
        throw new UnsupportedOperationException("engines are held to sequences");
    }

    // Sets: at every event, what of the window before it is there.

    @Override
    public List<String> visitUnordered(Pattern.Unordered pattern) {
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (int p = 0; p < events.size(); p++) {
            OracleEvent end = events.get(p);
            if (p < floor || !isWhole(pattern, end, floor)) {
                continue;
            }
            if (pattern.nots().isEmpty()) {
                found.add(result(end.time(), end));
                floor = pattern.every() ? floor : p + 1;
                continue;
            }
            long deadline = end.time() + pattern.withinNanos();
            if (!isEnded(pattern, end, deadline)) {
                found.add(result(deadline, end));
                floor = pattern.every() ? floor : positionAfter(events, deadline);
            }
        }
        return found;
    }

    private boolean isEnded(Pattern.Unordered pattern, OracleEvent end, long deadline) {
        return events.stream()
                .filter(e -> e.position() != end.position())
                .filter(e -> e.time() <= deadline)
                .anyMatch(
                        e ->
                                e.position() > end.position()
                                        ? e.isAny(pattern.nots()) || isUntil(pattern, e)
                                        : e.isAny(pattern.nots())
                                                && e.time() >= end.time() - pattern.withinNanos());
    }

    private static boolean isUntil(Pattern.Unordered pattern, OracleEvent event) {
        return pattern.until().isPresent() && event.is(pattern.until().getAsInt());
    }

    private boolean isWhole(Pattern.Unordered pattern, OracleEvent end, int floor) {
        List<Integer> inputs = pattern.members().stream().map(Pattern.Member::input).toList();
        if (!end.isAny(inputs)) {
            return false;
        }
        int from = floor;
        for (OracleEvent e : events.subList(0, end.position())) {
            from = isUntil(pattern, e) ? Math.max(from, e.position()) : from;
        }
        long present = 0;
        for (int member = 0; member < pattern.members().size(); member++) {
            int input = pattern.members().get(member).input();
            long count =
                    events.subList(from, end.position() + 1).stream()
                            .filter(e -> e.is(input))
                            .filter(e -> e.time() >= end.time() - pattern.withinNanos())
                            .count();
            present |= count >= pattern.members().get(member).count() ? 1L << member : 0;
        }
        return pattern.formula().holds(present);
    }

    @Override
    public List<String> visitAggregate(Pattern.Aggregate pattern) {
        return new AggregateOracle(pattern).matches(events);
    }

    // First seen: by days, which in short histories are sixtieths.

    @Override
    public List<String> visitFirstSeen(Pattern.FirstSeen pattern) {
        long day = Math.max(1, pattern.historyNanos() / 60);
        long days = pattern.historyNanos() / day;
        List<String> found = new ArrayList<>();
        long born = -1;
        List<OracleEvent> own = new ArrayList<>();
        for (OracleEvent event : events) {
            if (!event.is(0) || event.word() == null) {
                continue;
            }
            Set<String> known = new HashSet<>();
            for (OracleEvent e : own) {
                if (e.time() / day >= event.time() / day - days) {
                    known.add(e.word());
                }
            }
            born = known.isEmpty() ? event.time() : born;
            if (!known.contains(event.word()) && event.time() - born >= pattern.learnNanos()) {
                found.add(result(event.time(), event));
            }
            own.add(event);
        }
        return found;
    }
}
