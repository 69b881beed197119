// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.scap.EventTable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule set made ready for matching: for each event type its rules as plans. Immutable but for
 * what threads may find out twice, so that all matchers of a rule set share one.
 */
final class CompiledRules {
    /** A condition that has been evaluated so often becomes bytecode. */
    static final int INTERPRETED_TESTS = 500;

    /** A rule for more types than this is made ready once, for any type. */
    private static final int MOST_SPECIALIZED_TYPES = 64;

    /** Below this a kept outcome costs as much as the test. */
    private static final int LEAST_SHARED_COST = 4;

    private static final String SOURCE = "syscall";
    private static final Candidate[] NO_RULES = {};
    private static final Map<Key, WeakReference<CompiledRules>> KNOWN = new HashMap<>();

    /** What two rule sets that are one have in common. */
    private record Key(String fingerprint, List<String> activeRules) {
        // By hand: see FieldRef.

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && fingerprint.equals(key.fingerprint)
                    && activeRules.equals(key.activeRules);
        }

        @Override
        public int hashCode() {
            return fingerprint.hashCode();
        }
    }

    private final OperandTable operands = new OperandTable();
    private final RuleIndex index;
    private final TypeFilters[] filters = new TypeFilters[EventTable.get().size()];
    private final Candidate[][] byType = new Candidate[EventTable.get().size()][];
    private final int ordinals;

    /**
     * The rules in their order of evaluation; those for other sources than syscalls never match.
     *
     * @param interpretedTests how often a condition is evaluated before it becomes bytecode
     * @param indexed whether rules are kept away from events that cannot match them
     */
    CompiledRules(List<Rule> rules, int interpretedTests, boolean indexed) {
        ordinals = rules.stream().mapToInt(Rule::index).max().orElse(-1) + 1;
        Builder builder = new Builder(interpretedTests);
        builder.build(rules);
        index = new RuleIndex(builder.maker.leaves(), operands.operands());
        FilterMaker maker = new FilterMaker(index);
        for (int type = 0; type < filters.length; type++) {
            filters[type] = indexed ? maker.of(byType[type]) : TypeFilters.NONE;
        }
    }

    /** One for all matchers of this virtual machine that ask for the same rules. */
    static CompiledRules of(RuleSet ruleSet) {
        return of(ruleSet, ruleSet.rules());
    }

    /** The same of rules and conditions of steps together, numbered behind the rules. */
    static CompiledRules withSteps(RuleSet ruleSet) {
        List<Rule> all = new ArrayList<>(ruleSet.rules());
        ruleSet.correlations().conditions().forEach(step -> all.add(step.withIndex(all.size())));
        return of(ruleSet, all);
    }

    private static CompiledRules of(RuleSet ruleSet, List<Rule> rules) {
        Key key = new Key(ruleSet.fingerprint(), rules.stream().map(Rule::name).toList());
        synchronized (KNOWN) {
            KNOWN.values().removeIf(reference -> reference.get() == null);
            WeakReference<CompiledRules> reference = KNOWN.get(key);
            CompiledRules known = reference == null ? null : reference.get();
            if (known == null) {
                known = new CompiledRules(rules, INTERPRETED_TESTS, true);
                KNOWN.put(key, new WeakReference<>(known));
            }
            return known;
        }
    }

    OperandTable operands() {
        return operands;
    }

    RuleIndex index() {
        return index;
    }

    /** What keeps rules away, by event type. Lent. */
    TypeFilters[] filters() {
        return filters;
    }

    /** One more than the greatest index of a rule. */
    int ordinals() {
        return ordinals;
    }

    /** The rules for an event type, in their order of evaluation. Lent. */
    Candidate[] candidates(int type) {
        return type >= 0 && type < byType.length ? byType[type] : NO_RULES;
    }

    /** Works once, when the rules are compiled. */
    private final class Builder {
        private final PlanMaker maker = new PlanMaker(operands);
        private final BytecodeCompiler compiler = new BytecodeCompiler();
        private final Map<Rule, Plan> plans = new IdentityHashMap<>();
        private final Map<Rule, Plan> plansForAnyType = new IdentityHashMap<>();
        private final int interpretedTests;

        Builder(int interpretedTests) {
            this.interpretedTests = interpretedTests;
        }

        void build(List<Rule> rules) {
            List<Rule> own = rules.stream().filter(rule -> rule.source().equals(SOURCE)).toList();
            own.forEach(rule -> plans.put(rule, maker.make(rule.condition())));
            TypeSpecializer forAnyType = specializer(TypeSpecializer.ANY_TYPE);
            own.stream()
                    .filter(rule -> rule.eventCodes().cardinality() > MOST_SPECIALIZED_TYPES)
                    .forEach(rule -> plansForAnyType.put(rule, specialize(forAnyType, rule)));
            List<List<Rule>> rulesByType = byType(own);
            for (int type = 0; type < byType.length; type++) {
                byType[type] = candidates(type, rulesByType.get(type));
                share(byType[type]);
            }
        }

        private List<List<Rule>> byType(List<Rule> rules) {
            List<List<Rule>> rulesByType = new ArrayList<>();
            for (int type = 0; type < byType.length; type++) {
                rulesByType.add(new ArrayList<>());
            }
            for (Rule rule : rules) {
                rule.eventCodes().stream().forEach(type -> rulesByType.get(type).add(rule));
            }
            return rulesByType;
        }

        private TypeSpecializer specializer(int type) {
            return new TypeSpecializer(type, maker, operands.fields());
        }

        private Plan specialize(TypeSpecializer specializer, Rule rule) {
            return specializer.specialize(plans.get(rule));
        }

        private Candidate[] candidates(int type, List<Rule> rules) {
            if (rules.isEmpty()) {
                return NO_RULES;
            }
            TypeSpecializer specializer = specializer(type);
            List<Candidate> candidates = new ArrayList<>();
            for (Rule rule : rules) {
                Plan plan = plansForAnyType.get(rule);
                if (plan == null) {
                    plan = specialize(specializer, rule);
                }
                if (plan != Plan.Constant.NEVER) {
                    candidates.add(new Candidate(rule, plan, compiler, interpretedTests));
                }
            }
            return candidates.toArray(Candidate[]::new);
        }

        /** What several rules of a type have in common is evaluated once per event. */
        private void share(Candidate[] candidates) {
            if (candidates.length == 0) {
                return;
            }
            boolean[] seen = new boolean[maker.count()];
            for (Candidate candidate : candidates) {
                share(candidate.plan(), seen);
            }
        }

        /** The parts of what was seen before are shared through the whole: not looked at again. */
        private void share(Plan plan, boolean[] seen) {
            if (seen[plan.id()]) {
                boolean kept = plan.sharedSlot() != Plan.NOT_SHARED;
                if (!kept && plan.cost() >= LEAST_SHARED_COST) {
                    plan.share(operands.sharedSlot());
                }
                return;
            }
            seen[plan.id()] = true;
            if (plan instanceof Negation negation) {
                share(negation.term(), seen);
            } else if (plan instanceof Junction junction) {
                for (Plan term : junction.terms()) {
                    share(term, seen);
                }
            }
        }
    }
}
