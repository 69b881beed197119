// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.Slice;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task's matcher: holds an event against the rules and turns matches into records. */
final class EventMatching implements MatchHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventMatching.class);

    private final Matcher matcher;
    private final long ruleSetVersion;
    private final MatchCounters counters;
    private final AlertRecords records;
    private final Counter[] hits;
    private final AvroEventView view = new AvroEventView();
    private final Slice node = new Slice();
    private final LogLimiter unknownLog = new LogLimiter();
    private Collector<OutgoingRecord> out;
    private boolean matched;

    EventMatching(
            RuleSet ruleSet,
            long ruleSetVersion,
            MatchMode mode,
            AlertRecords records,
            MatchCounters counters,
            MetricGroup metrics) {
        this.matcher = new Matcher(ruleSet, mode);
        this.ruleSetVersion = ruleSetVersion;
        this.records = records;
        this.counters = counters;
        this.hits = hits(ruleSet, metrics);
        tellCosts(ruleSet, metrics);
    }

    void match(EventRecord record, Collector<OutgoingRecord> collector) {
        out = collector;
        matched = false;
        view.wrap(record.body, record.bodyOffset, record.body.length - record.bodyOffset);
        matcher.match(view, this);
        if (matched) {
            counters.matched();
        }
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        matched = true;
        counters.alert();
        hits[rule.index()].inc();
        view.event().node(node);
        Alert alert = Alerts.of(rule, event, node.toString(), ruleSetVersion);
        out.collect(records.avro(alert));
        out.collect(records.json(alert));
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {
        counters.unknown();
        if (unknownLog.permits()) {
            LOG.warn(
                    "rule \"{}\" cannot be decided: its events come without {}; held_back={}",
                    rule.name(),
                    field,
                    unknownLog.restart());
        }
    }

    /** One evaluation in a thousand is timed: enough to tell a dear rule from a cheap one. */
    private void tellCosts(RuleSet ruleSet, MetricGroup metrics) {
        for (Rule rule : ruleSet.rules()) {
            MetricGroup group = metrics.addGroup("rule", rule.name());
            Gauge<Long> evaluations = () -> matcher.cost(rule).evaluations();
            Gauge<Long> nanos = () -> matcher.cost(rule).estimatedNanos();
            group.gauge("evaluations", evaluations);
            group.gauge("cost_ns", nanos);
        }
    }

    private static Counter[] hits(RuleSet ruleSet, MetricGroup metrics) {
        int count = ruleSet.rules().stream().mapToInt(Rule::index).max().orElse(-1) + 1;
        Counter[] hits = new Counter[count];
        for (Rule rule : ruleSet.rules()) {
            hits[rule.index()] = metrics.addGroup("rule", rule.name()).counter("hits");
        }
        return hits;
    }
}
