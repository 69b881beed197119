// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.keyed.KeyState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;

/**
 * What Flink's automaton remembers of a key. Where the engine leaves open what an event in several
 * roles does, it does as without the engine: advances are worked out first, then what the event
 * ends is ended, of what was there before it.
 */
final class ChainState extends KeyState {

    private final ChainPlan plan;
    private final byte[] key;
    private List<Map<Object, Object>> maps;
    private NFAState state;
    private long order;
    private boolean truncated;

    ChainState(ChainPlan plan, byte[] key) {
        this.plan = plan;
        this.key = key;
        begin();
    }

    private void begin() {
        maps = plan.maps().newKey();
        state = plan.newState();
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        ChainEvent event = new ChainEvent(order++, hit.inputs() & plan.coming(), hit.event());
        List<ChainMatch> found = List.of();
        if (event.inputs() != 0) {
            found = matches(plan.process(maps, state, event));
        }
        Optional<ChainMatch> best = found.stream().min(ChainMatch.NEWEST);
        best.ifPresent(match -> out.accept(match.found(plan, key, false, truncated)));
        if (best.isPresent() && !plan.pattern().every()) {
            begin();
            return;
        }
        end(hit, event);
        limit();
    }

    private void end(Hit hit, ChainEvent event) {
        OptionalInt until = plan.pattern().until();
        if (until.isPresent() && hit.matches(until.getAsInt())) {
            Set<ComputationState> advanced = advanced(event);
            drop(takeOut(one -> !(advanced.contains(one) && outlivesUntil(one))));
        } else if ((hit.inputs() & plan.nots()) != 0) {
            List<ComputationState> aside = takeOut(advanced(event)::contains);
            ChainEvent against =
                    new ChainEvent(event.order(), hit.inputs() & plan.nots(), hit.event());
            plan.process(maps, state, against);
            state.getPartialMatches().addAll(aside);
        }
    }

    /** The event that ends others may be the first or the last of a match itself. */
    private boolean outlivesUntil(ComputationState advanced) {
        EventId last = advanced.getPreviousBufferEntry().getEventId();
        return last.equals(advanced.getStartEventID()) || plan.isPending(advanced);
    }

    /** Those whose last event it is. */
    private Set<ComputationState> advanced(ChainEvent event) {
        Set<ComputationState> advanced = Collections.newSetFromMap(new IdentityHashMap<>());
        return plan.with(
                maps,
                (automaton, buffer) -> {
                    for (ComputationState partial : partials()) {
                        EventId last = partial.getPreviousBufferEntry().getEventId();
                        Map<String, List<ChainEvent>> events =
                                buffer.materializeMatch(Map.of("", List.of(last)));
                        if (events.get("").get(0).order() == event.order()) {
                            advanced.add(partial);
                        }
                    }
                    return advanced;
                });
    }

    private List<ComputationState> takeOut(Predicate<ComputationState> which) {
        List<ComputationState> out = new ArrayList<>();
        PriorityQueue<ComputationState> rest =
                new PriorityQueue<>(NFAState.COMPUTATION_STATE_COMPARATOR);
        for (ComputationState partial : state.getPartialMatches()) {
            boolean begun = partial.getStartEventID() != null;
            (begun && which.test(partial) ? out : rest).add(partial);
        }
        state.setNewPartialMatches(rest);
        return out;
    }

    /** Lets go of the events of what was taken out for good. */
    private void drop(List<ComputationState> partials) {
        plan.with(
                maps,
                (automaton, buffer) -> {
                    for (ComputationState partial : partials) {
                        buffer.releaseNode(partial.getPreviousBufferEntry(), partial.getVersion());
                    }
                    return partials;
                });
    }

    /** Of too many partial matches those that began first go. */
    private void limit() {
        int most = plan.correlation().limits().partials();
        List<ComputationState> partials = partials();
        if (partials.size() > most) {
            partials.sort(Comparator.comparing(ComputationState::getStartEventID));
            Set<ComputationState> gone = Collections.newSetFromMap(new IdentityHashMap<>());
            gone.addAll(partials.subList(0, partials.size() - most));
            drop(takeOut(gone::contains));
            truncated = true;
            forget(partials.size() - most);
        }
    }

    /** Those that have begun. */
    private List<ComputationState> partials() {
        List<ComputationState> begun = new ArrayList<>();
        for (ComputationState partial : state.getPartialMatches()) {
            if (partial.getStartEventID() != null) {
                begun.add(partial);
            }
        }
        return begun;
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        if (isEmpty()) {
            truncated = false;
            return;
        }
        List<ChainMatch> certain = matches(plan.advance(maps, state, time));
        certain.sort(ChainMatch.OLDEST);
        Set<Long> told = new HashSet<>();
        for (ChainMatch match : certain) {
            if (told.isEmpty() || plan.pattern().every()) {
                if (told.add(match.first().order())) {
                    out.accept(match.found(plan, key, true, truncated));
                }
            }
        }
        if (!told.isEmpty() && !plan.pattern().every()) {
            begin();
        }
        truncated &= !isEmpty();
    }

    private static List<ChainMatch> matches(
            Collection<Map<String, List<ChainEvent>>> materialized) {
        List<ChainMatch> matches = new ArrayList<>();
        materialized.forEach(steps -> matches.add(new ChainMatch(steps)));
        return matches;
    }

    @Override
    public long deadline() {
        boolean waits = plan.pattern().endsWithNot();
        long start = waits ? NO_DEADLINE : NEVER;
        for (ComputationState partial : partials()) {
            long begun = partial.getStartTimestamp();
            start = waits ? Math.min(start, begun) : Math.max(start, begun);
        }
        if (start == NO_DEADLINE || start == NEVER) {
            return NO_DEADLINE;
        }
        return after(start, plan.pattern().withinNanos() + 1);
    }

    @Override
    public boolean isEmpty() {
        return partials().isEmpty();
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.flag(truncated);
        out.number(order);
        out.bytes(ChainBytes.write(plan.maps(), maps, state));
    }

    @Override
    protected void readContent(StateReader in) {
        truncated = in.flag();
        order = in.number();
        state = ChainBytes.read(plan.maps(), maps, in.bytes());
    }
}
