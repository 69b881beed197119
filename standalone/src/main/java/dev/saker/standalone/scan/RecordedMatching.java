// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.collector.recording.ReplayHandler;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.correlate.run.CorrelationRun;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.match.RuleCost;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/** Holds the events of one recording against rules, as they come. Used once. */
final class RecordedMatching implements ReplayHandler {
    private final Matcher matcher;
    private final boolean strictFalco;
    private final MatchHandler handler;
    private final Slice node = new Slice();
    private SyscallEventView view;
    private CorrelationRun correlations;
    private String nodeName;

    /**
     * @param strictFalco whether fields that Falco answers by mistake are answered so here too
     */
    RecordedMatching(RuleSet rules, MatchMode mode, boolean strictFalco, MatchHandler handler) {
        this.matcher = new Matcher(rules.rules(), mode);
        this.strictFalco = strictFalco;
        this.handler = handler;
    }

    @Override
    public void onBegin(SyscallEventSource source) {
        view = new SyscallEventView(source, strictFalco);
    }

    /** Time goes on for correlations whatever happens. */
    @Override
    public boolean wants(int type) {
        return matcher.watches(type) || correlations != null;
    }

    @Override
    public void onEvent() {
        if (correlations != null) {
            correlations.time(view.time(), nodeName());
        }
        if (matcher.watches(view.type())) {
            view.reset();
            matcher.match(view, handler);
        }
        if (correlations != null) {
            view.reset();
            correlations.event(view, nodeName());
        }
    }

    /** Whom to hand every event to, whether rules are about it or not. */
    void drive(CorrelationRun run) {
        correlations = run;
    }

    /** A recording is one node's. */
    private String nodeName() {
        if (nodeName == null) {
            nodeName = node();
        }
        return nodeName;
    }

    /** The event at hand, lent. */
    EventView event() {
        return view;
    }

    /** Where the event at hand happened. */
    String node() {
        view.event().node(node);
        return node.toString();
    }

    RuleCost cost(Rule rule) {
        return matcher.cost(rule);
    }
}
