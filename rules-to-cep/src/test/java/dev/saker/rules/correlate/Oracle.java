// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Threshold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;

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

    private static String result(long time, OracleEvent event) {
        return time + "/" + event.position();
    }

    private int positionAfter(long time) {
        int position = 0;
        while (position < events.size() && events.get(position).time() <= time) {
            position++;
        }
        return position;
    }

    // Sequences: every choice of events, one for each place.

    @Override
    public List<String> visitSequence(Pattern.Sequence pattern) {
        return pattern.trailing().isEmpty() ? atEvents(pattern) : atDeadlines(pattern);
    }

    private List<String> atEvents(Pattern.Sequence pattern) {
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (OracleEvent end : events) {
            boolean ends =
                    chains(pattern, floor).stream()
                            .anyMatch(chain -> chain[chain.length - 1] == end);
            if (ends) {
                found.add(result(end.time(), end));
                floor = pattern.every() ? floor : end.position() + 1;
            }
        }
        return found;
    }

    /** Of chains with one first event, and so one deadline, one is told. */
    private List<String> atDeadlines(Pattern.Sequence pattern) {
        List<String> found = new ArrayList<>();
        int floor = 0;
        while (true) {
            Set<Integer> told = new TreeSet<>();
            long earliest = Long.MAX_VALUE;
            for (OracleEvent[] chain : chains(pattern, floor)) {
                long deadline = chain[0].time() + pattern.withinNanos();
                OracleEvent end = chain[chain.length - 1];
                boolean ended =
                        events.stream()
                                .filter(e -> e.position() > end.position() && e.time() <= deadline)
                                .anyMatch(
                                        e ->
                                                isAny(pattern, pattern.trailing(), chain, e)
                                                        || isUntil(pattern, e));
                if (!ended) {
                    told.add(chain[0].position());
                    earliest = Math.min(earliest, deadline);
                }
            }
            if (pattern.every()) {
                told.forEach(
                        p -> found.add(events.get(p).time() + pattern.withinNanos() + "/" + p));
                return found;
            }
            if (told.isEmpty()) {
                return found;
            }
            found.add(earliest + "/" + told.iterator().next());
            floor = positionAfter(earliest);
        }
    }

    private static boolean isUntil(Pattern.Sequence pattern, OracleEvent event) {
        return pattern.until().isPresent() && event.is(pattern.until().getAsInt());
    }

    private List<OracleEvent[]> chains(Pattern.Sequence pattern, int floor) {
        List<int[]> places = new ArrayList<>();
        for (int step = 0; step < pattern.steps().size(); step++) {
            for (int i = 0; i < pattern.steps().get(step).count(); i++) {
                places.add(new int[] {step, i});
            }
        }
        List<OracleEvent[]> chains = new ArrayList<>();
        extend(pattern, places, new OracleEvent[places.size()], 0, floor, chains);
        return chains;
    }

    private void extend(
            Pattern.Sequence pattern,
            List<int[]> places,
            OracleEvent[] chain,
            int place,
            int from,
            List<OracleEvent[]> chains) {
        if (place == chain.length) {
            if (isMatch(pattern, places, chain)) {
                chains.add(chain.clone());
            }
            return;
        }
        int input = pattern.steps().get(places.get(place)[0]).input();
        for (int p = from; p < events.size(); p++) {
            if (events.get(p).is(input)) {
                chain[place] = events.get(p);
                extend(pattern, places, chain, place + 1, p + 1, chains);
            }
        }
    }

    private boolean isMatch(Pattern.Sequence pattern, List<int[]> places, OracleEvent[] chain) {
        OracleEvent first = chain[0];
        OracleEvent end = chain[chain.length - 1];
        if (end.time() - first.time() > pattern.withinNanos()
                || between(first, end, e -> isUntil(pattern, e))) {
            return false;
        }
        boolean barred =
                events.stream()
                        .filter(e -> e.position() < first.position())
                        .filter(e -> e.time() >= first.time() - pattern.withinNanos())
                        .anyMatch(e -> e.isAny(pattern.leading()));
        if (barred) {
            return false;
        }
        for (int place = 0; place < chain.length; place++) {
            Pattern.Step step = pattern.steps().get(places.get(place)[0]);
            boolean opens = places.get(place)[1] == 0 && place > 0;
            if (opens
                    && (between(
                                    chain[place - 1],
                                    chain[place],
                                    e -> isAny(pattern, step.notBefore(), chain, e))
                            || isTooFar(step, chain[place - 1], chain[place]))) {
                return false;
            }
            // the only condition over events that cases have: the word of the first step's last
            if (step.where().isPresent()
                    && !isSameWord(chain[pattern.steps().get(0).count() - 1], chain[place])) {
                return false;
            }
        }
        return true;
    }

    /** Behind the first step at least, so that its events are there. */
    private static boolean isAny(
            Pattern.Sequence pattern,
            List<Pattern.Not> nots,
            OracleEvent[] chain,
            OracleEvent event) {
        OracleEvent first = chain[pattern.steps().get(0).count() - 1];
        return nots.stream()
                .filter(not -> event.is(not.input()))
                .anyMatch(not -> not.where().isEmpty() || isSameWord(first, event));
    }

    private static boolean isTooFar(Pattern.Step step, OracleEvent before, OracleEvent event) {
        return step.withinNanos() > 0 && event.time() - before.time() > step.withinNanos();
    }

    private static boolean isSameWord(OracleEvent one, OracleEvent other) {
        return one.word() != null && one.word().equals(other.word());
    }

    private boolean between(OracleEvent from, OracleEvent to, Predicate<OracleEvent> what) {
        return events.stream()
                .filter(e -> e.position() > from.position() && e.position() < to.position())
                .anyMatch(what);
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
                floor = pattern.every() ? floor : positionAfter(deadline);
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

    // Numbers: the events of the window, and what comes of them.

    @Override
    public List<String> visitAggregate(Pattern.Aggregate pattern) {
        List<OracleEvent> own =
                events.stream().filter(e -> e.is(0)).filter(e -> hasValue(pattern, e)).toList();
        return switch (pattern.window()) {
            case SLIDING -> sliding(pattern, own);
            case TUMBLING -> tumbling(pattern, own);
            case SESSION -> sessions(pattern, own);
        };
    }

    private static boolean hasValue(Pattern.Aggregate pattern, OracleEvent event) {
        return switch (pattern.type()) {
            case EVENT_COUNT -> true;
            case VALUE_COUNT -> event.word() != null;
            default -> event.number() != null;
        };
    }

    private static List<String> sliding(Pattern.Aggregate pattern, List<OracleEvent> own) {
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (OracleEvent end : own) {
            int from = floor;
            List<OracleEvent> window =
                    own.stream()
                            .filter(e -> e.position() >= from && e.position() <= end.position())
                            .filter(e -> isInWindow(pattern, e, end))
                            .toList();
            if (isMet(pattern, window)) {
                found.add(result(end.time(), end));
                floor = pattern.every() ? floor : end.position() + 1;
            }
        }
        return found;
    }

    /** Counts are exact; the others go by sixtieths of the window. */
    private static boolean isInWindow(Pattern.Aggregate pattern, OracleEvent e, OracleEvent end) {
        boolean exact =
                pattern.type() == CorrelationType.EVENT_COUNT
                        || pattern.type() == CorrelationType.VALUE_COUNT;
        long pane = (pattern.withinNanos() + 59) / 60;
        return exact
                ? end.time() - e.time() <= pattern.withinNanos()
                : end.time() / pane - e.time() / pane < 60;
    }

    private static List<String> tumbling(Pattern.Aggregate pattern, List<OracleEvent> own) {
        long length = pattern.withinNanos();
        TreeMap<Long, List<OracleEvent>> windows = new TreeMap<>();
        own.forEach(e -> windows.computeIfAbsent(e.time() / length, w -> new ArrayList<>()).add(e));
        List<String> found = new ArrayList<>();
        windows.forEach(
                (index, window) -> {
                    OracleEvent last = window.get(window.size() - 1);
                    if (!pattern.isToldAtEnd()) {
                        found.addAll(growing(pattern, window));
                        return;
                    }
                    long end = (index + 1) * length;
                    if (isMet(pattern, window)) {
                        found.add(result(end, last));
                    }
                    if (!windows.containsKey(index + 1) && isMet(pattern, List.of())) {
                        found.add(result(end + length, last));
                    }
                });
        return found;
    }

    private static List<String> growing(Pattern.Aggregate pattern, List<OracleEvent> window) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            boolean tell = pattern.every() || found.isEmpty();
            if (tell && isMet(pattern, window.subList(0, i + 1))) {
                found.add(result(window.get(i).time(), window.get(i)));
            }
        }
        return found;
    }

    private static List<String> sessions(Pattern.Aggregate pattern, List<OracleEvent> own) {
        List<String> found = new ArrayList<>();
        List<OracleEvent> session = new ArrayList<>();
        for (OracleEvent event : own) {
            if (!session.isEmpty() && event.time() > end(pattern, session)) {
                found.addAll(told(pattern, session));
                session.clear();
            }
            session.add(event);
        }
        if (!session.isEmpty()) {
            found.addAll(told(pattern, session));
        }
        return found;
    }

    private static long end(Pattern.Aggregate pattern, List<OracleEvent> session) {
        long byGap = session.get(session.size() - 1).time() + pattern.gapNanos();
        long byLength = session.get(0).time() + pattern.withinNanos();
        return pattern.withinNanos() == 0 ? byGap : Math.min(byGap, byLength);
    }

    private static List<String> told(Pattern.Aggregate pattern, List<OracleEvent> session) {
        if (!pattern.isToldAtEnd()) {
            return growing(pattern, session);
        }
        OracleEvent last = session.get(session.size() - 1);
        return isMet(pattern, session) ? List.of(result(end(pattern, session), last)) : List.of();
    }

    private static boolean isMet(Pattern.Aggregate pattern, List<OracleEvent> window) {
        long[] numbers =
                window.stream()
                        .map(OracleEvent::number)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
        return switch (pattern.type()) {
            case EVENT_COUNT -> holds(pattern, BigDecimal.valueOf(window.size()));
            case VALUE_COUNT ->
                    holds(
                            pattern,
                            BigDecimal.valueOf(
                                    window.stream().map(OracleEvent::word).distinct().count()));
            case VALUE_SUM -> holds(pattern, BigDecimal.valueOf(LongStream.of(numbers).sum()));
            case VALUE_AVG ->
                    numbers.length > 0
                            && holdsQuotient(pattern, LongStream.of(numbers).sum(), numbers.length);
            default ->
                    numbers.length > 0
                            && holds(pattern, BigDecimal.valueOf(percentile(pattern, numbers)));
        };
    }

    /** By nearest rank; small whole numbers are told apart exactly. */
    private static long percentile(Pattern.Aggregate pattern, long[] sorted) {
        int rank = (int) Math.ceil(sorted.length * pattern.percentile() / 100.0);
        return sorted[rank - 1];
    }

    private static boolean holds(Pattern.Aggregate pattern, BigDecimal number) {
        return pattern.threshold().bounds().stream()
                .allMatch(b -> compare(b, number.compareTo(limit(b))));
    }

    private static boolean holdsQuotient(Pattern.Aggregate pattern, long sum, long count) {
        return pattern.threshold().bounds().stream()
                .allMatch(
                        b ->
                                compare(
                                        b,
                                        BigDecimal.valueOf(sum)
                                                .compareTo(
                                                        limit(b).multiply(
                                                                        BigDecimal.valueOf(
                                                                                count)))));
    }

    private static BigDecimal limit(Threshold.Bound bound) {
        return BigDecimal.valueOf(bound.thousandths(), 3);
    }

    private static boolean compare(Threshold.Bound bound, int order) {
        return switch (bound.comparison()) {
            case GTE -> order >= 0;
            case GT -> order > 0;
            case LTE -> order <= 0;
            case LT -> order < 0;
            case EQ -> order == 0;
            case NEQ -> order != 0;
        };
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
