// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.correlate.StepHits;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.ruleset.LogLimiter;
import dev.saker.jobs.stage.AlertOrder;
import dev.saker.jobs.stage.AlertRaising;
import dev.saker.rules.Rule;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Slice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's matcher of one rule set: holds an event against its rules and the steps of its
 * correlations.
 */
final class EventMatching implements MatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventMatching.class);

    private final Matcher matcher;
    private final StepHits steps;
    private final AlertRaising raising;
    private final long version;
    private final boolean shadow;
    private final MatchTask task;
    private final RuleMetrics.OfRule[] rules;
    private final AvroEventView view = new AvroEventView();
    private final Slice node = new Slice();
    private final LogLimiter unknownLog = new LogLimiter();
    private EventAtHand event;
    private Outlet out;
    private int matched;

    /**
     * @param shadow whether the rule set is on trial
     */
    EventMatching(RuleSpan.Version ruleSet, boolean shadow, RuleMetrics metrics, MatchTask task) {
        CorrelationSet items = ruleSet.ruleSet().correlations();
        boolean hasSteps = !items.correlations().isEmpty();
        // In one pass, but where the first rule that matches ends it.
        boolean together = hasSteps && task.mode() == MatchMode.ALL;
        this.matcher =
                together
                        ? Matcher.withSteps(ruleSet.ruleSet())
                        : new Matcher(ruleSet.ruleSet(), task.mode());
        this.version = ruleSet.number();
        this.shadow = shadow;
        this.task = task;
        this.rules = metrics.of(ruleSet.ruleSet(), version, matcher);
        this.raising = new AlertRaising(items, version, shadow, task.alerts());
        this.steps =
                hasSteps
                        ? new StepHits(items, version, shadow, task.correlations(shadow), together)
                        : null;
    }

    long version() {
        return version;
    }

    /** Whether any rule matches. */
    boolean match(EventAtHand atHand, Outlet outlet) {
        event = atHand;
        out = outlet;
        matched = 0;
        EventRecord record = atHand.record();
        view.wrap(record.body, record.bodyOffset, record.body.length - record.bodyOffset);
        matcher.match(view, this);
        if (steps != null && steps.watches(view.type())) {
            boolean behind = steps.match(view, stepsAt(record), out);
            if (behind && !shadow) {
                task.behind(record, out);
            }
        }
        return matched > 0;
    }

    private StepHits.At stepsAt(EventRecord record) {
        return new StepHits.At(
                this::node,
                record.countedTime(),
                event.run(),
                event.sequence(),
                event.late(),
                event.behind());
    }

    private String node() {
        view.event().node(node);
        return node.toString();
    }

    @Override
    public void onMatch(Rule rule, EventView matching) {
        if (rule.index() >= rules.length) {
            steps.met(rule.index() - rules.length);
            return;
        }
        rules[rule.index()].hit(event.late());
        String name = node();
        raising.matched(
                Alerts.of(rule, matching, name, version),
                matching,
                AlertOrder.ofRule(event.record().countedTime(), name, event.sequence(), matched++),
                out);
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView undecided) {
        if (rule.index() >= rules.length) {
            steps.unknown();
            return;
        }
        if (shadow) {
            return; // the set in force is told of the fields that its own rules lack
        }
        task.counters().unknown();
        if (unknownLog.permits()) {
            LOG.warn(
                    "rule \"{}\" cannot be decided: its events come without {}; held_back={}",
                    rule.name(),
                    field,
                    unknownLog.restart());
        }
    }
}
