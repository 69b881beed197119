// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.keyed.IncidentState;
import dev.saker.rules.correlate.keyed.RiskState;
import dev.saker.rules.correlate.keyed.ThrottleState;
import dev.saker.rules.event.EventView;
import dev.saker.schemas.Alert;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What is done with alerts, in memory: risk counts all of them, suppression lets some through, and
 * what gets through joins incidents.
 */
public final class AlertStages {

    private final List<AlertStage> stages;
    private final List<Keys> keys = new ArrayList<>();
    private final Map<Integer, Keys> ownKeys = new HashMap<>();
    private final Map<Slot, ThrottleState> throttles = new HashMap<>();
    private final Map<Slot, RiskState> risks = new HashMap<>();
    private final Map<Slot, IncidentState> incidents = new LinkedHashMap<>();
    private final Consumer<Alert> out;
    private final long ruleSetVersion;
    private long suppressed;

    /** One state: of a stage, for a rule where that matters, for a key. */
    private record Slot(String stage, String rule, ByteBuffer key) {}

    /**
     * An alert that is not made yet, for how it reads hangs on what was suppressed before it.
     *
     * @param keys of its event, or of what was found
     * @param correlation that found it, if it is not a rule's
     * @param make given how many like it were held back
     */
    public record Raised(
            String rule,
            Priority priority,
            List<String> tags,
            long time,
            Function<Keys, byte[]> keys,
            Optional<Correlation> correlation,
            LongFunction<Alert> make) {}

    /**
     * @param out is given the alerts that get through, and those the stages raise
     */
    public AlertStages(CorrelationSet set, long ruleSetVersion, Consumer<Alert> out) {
        this.stages = set.alertItems();
        this.ruleSetVersion = ruleSetVersion;
        this.out = out;
        stages.forEach(stage -> keys.add(Keys.ofAny(stage.common().by())));
        for (Correlation correlation : set.correlations()) {
            correlation
                    .throttle()
                    .ifPresent(own -> ownKeys.put(correlation.index(), Keys.ofAny(own.by())));
        }
    }

    /** The keys of an event for all items, to be asked for when the event has gone. */
    public Function<Keys, byte[]> keysOf(EventView event) {
        Map<Keys, byte[]> known = new IdentityHashMap<>();
        keys.forEach(one -> known.put(one, one.of(event)));
        return known::get;
    }

    /** Takes an alert. */
    public void raise(Raised raised) {
        for (AlertStage stage : stages) {
            if (stage instanceof AlertStage.Risk risk && selects(stage, raised)) {
                weigh(risk, raised);
            }
        }
        OptionalLong before = throttled(raised);
        if (before.isEmpty()) {
            suppressed++;
            return;
        }
        Alert alert = raised.make().apply(before.getAsLong());
        out.accept(alert);
        for (AlertStage stage : stages) {
            if (stage instanceof AlertStage.Incident incident && selects(stage, raised)) {
                join(incident, raised, alert);
            }
        }
    }

    private static boolean selects(AlertStage stage, Raised raised) {
        return stage.common().match().selects(raised.rule(), raised.tags(), raised.priority());
    }

    private byte[] key(AlertStage stage, Raised raised) {
        return raised.keys().apply(keys.get(stage.common().index()));
    }

    private void weigh(AlertStage.Risk risk, Raised raised) {
        byte[] key = key(risk, raised);
        Slot slot = new Slot(risk.common().name(), "", ByteBuffer.wrap(key));
        risks.computeIfAbsent(slot, s -> new RiskState(risk))
                .add(raised.rule(), raised.priority(), raised.tags(), raised.time())
                .ifPresent(
                        crossing ->
                                out.accept(
                                        StageAlerts.of(
                                                risk,
                                                Keys.text(key, risk.common().by()),
                                                crossing,
                                                raised.make().apply(0),
                                                ruleSetVersion)));
    }

    /** Each must let it through; those that come first are asked first. */
    private OptionalLong throttled(Raised raised) {
        long before = 0;
        if (raised.correlation().flatMap(Correlation::throttle).isPresent()) {
            Correlation correlation = raised.correlation().get();
            byte[] key = raised.keys().apply(ownKeys.get(correlation.index()));
            Slot slot = new Slot("", raised.rule(), ByteBuffer.wrap(key));
            OptionalLong held =
                    throttles
                            .computeIfAbsent(
                                    slot,
                                    s -> new ThrottleState(correlation.throttle().get().throttle()))
                            .pass(raised.time());
            if (held.isEmpty()) {
                return held;
            }
            before += held.getAsLong();
        }
        for (AlertStage stage : stages) {
            if (stage instanceof AlertStage.Suppress suppress && selects(stage, raised)) {
                byte[] key = key(stage, raised);
                Slot slot = new Slot(stage.common().name(), raised.rule(), ByteBuffer.wrap(key));
                OptionalLong held =
                        throttles
                                .computeIfAbsent(slot, s -> new ThrottleState(suppress.throttle()))
                                .pass(raised.time());
                if (held.isEmpty()) {
                    return held;
                }
                before += held.getAsLong();
            }
        }
        return OptionalLong.of(before);
    }

    private void join(AlertStage.Incident stage, Raised raised, Alert alert) {
        byte[] key = key(stage, raised);
        Slot slot = new Slot(stage.common().name(), "", ByteBuffer.wrap(key));
        incidents
                .computeIfAbsent(slot, s -> new IncidentState(stage))
                .add(
                        alert.alertId(),
                        raised.rule(),
                        raised.priority(),
                        alert.node(),
                        raised.time(),
                        told -> tell(stage, key, told));
    }

    private void tell(AlertStage.Incident stage, byte[] key, IncidentState.Telling told) {
        String entity = Keys.text(key, stage.common().by());
        out.accept(StageAlerts.of(stage, entity, told, ruleSetVersion));
    }

    /** Every alert before this time was raised: closes incidents that can get no more. */
    public void advanceTo(long time) {
        if (incidents.isEmpty()) {
            return;
        }
        incidents.forEach(
                (slot, state) ->
                        state.advanceTo(
                                time, told -> tell(incident(slot), slot.key().array(), told)));
        incidents.values().removeIf(IncidentState::isEmpty);
    }

    private AlertStage.Incident incident(Slot slot) {
        return stages.stream()
                .filter(AlertStage.Incident.class::isInstance)
                .map(AlertStage.Incident.class::cast)
                .filter(stage -> stage.common().name().equals(slot.stage()))
                .findFirst()
                .orElseThrow();
    }

    /** Alerts that were held back so far. */
    public long suppressed() {
        return suppressed;
    }
}
