// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.SequenceEngine;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.MalformedPatternException;

/** Flink CEP as the engine of sequences. */
public final class FlinkEngine implements SequenceEngine {

    @Override
    public Optional<String> problem(Pattern.Chain pattern) {
        try {
            NFACompiler.compileFactory(PatternLowering.lower(pattern), false);
            return Optional.empty();
        } catch (MalformedPatternException
                | UnsupportedOperationException
                | IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Function<byte[], KeyState> states(Correlation correlation, Pattern.Chain pattern) {
        ChainPlan plan = new ChainPlan(correlation, pattern);
        return key -> new ChainState(plan, key);
    }
}
