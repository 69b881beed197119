// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds back what rests on events that did not come, until their node was heard of after the time
 * at which they could have come. Of a node that falls silent nothing is said but that it did.
 */
public final class AbsenceGate {

    /** When a node that is not heard of counts as gone. */
    public static final long SILENCE_NANOS = 30_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final long silenceNanos;
    private final Correlator.Sink certain;
    private final Consumer<Silence> silent;
    private final Map<String, Long> heard = new HashMap<>();
    private final Map<String, List<Held>> held = new HashMap<>();
    private long clock = NEVER;

    /** What is held back, and until when. */
    private record Held(Match match, long moment) {}

    /**
     * A node that fell silent while something hung on it.
     *
     * @param lastHeard time of its last sign of life; the start of time if there was none
     * @param dropped what cannot be said now
     */
    public record Silence(String node, long lastHeard, long time, List<Match> dropped) {
        public Silence {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * @param certain is given what may be told
     * @param silent is told of nodes that fell silent
     */
    public AbsenceGate(long silenceNanos, Correlator.Sink certain, Consumer<Silence> silent) {
        this.silenceNanos = silenceNanos;
        this.certain = certain;
        this.silent = silent;
    }

    /** A node is alive at a time, and all its events before it have come. */
    public void heard(String node, long time) {
        heard.merge(node, time, Math::max);
        List<Held> waiting = held.get(node);
        if (waiting != null) {
            for (Iterator<Held> each = waiting.iterator(); each.hasNext(); ) {
                Held one = each.next();
                if (one.moment() <= time) {
                    each.remove();
                    certain.found(one.match(), one.moment());
                }
            }
        }
        advanceTo(time);
    }

    /**
     * Something was found; it is told now, later or never.
     *
     * @param moment as a {@link Correlator} tells it
     */
    public void offer(Match match, long moment) {
        String node = match.last().node();
        if (!match.awaitsMarker() || heard.getOrDefault(node, NEVER) >= moment) {
            certain.found(match, moment);
        } else {
            held.computeIfAbsent(node, key -> new ArrayList<>()).add(new Held(match, moment));
            advanceTo(moment);
        }
    }

    /** The earliest moment of what is held back; the end of time when nothing is. */
    public long earliest() {
        long earliest = Long.MAX_VALUE;
        for (List<Held> waiting : held.values()) {
            for (Held one : waiting) {
                earliest = Math.min(earliest, one.moment());
            }
        }
        return earliest;
    }

    /** The time of all nodes has come this far. */
    public void advanceTo(long time) {
        if (time <= clock || held.isEmpty()) {
            clock = Math.max(clock, time);
            return;
        }
        clock = time;
        for (Iterator<Map.Entry<String, List<Held>>> each = held.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<String, List<Held>> node = each.next();
            long last = heard.getOrDefault(node.getKey(), NEVER);
            if (node.getValue().isEmpty()) {
                each.remove();
            } else if (last == NEVER || time - last > silenceNanos) {
                each.remove();
                List<Match> dropped = node.getValue().stream().map(Held::match).toList();
                silent.accept(new Silence(node.getKey(), last, time, dropped));
            }
        }
    }
}
