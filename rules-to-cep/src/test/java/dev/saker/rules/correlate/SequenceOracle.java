// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a sequence finds, by every choice of events, one for each place. */
record SequenceOracle(Pattern.Sequence pattern, List<OracleEvent> events) {

    List<String> matches() {
        return pattern.trailing().isEmpty() ? atEvents() : atDeadlines();
    }

    private List<String> atEvents() {
        List<String> found = new ArrayList<>();
        int floor = 0;
        for (OracleEvent end : events) {
            boolean ends = chains(floor).stream().anyMatch(chain -> chain[chain.length - 1] == end);
            if (ends) {
                found.add(Oracle.result(end.time(), end));
                floor = pattern.every() ? floor : end.position() + 1;
            }
        }
        return found;
    }

    /** Of chains with one first event, and so one deadline, one is told. */
    private List<String> atDeadlines() {
        List<String> found = new ArrayList<>();
        int floor = 0;
        while (true) {
            Set<Integer> told = new TreeSet<>();
            long earliest = Long.MAX_VALUE;
            for (OracleEvent[] chain : chains(floor)) {
                long deadline = chain[0].time() + pattern.withinNanos();
                OracleEvent end = chain[chain.length - 1];
                boolean ended =
                        events.stream()
                                .filter(e -> e.position() > end.position() && e.time() <= deadline)
                                .anyMatch(e -> isAny(pattern.trailing(), chain, e) || isUntil(e));
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
            floor = Oracle.positionAfter(events, earliest);
        }
    }

    private boolean isUntil(OracleEvent event) {
        return pattern.until().isPresent() && event.is(pattern.until().getAsInt());
    }

    private List<OracleEvent[]> chains(int floor) {
        List<int[]> places = new ArrayList<>();
        for (int step = 0; step < pattern.steps().size(); step++) {
            for (int i = 0; i < pattern.steps().get(step).count(); i++) {
                places.add(new int[] {step, i});
            }
        }
        List<OracleEvent[]> chains = new ArrayList<>();
        extend(places, new OracleEvent[places.size()], 0, floor, chains);
        return chains;
    }

    private void extend(
            List<int[]> places,
            OracleEvent[] chain,
            int place,
            int from,
            List<OracleEvent[]> chains) {
        if (place == chain.length) {
            if (isMatch(places, chain)) {
                chains.add(chain.clone());
            }
            return;
        }
        int input = pattern.steps().get(places.get(place)[0]).input();
        for (int p = from; p < events.size(); p++) {
            if (events.get(p).is(input)) {
                chain[place] = events.get(p);
                extend(places, chain, place + 1, p + 1, chains);
            }
        }
    }

    private boolean isMatch(List<int[]> places, OracleEvent[] chain) {
        OracleEvent first = chain[0];
        OracleEvent end = chain[chain.length - 1];
        if (end.time() - first.time() > pattern.withinNanos()
                || between(first, end, this::isUntil)) {
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
                                    e -> isAny(step.notBefore(), chain, e))
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
    private boolean isAny(List<Pattern.Not> nots, OracleEvent[] chain, OracleEvent event) {
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
}
