// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.FieldUses;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.MatchView;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.ConditionTest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * Whether an event fits a step, given the events before it. Flink insists on writing conditions to
 * bytes to see that it could; none of ours is ever read from them.
 */
final class StepCondition extends IterativeCondition<ChainEvent> {

    private static final long serialVersionUID = 1;

    private final int input;
    private final long withinNanos;
    private final String id;
    private final int copy;
    private final String[] before;

    /** Stages of the steps that the condition asks about. */
    private final String[] asked;

    private final transient ConditionTest where;
    private final transient MatchView view = new MatchView();

    /**
     * @param copy of the step, of those that stand for it
     * @param before stages that may have come by then
     */
    StepCondition(Link.Single step, int copy, List<String> before) {
        input = step.input();
        withinNanos = step.withinNanos();
        id = step.id();
        this.copy = copy;
        this.before = before.toArray(new String[0]);
        where = step.where().map(ConditionTest::new).orElse(null);
        Set<String> steps = step.where().map(StepCondition::steps).orElse(Set.of());
        asked =
                before.stream()
                        .filter(stage -> steps.contains(ChainMatch.step(stage)))
                        .toArray(String[]::new);
    }

    private static Set<String> steps(Condition condition) {
        Set<String> steps = new LinkedHashSet<>();
        for (FieldRef field : FieldUses.of(condition)) {
            if (!field.name().startsWith(field.field().name())) {
                steps.add(field.name().substring(0, field.name().indexOf('.')));
            }
        }
        return steps;
    }

    @Override
    public boolean filter(ChainEvent event, Context<ChainEvent> context) throws Exception {
        return event.matches(input) && isInTime(event, context) && holds(event, context);
    }

    private boolean isInTime(ChainEvent event, Context<ChainEvent> context) throws Exception {
        if (withinNanos == 0 || copy > 0 || last(id, context) != null) {
            return true; // a step's own bound is for its first event
        }
        ChainEvent newest = null;
        for (String stage : before) {
            ChainEvent one = last(stage, context);
            newest = one != null && (newest == null || one.order() > newest.order()) ? one : newest;
        }
        return newest == null || event.event().time() - newest.event().time() <= withinNanos;
    }

    private boolean holds(ChainEvent event, Context<ChainEvent> context) throws Exception {
        if (where == null) {
            return true;
        }
        Map<String, StepEvent> steps = new HashMap<>();
        for (String stage : asked) {
            ChainEvent one = last(stage, context);
            if (one != null) {
                steps.put(ChainMatch.step(stage), one.event());
            }
        }
        view.set(event.event(), steps);
        return where.holds(view);
    }

    private static ChainEvent last(String stage, Context<ChainEvent> context) throws Exception {
        ChainEvent last = null;
        for (ChainEvent event : context.getEventsForPattern(stage)) {
            last = event;
        }
        return last;
    }
}
