// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Threshold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What numbers find: the events of a window, and what comes of them. */
record AggregateOracle(Pattern.Aggregate pattern) {

    List<String> matches(List<OracleEvent> events) {
        List<OracleEvent> own =
                events.stream().filter(e -> e.is(0)).filter(this::hasValue).toList();
        return switch (pattern.window()) {
            case SLIDING -> sliding(own);
            case TUMBLING -> tumbling(own);
            case SESSION -> sessions(own);
        };
    }

    private boolean hasValue(OracleEvent event) {
        return switch (pattern.type()) {
            case EVENT_COUNT -> true;
            case VALUE_COUNT -> event.word() != null;
            default -> event.number() != null;
        };
    }

    private List<String> sliding(List<OracleEvent> own) {
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (OracleEvent end : own) {
            int from = floor;
            List<OracleEvent> window =
                    own.stream()
                            .filter(e -> e.position() >= from && e.position() <= end.position())
                            .filter(e -> isInWindow(e, end))
                            .toList();
            if (isMet(window)) {
                found.add(Oracle.result(end.time(), end));
                floor = pattern.every() ? floor : end.position() + 1;
            }
        }
        return found;
    }

    /** Counts are exact; the others go by sixtieths of the window. */
    private boolean isInWindow(OracleEvent e, OracleEvent end) {
        boolean exact =
                pattern.type() == CorrelationType.EVENT_COUNT
                        || pattern.type() == CorrelationType.VALUE_COUNT;
        long pane = (pattern.withinNanos() + 59) / 60;
        return exact
                ? end.time() - e.time() <= pattern.withinNanos()
                : end.time() / pane - e.time() / pane < 60;
    }

    private List<String> tumbling(List<OracleEvent> own) {
        long length = pattern.withinNanos();
        TreeMap<Long, List<OracleEvent>> windows = new TreeMap<>();
        own.forEach(e -> windows.computeIfAbsent(e.time() / length, w -> new ArrayList<>()).add(e));
        List<String> found = new ArrayList<>();
        windows.forEach(
                (index, window) -> {
                    OracleEvent last = window.get(window.size() - 1);
                    if (!pattern.isToldAtEnd()) {
                        found.addAll(growing(window));
                        return;
                    }
                    long end = (index + 1) * length;
                    if (isMet(window)) {
                        found.add(Oracle.result(end, last));
                    }
                    if (!windows.containsKey(index + 1) && isMet(List.of())) {
                        found.add(Oracle.result(end + length, last));
                    }
                });
        return found;
    }

    private List<String> growing(List<OracleEvent> window) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            boolean tell = pattern.every() || found.isEmpty();
            if (tell && isMet(window.subList(0, i + 1))) {
                found.add(Oracle.result(window.get(i).time(), window.get(i)));
            }
        }
        return found;
    }

    private List<String> sessions(List<OracleEvent> own) {
        List<String> found = new ArrayList<>();
        List<OracleEvent> session = new ArrayList<>();
        for (OracleEvent event : own) {
            if (!session.isEmpty() && event.time() > end(session)) {
                found.addAll(told(session));
                session.clear();
            }
            session.add(event);
        }
        if (!session.isEmpty()) {
            found.addAll(told(session));
        }
        return found;
    }

    private long end(List<OracleEvent> session) {
        long byGap = session.get(session.size() - 1).time() + pattern.gapNanos();
        long byLength = session.get(0).time() + pattern.withinNanos();
        return pattern.withinNanos() == 0 ? byGap : Math.min(byGap, byLength);
    }

    private List<String> told(List<OracleEvent> session) {
        if (!pattern.isToldAtEnd()) {
            return growing(session);
        }
        OracleEvent last = session.get(session.size() - 1);
        return isMet(session) ? List.of(Oracle.result(end(session), last)) : List.of();
    }

    private boolean isMet(List<OracleEvent> window) {
        long[] numbers =
                window.stream()
                        .map(OracleEvent::number)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
        return switch (pattern.type()) {
            case EVENT_COUNT -> holds(BigDecimal.valueOf(window.size()));
            case VALUE_COUNT ->
                    holds(
                            BigDecimal.valueOf(
                                    window.stream().map(OracleEvent::word).distinct().count()));
            case VALUE_SUM -> holds(BigDecimal.valueOf(LongStream.of(numbers).sum()));
            case VALUE_AVG ->
                    numbers.length > 0
                            && holdsQuotient(LongStream.of(numbers).sum(), numbers.length);
            default -> numbers.length > 0 && holds(BigDecimal.valueOf(percentile(numbers)));
        };
    }

    /** By nearest rank; small whole numbers are told apart exactly. */
    private long percentile(long[] sorted) {
        int rank = (int) Math.ceil(sorted.length * pattern.percentile() / 100.0);
        return sorted[rank - 1];
    }

    private boolean holds(BigDecimal number) {
        return pattern.threshold().bounds().stream()
                .allMatch(b -> compare(b, number.compareTo(limit(b))));
    }

    private boolean holdsQuotient(long sum, long count) {
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
}
