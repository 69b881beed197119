// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.MatchView;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.match.ConditionTest;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence laid out: a step that is to come n times is n places, one behind the other. Shared by
 * the states of all keys of a thread.
 */
final class SequencePlan {

    private final Pattern.Sequence pattern;
    private final Correlation correlation;
    private final int beginnings;
    private final boolean choosesWhatEnds;
    private final int[] stepOfPlace;
    private final ConditionTest[] where;
    private final Map<Pattern.Not, ConditionTest> whereNot = new IdentityHashMap<>();
    private final MatchView view = new MatchView();

    SequencePlan(Pattern.Sequence pattern, Correlation correlation) {
        this.pattern = pattern;
        this.correlation = correlation;
        this.beginnings = pattern.newestIsEnough() ? 1 : correlation.limits().partials();
        this.choosesWhatEnds = pattern.choosesWhatEnds();
        this.stepOfPlace = new int[pattern.steps().stream().mapToInt(Pattern.Step::count).sum()];
        this.where = new ConditionTest[pattern.steps().size()];
        int place = 0;
        for (int step = 0; step < where.length; step++) {
            Pattern.Step written = pattern.steps().get(step);
            where[step] = written.where().map(ConditionTest::new).orElse(null);
            written.notBefore().forEach(this::prepare);
            for (int i = 0; i < written.count(); i++) {
                stepOfPlace[place++] = step;
            }
        }
        pattern.trailing().forEach(this::prepare);
    }

    private void prepare(Pattern.Not not) {
        not.where().ifPresent(condition -> whereNot.put(not, new ConditionTest(condition)));
    }

    Pattern.Sequence pattern() {
        return pattern;
    }

    Correlation correlation() {
        return correlation;
    }

    int places() {
        return stepOfPlace.length;
    }

    int step(int place) {
        return stepOfPlace[place];
    }

    boolean isFirstOfStep(int place) {
        return place == 0 || stepOfPlace[place - 1] != stepOfPlace[place];
    }

    boolean isLastOfStep(int place) {
        return place + 1 == stepOfPlace.length || stepOfPlace[place + 1] != stepOfPlace[place];
    }

    /** How many beginnings are kept at a place. */
    int beginnings() {
        return beginnings;
    }

    /** Whether what may not come at the end hangs on the events before it. */
    boolean choosesWhatEnds() {
        return choosesWhatEnds;
    }

    /** Whether the event fits the step, given the events of those before. */
    boolean fits(int step, StepEvent[] before, Hit hit) {
        return hit.matches(pattern.steps().get(step).input()) && holds(where[step], before, hit);
    }

    /** Takes out those behind which the event may not come. */
    void end(List<Beginning> beginnings, List<Pattern.Not> nots, Hit hit) {
        for (Pattern.Not not : nots) {
            if (hit.matches(not.input())) {
                ConditionTest condition = whereNot.get(not);
                beginnings.removeIf(one -> holds(condition, one.events(), hit));
            }
        }
    }

    private boolean holds(ConditionTest condition, StepEvent[] before, Hit hit) {
        if (condition == null) {
            return true;
        }
        view.set(hit.event(), byId(before));
        return condition.holds(view);
    }

    /** The events of a beginning by the ids of their steps. */
    Map<String, StepEvent> byId(StepEvent[] events) {
        Map<String, StepEvent> byId = new HashMap<>();
        for (int step = 0; step < events.length; step++) {
            if (events[step] != null) {
                byId.put(id(step), events[step]);
            }
        }
        return byId;
    }

    private String id(int step) {
        return correlation.inputs().get(pattern.steps().get(step).input()).id();
    }

    static boolean matchesAny(List<Integer> inputs, Hit hit) {
        for (int input : inputs) {
            if (hit.matches(input)) {
                return true;
            }
        }
        return false;
    }
}
