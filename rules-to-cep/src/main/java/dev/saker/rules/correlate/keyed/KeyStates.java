// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.WindowKind;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import java.util.function.Function;

/** Makes the states of one correlation. */
public final class KeyStates {

    /** Of stored state; another one is not read. */
    static final int FORMAT = 1;

    private final Correlation correlation;
    private final Function<byte[], KeyState> states;

    public KeyStates(Correlation correlation) {
        this.correlation = correlation;
        this.states = correlation.pattern().accept(new Maker(correlation));
    }

    /** A key that nothing is known of. */
    public KeyState create(byte[] key) {
        return states.apply(key);
    }

    /**
     * A key as it was stored.
     *
     * @throws IllegalStateException if it was not stored for this layout of this correlation
     */
    public KeyState read(byte[] key, byte[] stored) {
        StateReader in = new StateReader(stored);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "state of " + correlation.name() + " has format " + format + ", not " + FORMAT);
        }
        KeyState state = states.apply(key);
        state.read(in);
        return state;
    }

    private record Maker(Correlation correlation)
            implements Pattern.Visitor<Function<byte[], KeyState>> {

        @Override
        public Function<byte[], KeyState> visitAggregate(Pattern.Aggregate pattern) {
            Found found = new Found(correlation);
            if (pattern.window() != WindowKind.SLIDING) {
                return key -> new WindowState(pattern, found, key);
            }
            if (pattern.isInPanes()) {
                return key -> new PanesState(pattern, found, key);
            }
            if (pattern.latenessNanos() > 0) {
                return key -> new LateCountState(pattern, found, key);
            }
            return pattern.type() == CorrelationType.EVENT_COUNT
                    ? key -> new RingState(pattern, found, key)
                    : key -> new DistinctState(pattern, found, key);
        }

        @Override
        public Function<byte[], KeyState> visitSequence(Pattern.Sequence pattern) {
            SequencePlan plan = new SequencePlan(pattern, correlation);
            return key -> new SequenceState(plan, key);
        }

        @Override
        public Function<byte[], KeyState> visitChain(Pattern.Chain pattern) {
            SequenceEngine engine =
                    SequenceEngine.find()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "correlation "
                                                            + correlation.name()
                                                            + " asks for engine: cep, which needs"
                                                            + " flink-cep on the class path"));
            return engine.states(correlation, pattern);
        }

        @Override
        public Function<byte[], KeyState> visitUnordered(Pattern.Unordered pattern) {
            Found found = new Found(correlation);
            return key -> new UnorderedState(pattern, found, key);
        }

        @Override
        public Function<byte[], KeyState> visitFirstSeen(Pattern.FirstSeen pattern) {
            Found found = new Found(correlation);
            return key -> new FirstSeenState(pattern, found, key);
        }
    }
}
