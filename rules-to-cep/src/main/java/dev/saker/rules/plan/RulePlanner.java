// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.check.FieldUses;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.check.SuggestedOutput;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Input;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.field.FieldGroups;
import dev.saker.rules.field.FieldRef;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Derives from a rule set what it asks of a sensor, and who asks for what. */
public final class RulePlanner {
    private static final int GENERIC = EventTable.get().byCodeName("PPME_GENERIC_X").code();
    private static final String SOURCE = "syscall";

    private final BitSet supported;
    private final BitSet highRate;
    private final SortedMap<Integer, EventPlan> events = new TreeMap<>();
    private final SortedMap<FieldGroup, SortedSet<String>> groups = new TreeMap<>();
    private final SortedSet<String> withoutType = new TreeSet<>();
    private final SortedSet<Long> conditions = new TreeSet<>();
    private Optional<Set<String>> generic = Optional.of(Set.of());

    private RulePlanner(BitSet supported, BitSet highRate) {
        this.supported = (BitSet) supported.clone();
        this.highRate = (BitSet) highRate.clone();
    }

    /**
     * @param supported codes of the events that can be sent at all
     * @param highRate those of them that a rule is told of only if it names them
     */
    public static RulePlan plan(RuleSet rules, BitSet supported, BitSet highRate) {
        RulePlanner planner = new RulePlanner(supported, highRate);
        rules.rules().forEach(planner::add);
        CorrelationSet correlations = rules.correlations();
        correlations.correlations().forEach(item -> planner.add(item, correlations));
        planner.addRest(rules.fieldGroups());
        return planner.made();
    }

    /** What each rule and correlation asks for by itself. */
    static Map<String, RulePlan> needs(RuleSet rules, BitSet supported, BitSet highRate) {
        Map<String, RulePlan> needs = new LinkedHashMap<>();
        for (Rule rule : rules.rules()) {
            RulePlanner planner = new RulePlanner(supported, highRate);
            planner.add(rule);
            needs.put("rule " + rule.name(), planner.made());
        }
        CorrelationSet correlations = rules.correlations();
        for (Correlation correlation : correlations.correlations()) {
            RulePlanner planner = new RulePlanner(supported, highRate);
            planner.add(correlation, correlations);
            needs.put("correlation " + correlation.name(), planner.made());
        }
        return needs;
    }

    private RulePlan made() {
        return new RulePlan(events, groups, generic, withoutType, conditions);
    }

    private void add(Rule rule) {
        String cause = "rule " + rule.name();
        addEvents(rule, cause);
        addFields(FieldUses.of(rule.condition()), cause);
        addOutput(rule.output(), rule.source(), FieldUses.of(rule.output()), cause);
    }

    /** What every output gets is nothing that a rule asks for. */
    private void addOutput(
            OutputFormat output, String source, List<FieldRef> fields, String cause) {
        Set<FieldRef> suggested = new HashSet<>();
        if (SuggestedOutput.isIn(output, source)) {
            suggested.addAll(SuggestedOutput.refs(source));
        }
        addFields(fields.stream().filter(field -> !suggested.contains(field)).toList(), cause);
        addFields(fields.stream().filter(suggested::contains).toList(), "every output");
    }

    private void add(Correlation correlation, CorrelationSet set) {
        String cause = "correlation " + correlation.name();
        for (Input input : correlation.inputs()) {
            Rule condition = set.conditions().get(input.rule());
            addEvents(condition, cause);
            addFields(FieldUses.of(condition.condition()), cause);
            addOutput(correlation.output(), correlation.source(), input.fields(), cause);
            addFields(input.key().stream().map(KeyField::ref).toList(), cause);
        }
    }

    private void addEvents(Rule rule, String cause) {
        if (!rule.source().equals(SOURCE)) {
            return;
        }
        conditions.add(RuleDigest.of(rule));
        BitSet codes = rule.eventCodes();
        BitSet unasked = (BitSet) highRate.clone();
        unasked.andNot(codes);
        if (unasked.isEmpty() && !highRate.isEmpty()) {
            withoutType.add(cause);
            codes.andNot(highRate);
        }
        codes.and(supported);
        if (codes.get(GENERIC)) {
            generic = GenericNames.both(generic, GenericNames.of(rule.condition()));
        }
        codes.stream().forEach(code -> addEvent(code, rule, cause));
    }

    private void addEvent(int code, Rule rule, String cause) {
        KernelFilter filter = FilterMaker.of(rule.condition(), code);
        if (!filter.terms().isEmpty()) {
            EventPlan plan = new EventPlan(code, filter, new TreeSet<>(Set.of(cause)));
            events.merge(code, plan, EventPlan::and);
        }
    }

    private void addFields(List<FieldRef> fields, String cause) {
        for (FieldRef field : fields) {
            for (FieldGroup group : FieldGroup.of(FieldGroups.of(field))) {
                addGroup(group, cause + " (" + field.name() + ")");
            }
        }
    }

    private void addGroup(FieldGroup group, String cause) {
        if (group.heavy()) {
            groups.computeIfAbsent(group, any -> new TreeSet<>()).add(cause);
        }
    }

    /** What else the set reads: what incidents and throttles go by. */
    private void addRest(int fieldGroups) {
        for (FieldGroup group : FieldGroup.of(fieldGroups)) {
            if (!groups.containsKey(group)) {
                addGroup(group, "other items");
            }
        }
    }
}
