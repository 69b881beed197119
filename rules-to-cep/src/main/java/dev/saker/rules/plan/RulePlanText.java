// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.JsonText;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The plan of a rule set for people and as JSON: what is asked of each level, and by whom. */
public final class RulePlanText {
    private static final String GENERIC = "syscall";

    private final RulePlan plan;
    private final SortedMap<Integer, KernelFilter> state = new TreeMap<>();
    private final int rules;
    private final int steps;

    /**
     * @param stateEvents codes of what is captured for the host's state whatever rules say
     * @param forState which system calls of a type the state needs
     */
    public RulePlanText(
            RulePlan plan,
            RuleSet ruleSet,
            BitSet stateEvents,
            IntFunction<KernelFilter> forState) {
        this.plan = plan;
        this.rules = ruleSet.rules().size();
        this.steps = ruleSet.correlations().conditions().size();
        stateEvents.stream().forEach(code -> state.put(code, forState.apply(code)));
    }

    /** What the kernel sends of a type. */
    private KernelFilter inForce(EventPlan event) {
        KernelFilter forState = state.getOrDefault(event.code(), KernelFilter.NONE);
        return event.filter().or(forState);
    }

    private List<EventPlan> events() {
        return plan.events().values().stream()
                .sorted(Comparator.comparing(EventPlan::name).thenComparing(EventPlan::code))
                .toList();
    }

    private SortedSet<String> stateOnly() {
        SortedSet<String> names = new TreeSet<>();
        for (int code : state.keySet()) {
            if (!plan.events().containsKey(code)) {
                names.add(EventTable.get().event(code).name());
            }
        }
        return names;
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        out.append("1. events that rules are about, and what the kernel sends of them:\n");
        events().forEach(event -> appendEvent(out, event));
        out.append("\n   for the state of the host alone:\n");
        appendWords(out, stateOnly());
        out.append("\n   heavy groups of fields:\n");
        if (plan.groups().isEmpty()) {
            out.append("     none\n");
        }
        plan.groups().forEach((group, causes) -> appendGroup(out, group, causes));
        appendWithoutType(out);
        out.append(
                String.format(
                        "%n2. the kernel's filter stands behind each event above.%n"
                                + "%n3. in the collector an event leaves only if one of %d rules and %d"
                                + " steps of correlations holds for it, or may hold.%n",
                        rules, steps));
        return out.toString();
    }

    private void appendEvent(StringBuilder out, EventPlan event) {
        out.append("   ").append(event.name()).append(": ").append(inForce(event)).append('\n');
        if (event.name().equals(GENERIC)) {
            out.append("       of the system calls ")
                    .append(plan.generic().map(names -> String.join(", ", names)).orElse("all"))
                    .append('\n');
        }
        boolean isStateToo = state.containsKey(event.code());
        if (isStateToo && !inForce(event).equals(event.filter())) {
            out.append("       rules alone: ").append(event.filter()).append('\n');
        }
        event.causes().forEach(cause -> out.append("       ").append(cause).append('\n'));
    }

    private static void appendGroup(StringBuilder out, FieldGroup group, SortedSet<String> causes) {
        out.append("     ").append(group.name().toLowerCase(Locale.ROOT)).append('\n');
        causes.forEach(cause -> out.append("       ").append(cause).append('\n'));
    }

    private void appendWithoutType(StringBuilder out) {
        if (!plan.withoutType().isEmpty()) {
            out.append("\n   name no event type, and are not told of those of high rate:\n");
            plan.withoutType().forEach(cause -> out.append("     ").append(cause).append('\n'));
        }
    }

    private static void appendWords(StringBuilder out, SortedSet<String> words) {
        StringBuilder line = new StringBuilder("    ");
        for (String word : words) {
            if (line.length() + word.length() + 1 > 96) {
                out.append(line).append('\n');
                line = new StringBuilder("    ");
            }
            line.append(' ').append(word);
        }
        out.append(line).append('\n');
    }

    public String json() {
        JsonText out = new JsonText();
        out.beginObject().name("events").beginArray();
        for (EventPlan event : events()) {
            out.beginObject();
            out.name("type").text(event.name()).name("code").number(event.code());
            out.name("kernel").texts(terms(inForce(event)));
            out.name("kernel_for_rules").texts(terms(event.filter()));
            out.name("state").bool(state.containsKey(event.code()));
            out.name("causes").texts(event.causes()).endObject();
        }
        out.endArray().name("state_only").texts(stateOnly());
        out.name("generic");
        plan.generic().ifPresentOrElse(out::texts, out::nothing);
        out.name("fields").beginObject();
        plan.groups()
                .forEach(
                        (group, causes) ->
                                out.name(group.name().toLowerCase(Locale.ROOT)).texts(causes));
        out.endObject().name("without_event_type").texts(plan.withoutType());
        out.name("matched").beginObject().name("rules").number(rules);
        return out.name("steps").number(steps).endObject().endObject().toString();
    }

    private static List<String> terms(KernelFilter filter) {
        return filter.terms().stream().map(KernelTerm::toString).toList();
    }
}
