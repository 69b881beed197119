// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern.Chain;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;

/**
 * A sequence compiled to Flink's automaton, with the buffer that it keeps events in. Shared by the
 * states of all keys of a thread: the buffer is told whose key is meant before each use, and keeps
 * nothing of its own between two.
 */
final class ChainPlan {

    private static final int CACHED = 1024;

    private final Correlation correlation;
    private final Chain pattern;
    private final List<Link.Single> steps;
    private final NFA<ChainEvent> automaton;
    private final KeyedMaps maps = new KeyedMaps();
    private final SharedBuffer<ChainEvent> buffer;
    private final Set<String> pending;
    private final long nots;
    private final long coming;

    /** What is done with the engine. */
    interface Work<R> {
        R on(NFA<ChainEvent> automaton, SharedBufferAccessor<ChainEvent> buffer) throws Exception;
    }

    ChainPlan(Correlation correlation, Chain pattern) {
        this.correlation = correlation;
        this.pattern = pattern;
        this.steps = Link.singles(pattern.links());
        this.automaton =
                NFACompiler.compileFactory(PatternLowering.lower(pattern), false).createNFA();
        this.buffer =
                new SharedBuffer<>(
                        maps,
                        ChainEventSerializer.INSTANCE,
                        new SharedBufferCacheConfig(CACHED, CACHED, Duration.ofHours(1)));
        buffer.releaseCacheStatisticsTimer(); // a thread for each buffer, only to log
        this.pending =
                automaton.getStates().stream()
                        .filter(State::isPending)
                        .map(State::getName)
                        .collect(Collectors.toUnmodifiableSet());
        this.nots = bits(true);
        this.coming = bits(false);
    }

    private long bits(boolean not) {
        return steps.stream()
                .filter(step -> step.not() == not)
                .mapToLong(step -> 1L << step.input())
                .reduce(0, (a, b) -> a | b);
    }

    Correlation correlation() {
        return correlation;
    }

    Chain pattern() {
        return pattern;
    }

    /** In their order, groups opened. */
    List<Link.Single> steps() {
        return steps;
    }

    /** Inputs of what must not come. */
    long nots() {
        return nots;
    }

    /** Inputs of what must come. */
    long coming() {
        return coming;
    }

    KeyedMaps maps() {
        return maps;
    }

    /** Whether all that was to come has, and only what must not come is waited for. */
    boolean isPending(ComputationState partial) {
        return pending.contains(partial.getCurrentStateName());
    }

    NFAState newState() {
        return automaton.createInitialNFAState();
    }

    /** Works with the maps of a key. */
    <R> R with(List<Map<Object, Object>> key, Work<R> work) {
        maps.enter(key);
        SharedBufferAccessor<ChainEvent> accessor = buffer.getAccessor();
        try {
            R result = work.on(automaton, accessor);
            accessor.close(); // writes what it has changed into the key's maps
            return result;
        } catch (RuntimeException own) {
            throw own;
        } catch (Exception failed) {
            throw new IllegalStateException(
                    "Flink's engine failed on correlation " + correlation.name(), failed);
        }
    }

    /** Gives an event to a key's automaton; what is complete with it. */
    Collection<Map<String, List<ChainEvent>>> process(
            List<Map<Object, Object>> key, NFAState state, ChainEvent event) {
        return with(
                key,
                (nfa, accessor) ->
                        nfa.process(
                                accessor,
                                state,
                                event,
                                event.event().time(),
                                AfterMatchSkipStrategy.noSkip(),
                                () -> 0));
    }

    /** Tells a key's automaton the time; what is complete for nothing came. */
    Collection<Map<String, List<ChainEvent>>> advance(
            List<Map<Object, Object>> key, NFAState state, long time) {
        return with(
                key,
                (nfa, accessor) ->
                        nfa.advanceTime(accessor, state, time, AfterMatchSkipStrategy.noSkip()).f0);
    }
}
