// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import dev.saker.jobs.alert.AlertOutlet;
import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.stage.RaisedAlert.Place;
import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.run.CorrelationAlerts;
import dev.saker.rules.correlate.run.FoundView;
import dev.saker.rules.correlate.run.Keys;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.schemas.Alert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the alerts of one rule set on their way: to Kafka, or to the items about alerts that they
 * have to do with. Not thread-safe: one per task.
 */
public final class AlertRaising {
    private static final String HOST = "evt.hostname";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final CorrelationSet set;
    private final long version;
    private final boolean shadow;
    private final AlertOutlet alerts;
    private final List<AlertStage> stages;
    private final List<Keys> keys = new ArrayList<>();
    private final Map<Integer, Keys> ownKeys = new HashMap<>();
    private final Map<List<FieldRef>, Keys> commonKeys = new HashMap<>();

    /**
     * @param shadow whether the rule set is on trial
     */
    public AlertRaising(CorrelationSet set, long version, boolean shadow, AlertOutlet alerts) {
        this.set = set;
        this.version = version;
        this.shadow = shadow;
        this.alerts = alerts;
        this.stages = set.alertItems();
        stages.forEach(stage -> keys.add(Keys.ofAny(stage.common().by())));
        for (Correlation correlation : set.correlations()) {
            correlation
                    .throttle()
                    .ifPresent(own -> ownKeys.put(correlation.index(), Keys.ofAny(own.by())));
        }
    }

    /** A rule matched an event. */
    public void matched(Alert alert, EventView event, AlertOrder order, Outlet out) {
        raise(alert, event, Optional.empty(), Optional.empty(), order, out);
    }

    /** A correlation found something. */
    public void found(Match match, AlertOrder order, Outlet out) {
        Correlation correlation = set.correlations().get(match.correlation());
        raise(
                CorrelationAlerts.of(correlation, match, 0, version),
                new FoundView(correlation, match, 0),
                Optional.of(correlation),
                Optional.of(match),
                order,
                out);
    }

    private void raise(
            Alert alert,
            EventView fields,
            Optional<Correlation> correlation,
            Optional<Match> match,
            AlertOrder order,
            Outlet out) {
        if (!alerts.isDue(alert)) {
            return; // nor is it known to items, for the next would be held back by one never told
        }
        List<Place> throttles = new ArrayList<>();
        List<Place> incidents = new ArrayList<>();
        List<List<FieldRef>> throttledBy = new ArrayList<>();
        correlation
                .flatMap(Correlation::throttle)
                .ifPresent(
                        own -> {
                            Keys key = ownKeys.get(correlation.get().index());
                            throttles.add(new Place(RaisedAlert.OWN, key.of(fields)));
                            throttledBy.add(own.by());
                        });
        for (AlertStage stage : stages) {
            AlertStage.Common common = stage.common();
            Priority priority = Priority.values()[alert.priority()];
            if (!common.match().selects(alert.rule(), alert.tags(), priority)) {
                continue;
            }
            Place place = new Place(common.index(), keys.get(common.index()).of(fields));
            switch (stage.kind()) {
                case "risk" -> send(AlertWays.RISKS, place, alert, match, order, out);
                case "suppress" -> {
                    throttles.add(place);
                    throttledBy.add(common.by());
                }
                default -> incidents.add(place);
            }
        }
        if (throttles.isEmpty()) {
            alerts.send(alert, shadow, out);
            for (Place place : incidents) {
                send(AlertWays.INCIDENTS, place, alert, match, order, out);
            }
            return;
        }
        throttle(
                new RaisedAlert(alert, match, throttles, incidents),
                common(throttledBy),
                fields,
                order,
                out);
    }

    /**
     * All throttles of an alert are asked in one place: under its rule and the fields that all of
     * them go by.
     */
    private void throttle(
            RaisedAlert raised,
            List<FieldRef> common,
            EventView fields,
            AlertOrder order,
            Outlet out) {
        byte[] key = commonKeys.computeIfAbsent(common, Keys::ofAny).of(fields);
        boolean ofHost = common.stream().anyMatch(field -> field.name().equals(HOST));
        String address = Addresses.of(shadow, "throttle", raised.alert().rule(), common.toString());
        AlertSignal signal = signal(order, Addresses.with(address, key), RaisedAlert.OWN);
        signal.inOrder = order.arrivesInOrder() && ofHost;
        signal.body = raised.toBytes();
        out.aside(AlertWays.THROTTLES, signal, millis(order));
    }

    private static List<FieldRef> common(List<List<FieldRef>> throttledBy) {
        if (throttledBy.isEmpty()) {
            return List.of();
        }
        List<FieldRef> common = new ArrayList<>(throttledBy.get(0));
        throttledBy.forEach(common::retainAll);
        return common;
    }

    private void send(
            org.apache.flink.util.OutputTag<AlertSignal> way,
            Place place,
            Alert alert,
            Optional<Match> match,
            AlertOrder order,
            Outlet out) {
        AlertSignal signal =
                signal(order, key(stages.get(place.stage()), shadow, place.key()), place.stage());
        signal.body = new RaisedAlert(alert, match, List.of(), List.of(place)).toBytes();
        out.aside(way, signal, millis(order));
    }

    /** Under which an item keeps what it knows of a key. */
    static String key(AlertStage stage, boolean shadow, byte[] key) {
        AlertStage.Common common = stage.common();
        return Addresses.with(
                Addresses.of(shadow, stage.kind(), common.name(), common.by().toString()), key);
    }

    private AlertSignal signal(AlertOrder order, String key, int stage) {
        AlertSignal signal = new AlertSignal();
        signal.key = key;
        signal.version = version;
        signal.shadow = shadow;
        signal.stage = stage;
        signal.time = order.time();
        signal.ofEvent = order.ofEvent();
        signal.node = order.node();
        signal.sequence = order.sequence();
        signal.rank = order.rank();
        return signal;
    }

    private static long millis(AlertOrder order) {
        return Math.floorDiv(order.time(), NANOS_PER_MILLI);
    }
}
