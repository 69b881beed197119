// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StepEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A match of the engine's. Of several at one event the same one is told wherever it runs. */
final class ChainMatch {

    private static final Comparator<ChainEvent> BY_ORDER =
            Comparator.comparingLong(ChainEvent::order);

    /** The newest beginning first; of one beginning the events that came first. */
    static final Comparator<ChainMatch> NEWEST =
            Comparator.comparingLong((ChainMatch match) -> match.first().event().time())
                    .reversed()
                    .thenComparing(ChainMatch::compareOrders);

    /** The one that is due first comes first. */
    static final Comparator<ChainMatch> OLDEST =
            Comparator.comparingLong((ChainMatch match) -> match.first().event().time())
                    .thenComparing(ChainMatch::compareOrders);

    /** Stands in no id of a step. */
    private static final char COPY = '#';

    private final Map<String, List<ChainEvent>> steps = new HashMap<>();
    private final List<ChainEvent> events = new ArrayList<>();

    /**
     * @param stages events by the names of stages
     */
    ChainMatch(Map<String, List<ChainEvent>> stages) {
        stages.forEach(
                (name, found) -> {
                    steps.computeIfAbsent(step(name), id -> new ArrayList<>()).addAll(found);
                    events.addAll(found);
                });
        events.sort(BY_ORDER);
        steps.values().forEach(own -> own.sort(BY_ORDER));
    }

    /** What a stage is called that stands for a step, which may have several. */
    static String name(String id, int copy) {
        return copy == 0 ? id : id + COPY + copy;
    }

    /** The step that a stage of this name stands for. */
    static String step(String name) {
        int copy = name.indexOf(COPY);
        return copy < 0 ? name : name.substring(0, copy);
    }

    ChainEvent first() {
        return events.get(0);
    }

    private ChainEvent last() {
        return events.get(events.size() - 1);
    }

    private int compareOrders(ChainMatch other) {
        int shared = Math.min(events.size(), other.events.size());
        for (int i = 0; i < shared; i++) {
            int one = Long.compare(events.get(i).order(), other.events.get(i).order());
            if (one != 0) {
                return one;
            }
        }
        return Integer.compare(other.events.size(), events.size());
    }

    /**
     * The match, with the newest event of each step.
     *
     * @param awaited whether it is told when the span is over
     */
    Match found(ChainPlan plan, byte[] key, boolean awaited, boolean truncated) {
        Map<String, StepEvent> newest = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>();
        for (Link.Single step : plan.steps()) {
            List<ChainEvent> own = steps.get(step.id());
            if (own != null && !step.not()) {
                StepEvent event = own.get(own.size() - 1).event();
                newest.put(step.id(), event);
                ids.add(event.id());
            }
        }
        long start = first().event().time();
        long end = start + plan.pattern().withinNanos();
        return new Match(
                plan.correlation().index(),
                key,
                awaited ? end : last().event().time(),
                awaited,
                last().event(),
                newest,
                ids,
                events.size(),
                0,
                "",
                start,
                truncated);
    }
}
