// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.ruleset.RuleSetCache.Name;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.keyed.KeyStates;

/**
 * A correlation of one version of the rules, as an operator hosts it.
 *
 * @param address under which its state is kept: the same in another version as long as name and
 *     layout are
 * @param metrics of the name, over all versions
 */
record Hosted(
        Name version,
        Correlation correlation,
        KeyStates states,
        String address,
        CorrelationMetrics.OfCorrelation metrics) {

    /** Whether it tells of events that did not come, or of windows that are over. */
    boolean awaits() {
        return correlation.pattern().accept(new Awaits());
    }

    private record Awaits() implements Pattern.Visitor<Boolean> {
        @Override
        public Boolean visitAggregate(Pattern.Aggregate pattern) {
            return pattern.isToldAtEnd();
        }

        @Override
        public Boolean visitSequence(Pattern.Sequence pattern) {
            return !pattern.trailing().isEmpty();
        }

        @Override
        public Boolean visitChain(Pattern.Chain pattern) {
            return pattern.endsWithNot();
        }

        @Override
        public Boolean visitUnordered(Pattern.Unordered pattern) {
            return !pattern.nots().isEmpty();
        }

        @Override
        public Boolean visitFirstSeen(Pattern.FirstSeen pattern) {
            return false;
        }
    }

    static String address(boolean shadow, Correlation correlation) {
        return Addresses.of(shadow, "correlation", correlation.name(), correlation.layout());
    }
}
