// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.EventView;
import java.util.List;

/**
 * Tells for each event which rules it matches. An event that matches nothing makes no object,
 * except where a rule asks for a regular expression or a pattern taken from the event. Not
 * thread-safe: one matcher per thread; matchers of one rule set share what was compiled.
 */
public final class Matcher {
    private final CompiledRules rules;
    private final boolean first;
    private final EventRegisters registers;
    private final PossibleRules index;
    private final RuleCounters counters;

    /** Whether the rules of the event at hand are timed. */
    private boolean isTimed;

    /** For rules that were undecided once, by index: tells what they hang on. */
    private final Interpreter[] interpreters;

    public Matcher(RuleSet ruleSet, MatchMode mode) {
        this(CompiledRules.of(ruleSet), mode);
    }

    /**
     * Rules and conditions of correlations' steps in one pass, so that what they have in common is
     * evaluated once. Told of all that match; a condition as a rule whose index is its place behind
     * the last of the rules.
     */
    public static Matcher withSteps(RuleSet ruleSet) {
        return new Matcher(CompiledRules.withSteps(ruleSet), MatchMode.ALL);
    }

    /**
     * The rules in their order of evaluation; those for other sources than syscalls never match.
     */
    public Matcher(List<Rule> rules, MatchMode mode) {
        this(new CompiledRules(rules, CompiledRules.INTERPRETED_TESTS, true), mode);
    }

    Matcher(CompiledRules rules, MatchMode mode) {
        this.rules = rules;
        first = mode == MatchMode.FIRST;
        registers = new EventRegisters(rules.operands());
        index = new PossibleRules(rules, registers);
        counters = new RuleCounters(rules.ordinals());
        interpreters = new Interpreter[rules.ordinals()];
    }

    /** Whether any rule is for this event type: if not, the event need not be decoded further. */
    public boolean watches(int type) {
        return rules.candidates(type).length > 0;
    }

    public void match(EventView event, MatchHandler handler) {
        Candidate[] candidates = rules.candidates(event.type());
        if (candidates.length == 0) {
            return;
        }
        registers.begin(event);
        isTimed = counters.isTimed();
        long[] possible = index.possible(event);
        if (possible == null) {
            matchAll(candidates, event, handler);
        } else {
            matchPossible(candidates, possible, event, handler);
        }
    }

    private void matchAll(Candidate[] candidates, EventView event, MatchHandler handler) {
        for (Candidate candidate : candidates) {
            if (isLast(candidate, event, handler)) {
                return;
            }
        }
    }

    private void matchPossible(
            Candidate[] candidates, long[] possible, EventView event, MatchHandler handler) {
        for (int word = 0; word < possible.length; word++) {
            for (long bits = possible[word]; bits != 0; bits &= bits - 1) {
                int place = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                if (isLast(candidates[place], event, handler)) {
                    return;
                }
            }
        }
    }

    /** Evaluates a rule; whether the event needs no further one. */
    private boolean isLast(Candidate candidate, EventView event, MatchHandler handler) {
        int outcome = counters.test(candidate, registers, isTimed);
        return outcome != Plan.FALSE && tell(candidate.rule(), outcome, event, handler);
    }

    /** Whether that was all there is to tell of the event. */
    private boolean tell(Rule rule, int outcome, EventView event, MatchHandler handler) {
        if (outcome == Plan.TRUE) {
            counters.matched(rule.index());
            handler.onMatch(rule, event);
            return first;
        }
        counters.unknown(rule.index());
        handler.onUnknown(rule, interpreter(rule).unknownField(event), event);
        return false;
    }

    private Interpreter interpreter(Rule rule) {
        Interpreter known = interpreters[rule.index()];
        if (known == null) {
            known = new Interpreter(rule);
            interpreters[rule.index()] = known;
        }
        return known;
    }

    /** What a rule has found and cost so far. */
    public RuleCost cost(Rule rule) {
        return counters.of(rule.index());
    }
}
