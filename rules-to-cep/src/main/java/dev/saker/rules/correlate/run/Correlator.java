// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.KeyStates;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * All keys of all correlations, in memory. Hits are taken as they come; those of one key must come
 * in their order, else they are late: dropped and counted.
 */
public final class Correlator {

    private final List<Correlation> correlations;
    private final KeyStates[] states;
    private final List<Map<ByteBuffer, Live>> live;
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private final Sink out;
    private final Consumer<Match> atEvent;
    private final long[] late;
    private final long[] evicted;

    /** Takes what is found, in the order of time as far as time has been moved on. */
    public interface Sink {
        /** In place of a moment: told at the event at hand. */
        long AT_EVENT = Long.MIN_VALUE;

        /**
         * Something was found.
         *
         * @param moment from when on it is certain, if the events up to then have come; or {@link
         *     #AT_EVENT}
         */
        void found(Match match, long moment);
    }

    /** A key that something is remembered of. */
    private static final class Live {
        private final KeyState state;
        private long due = KeyState.NO_DEADLINE;

        Live(KeyState state) {
            this.state = state;
        }
    }

    private record Due(long time, int correlation, ByteBuffer key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(time, other.time);
            if (byTime != 0) {
                return byTime;
            }
            int byCorrelation = Integer.compare(correlation, other.correlation);
            return byCorrelation != 0
                    ? byCorrelation
                    : Arrays.compareUnsigned(key.array(), other.key.array());
        }
    }

    public Correlator(CorrelationSet set, Sink out) {
        correlations = set.correlations();
        states = correlations.stream().map(KeyStates::new).toArray(KeyStates[]::new);
        live =
                correlations.stream()
                        .<Map<ByteBuffer, Live>>map(c -> new LinkedHashMap<>())
                        .toList();
        late = new long[states.length];
        evicted = new long[states.length];
        this.out = out;
        atEvent = match -> out.found(match, Sink.AT_EVENT);
    }

    /** Takes a hit. */
    public void apply(Hit hit) {
        int correlation = hit.correlation();
        Map<ByteBuffer, Live> keys = live.get(correlation);
        ByteBuffer key = ByteBuffer.wrap(hit.key());
        // Not a map in the order of access: looking at a moment is none of the key's events.
        Live one = keys.remove(key);
        boolean isNew = one == null;
        if (isNew) {
            one = new Live(states[correlation].create(hit.key()));
        }
        keys.put(key, one);
        if (isNew) {
            evict(correlation, keys);
        }
        tellUpTo(hit.time(), one.state);
        if (!one.state.apply(hit, atEvent)) {
            late[correlation]++;
        }
        settle(correlation, key, one);
    }

    /** The key of which no event came for longest goes. */
    private void evict(int correlation, Map<ByteBuffer, Live> keys) {
        if (keys.size() > correlations.get(correlation).limits().keys()) {
            Iterator<ByteBuffer> oldest = keys.keySet().iterator();
            oldest.next();
            oldest.remove();
            evicted[correlation]++;
        }
    }

    private void settle(int correlation, ByteBuffer key, Live one) {
        if (one.state.isEmpty()) {
            live.get(correlation).remove(key);
            return;
        }
        long due = one.state.deadline();
        if (due != one.due) {
            one.due = due;
            if (due != KeyState.NO_DEADLINE) {
                dues.add(new Due(due, correlation, key));
            }
        }
    }

    /** Every event before this time has come: tells what is certain by now. */
    public void advanceTo(long time) {
        while (!dues.isEmpty() && dues.peek().time() <= time) {
            Due due = dues.remove();
            Live one = live.get(due.correlation()).get(due.key());
            if (one != null && one.due == due.time()) {
                one.due = KeyState.NO_DEADLINE;
                tellUpTo(due.time(), one.state);
                settle(due.correlation(), due.key(), one);
            }
        }
    }

    /** Moment by moment, for the order of what is told hangs on when it became certain. */
    private void tellUpTo(long time, KeyState state) {
        for (long due = state.deadline(); due <= time; due = state.deadline()) {
            long moment = due;
            state.advanceTo(moment, match -> out.found(match, moment));
        }
    }

    /** Keys that something is remembered of. */
    public long liveKeys(int correlation) {
        return live.get(correlation).size();
    }

    /** Hits that came behind their time. */
    public long late(int correlation) {
        return late[correlation];
    }

    /** Keys that were forgotten because there were too many. */
    public long evicted(int correlation) {
        return evicted[correlation];
    }
}
