// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
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
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's matcher of one rule set: holds an event against it and turns matches into records. */
final class EventMatching implements MatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventMatching.class);

    private final Matcher matcher;
    private final long version;
    private final MatchOutput output;
    private final RuleMetrics.OfRule[] rules;
    private final AvroEventView view = new AvroEventView();
    private final Slice node = new Slice();
    private final LogLimiter unknownLog = new LogLimiter();
    private Collector<OutgoingRecord> out;
    private boolean late;
    private boolean matched;

    EventMatching(
            RuleSpan.Version ruleSet, MatchMode mode, RuleMetrics metrics, MatchOutput output) {
        this.matcher = new Matcher(ruleSet.ruleSet(), mode);
        this.version = ruleSet.number();
        this.output = output;
        this.rules = metrics.of(ruleSet.ruleSet(), version, matcher);
        warnOfCorrelations(ruleSet);
    }

    private static void warnOfCorrelations(RuleSpan.Version ruleSet) {
        CorrelationSet items = ruleSet.ruleSet().correlations();
        if (!items.isEmpty()) {
            LOG.warn(
                    "rules over several events are not run live, only by saker scan: version={}"
                            + " correlations={} suppress_incident_risk={}",
                    ruleSet.number(),
                    items.correlations().size(),
                    items.alertItems().size());
        }
    }

    long version() {
        return version;
    }

    /** Whether any rule matches. */
    boolean match(EventRecord record, boolean isLate, Collector<OutgoingRecord> collector) {
        out = collector;
        late = isLate;
        matched = false;
        view.wrap(record.body, record.bodyOffset, record.body.length - record.bodyOffset);
        matcher.match(view, this);
        return matched;
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        matched = true;
        rules[rule.index()].hit(late);
        view.event().node(node);
        output.alert(Alerts.of(rule, event, node.toString(), version), out);
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {
        output.unknown();
        if (unknownLog.permits()) {
            LOG.warn(
                    "rule \"{}\" cannot be decided: its events come without {}; held_back={}",
                    rule.name(),
                    field,
                    unknownLog.restart());
        }
    }
}
