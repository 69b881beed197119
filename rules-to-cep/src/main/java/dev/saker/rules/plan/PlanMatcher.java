// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether an event can matter to any of several rule sets: to a rule or to a step of a
 * correlation. What hangs on a field that is not known here may. Not thread-safe: one per thread.
 */
public final class PlanMatcher implements MatchHandler {
    private final List<Matcher> matchers = new ArrayList<>();
    private boolean found;

    public PlanMatcher(List<RuleSet> ruleSets) {
        for (RuleSet rules : ruleSets) {
            matchers.add(new Matcher(rules, MatchMode.FIRST));
            List<Rule> steps = rules.correlations().conditions();
            if (!steps.isEmpty()) {
                matchers.add(new Matcher(steps, MatchMode.FIRST));
            }
        }
    }

    /** Whether any rule is about this event type: if not, the event need not be looked at. */
    public boolean watches(int type) {
        for (Matcher matcher : matchers) {
            if (matcher.watches(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some condition holds for the event, or may hold. */
    public boolean mayMatch(EventView event) {
        found = false;
        for (int i = 0; i < matchers.size() && !found; i++) {
            matchers.get(i).match(event, this);
        }
        return found;
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        found = true;
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {
        found = true;
    }
}
