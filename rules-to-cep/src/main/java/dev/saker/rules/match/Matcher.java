// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.EventView;
import dev.saker.scap.EventTable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells for each event which rules it matches. Rules are filed by event type and compiled for it;
 * an event that matches nothing makes no object, except where a rule asks for a regular expression
 * or a pattern taken from the event. Not thread-safe: one matcher per thread, over one shared rule
 * set.
 */
public final class Matcher {
    /** A rule for more types than this is compiled once, for any type. */
    private static final int MOST_SPECIALIZED_TYPES = 64;

    private static final String SOURCE = "syscall";
    private static final CompiledRule[] NO_RULES = {};

    private final CompiledRule[][] byType;
    private final boolean first;
    private final EventRegisters registers = new EventRegisters();
    private final long[] matches;
    private final long[] unknowns;

    /** A rule's condition for one event type. */
    private record CompiledRule(Rule rule, Node condition) {}

    public Matcher(RuleSet ruleSet, MatchMode mode) {
        this(ruleSet.rules(), mode);
    }

    /**
     * The rules in their order of evaluation; those for other sources than syscalls never match.
     */
    public Matcher(List<Rule> rules, MatchMode mode) {
        first = mode == MatchMode.FIRST;
        int ordinals = rules.stream().mapToInt(Rule::index).max().orElse(-1) + 1;
        matches = new long[ordinals];
        unknowns = new long[ordinals];
        byType = compile(rules.stream().filter(rule -> rule.source().equals(SOURCE)).toList());
    }

    /** Whether any rule is for this event type: if not, the event need not be decoded further. */
    public boolean watches(int type) {
        return type >= 0 && type < byType.length && byType[type].length > 0;
    }

    public void match(EventView event, MatchHandler handler) {
        int type = event.type();
        if (!watches(type)) {
            return;
        }
        registers.begin(event);
        for (CompiledRule candidate : byType[type]) {
            Truth truth = candidate.condition.test(registers);
            if (truth == Truth.TRUE) {
                matches[candidate.rule.index()]++;
                handler.onMatch(candidate.rule, event);
                if (first) {
                    return;
                }
            } else if (truth == Truth.UNKNOWN) {
                unknowns[candidate.rule.index()]++;
                handler.onUnknown(
                        candidate.rule, candidate.condition.unknownField(registers), event);
            }
        }
    }

    /** How many events have matched a rule. */
    public long matches(Rule rule) {
        return matches[rule.index()];
    }

    /** For how many events it was left open whether a rule matches. */
    public long unknowns(Rule rule) {
        return unknowns[rule.index()];
    }

    private CompiledRule[][] compile(List<Rule> rules) {
        CompiledRule[][] compiled = new CompiledRule[EventTable.get().size()][];
        Map<Rule, Node> forAnyType = compileForAnyType(rules);
        for (int type = 0; type < compiled.length; type++) {
            compiled[type] = compileFor(type, rules, forAnyType);
        }
        return compiled;
    }

    private Map<Rule, Node> compileForAnyType(List<Rule> rules) {
        List<Rule> wide = rules.stream().filter(Matcher::isWide).toList();
        Specializer specializer =
                new Specializer(Specializer.ANY_TYPE, registers, SharedConditions.count(wide));
        Map<Rule, Node> nodes = new IdentityHashMap<>();
        wide.forEach(rule -> nodes.put(rule, specializer.compile(rule.condition())));
        return nodes;
    }

    private CompiledRule[] compileFor(int type, List<Rule> rules, Map<Rule, Node> forAnyType) {
        List<Rule> candidates = rules.stream().filter(rule -> rule.eventCodes().get(type)).toList();
        if (candidates.isEmpty()) {
            return NO_RULES;
        }
        Specializer specializer =
                new Specializer(type, registers, SharedConditions.count(candidates));
        List<CompiledRule> compiled = new ArrayList<>();
        for (Rule rule : candidates) {
            Node node = forAnyType.get(rule);
            if (node == null) {
                node = specializer.compile(rule.condition());
            }
            if (node != Nodes.Constant.FALSE) {
                compiled.add(new CompiledRule(rule, node));
            }
        }
        return compiled.toArray(CompiledRule[]::new);
    }

    private static boolean isWide(Rule rule) {
        return rule.eventCodes().cardinality() > MOST_SPECIALIZED_TYPES;
    }
}
