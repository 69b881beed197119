// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.ruleset.VersionOrigin;
import dev.saker.jobs.stage.RaisedAlert.Place;
import dev.saker.rules.Throttle;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.keyed.ThrottleState;
import dev.saker.rules.correlate.run.CorrelationAlerts;
import dev.saker.rules.correlate.run.StageAlerts;
import dev.saker.schemas.Alert;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** Lets alerts through that nothing holds back; those go on to the incidents they join. */
public final class SuppressOperator extends AlertStageOperator {
    /** Alerts that were held back. */
    public static final String SUPPRESSED = "saker.suppressed";

    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;

    /** What is still to be told of alerts held back is forgotten after so long without another. */
    private static final long FORGET_NANOS = 24 * 3_600_000_000_000L;

    private transient MapState<String, byte[]> throttles;
    private transient Counter suppressed;
    private transient LongCounter allSuppressed;

    public SuppressOperator(
            TopicNames topics, RegistryAddress registry, VersionOrigin origin, boolean bounded) {
        super(topics, registry, origin, bounded);
    }

    @Override
    public void open() throws Exception {
        super.open();
        throttles =
                getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new MapStateDescriptor<>(
                                "throttles",
                                StringSerializer.INSTANCE,
                                BytePrimitiveArraySerializer.INSTANCE));
        suppressed = getMetricGroup().counter("suppressed");
        allSuppressed = new LongCounter();
        getRuntimeContext().addAccumulator(SUPPRESSED, allSuppressed);
    }

    @Override
    protected boolean isInOrder(AlertSignal signal) {
        return signal.inOrder;
    }

    @Override
    protected void take(AlertSignal signal) throws Exception {
        RaisedAlert raised = RaisedAlert.read(signal.body);
        Optional<CorrelationSet> set = set(signal.version, signal.shadow);
        long before = 0;
        for (Place place : raised.throttles()) {
            Optional<Throttle> throttle = set.flatMap(known -> throttle(known, place, raised));
            if (throttle.isEmpty()) {
                continue;
            }
            OptionalLong held = pass(throttle.get(), slot(place, set), raised.alert().time());
            if (held.isEmpty()) {
                suppressed.inc();
                allSuppressed.add(1L);
                return;
            }
            before += held.getAsLong();
        }
        Alert alert = withHeld(raised, before, set);
        send(alert, signal.shadow);
        for (Place place : raised.incidents()) {
            join(signal, place, alert, set);
        }
    }

    /** Of one throttle and key, whatever its place among the items of a version. */
    private static String slot(Place place, Optional<CorrelationSet> set) {
        String name = "";
        if (place.stage() != RaisedAlert.OWN) {
            AlertStage.Common common = set.orElseThrow().alertItems().get(place.stage()).common();
            name = Addresses.of(false, "suppress", common.name(), common.by().toString());
        }
        return name + new String(place.key(), StandardCharsets.ISO_8859_1);
    }

    private void join(AlertSignal signal, Place place, Alert alert, Optional<CorrelationSet> set) {
        set.map(known -> known.alertItems().get(place.stage()))
                .ifPresent(
                        stage ->
                                aside(
                                        AlertWays.INCIDENTS,
                                        signal.to(
                                                AlertRaising.key(stage, signal.shadow, place.key()),
                                                place.stage(),
                                                RaisedAlert.of(alert, place).toBytes()),
                                        Math.floorDiv(signal.time, 1_000_000L)));
    }

    private static Optional<Throttle> throttle(
            CorrelationSet set, Place place, RaisedAlert raised) {
        if (place.stage() != RaisedAlert.OWN) {
            AlertStage stage = set.alertItems().get(place.stage());
            return Optional.of(((AlertStage.Suppress) stage).throttle());
        }
        return raised.match()
                .flatMap(match -> set.correlations().get(match.correlation()).throttle())
                .map(Correlation.AlertThrottle::throttle);
    }

    private OptionalLong pass(Throttle throttle, String slot, long time) throws Exception {
        ThrottleState state = new ThrottleState(throttle);
        byte[] stored = throttles.get(slot);
        long wake = NEVER;
        if (stored != null) {
            StateReader in = new StateReader(stored);
            in.octet();
            in.fixed();
            wake = in.fixed();
            state.read(in);
        }
        OptionalLong held = state.pass(time);
        long spent = time + throttle.quietNanos() + throttle.rateNanos() + 1;
        long until = held.isEmpty() ? spent + FORGET_NANOS : spent;
        if (wake == NEVER) {
            wake = until;
            wakeAt(wake);
        }
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.fixed(until);
        out.fixed(wake);
        state.write(out);
        throttles.put(slot, out.toBytes());
        return held;
    }

    private static Alert withHeld(RaisedAlert raised, long before, Optional<CorrelationSet> set) {
        if (before == 0) {
            return raised.alert();
        }
        if (raised.match().isEmpty() || set.isEmpty()) {
            return StageAlerts.withHeld(raised.alert(), before);
        }
        return CorrelationAlerts.of(
                set.get().correlations().get(raised.match().get().correlation()),
                raised.match().get(),
                before,
                raised.alert().rulesetVersion());
    }

    /** Throttles that let everything through again are forgotten. */
    @Override
    protected void reach(long nanos) throws Exception {
        Map<String, byte[]> over = new HashMap<>();
        for (Map.Entry<String, byte[]> entry : throttles.entries()) {
            StateReader in = new StateReader(entry.getValue());
            in.octet();
            in.fixed();
            if (in.fixed() <= nanos) {
                over.put(entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<String, byte[]> entry : over.entrySet()) {
            settle(entry.getKey(), entry.getValue(), nanos);
        }
    }

    /** Its timer is over: it goes, or gets another one. */
    private void settle(String slot, byte[] stored, long nanos) throws Exception {
        StateReader in = new StateReader(stored);
        in.octet();
        long until = in.fixed();
        if (until <= nanos) {
            throttles.remove(slot);
            return;
        }
        byte[] renewed = stored.clone();
        System.arraycopy(stored, 1, renewed, 1 + Long.BYTES, Long.BYTES);
        throttles.put(slot, renewed);
        wakeAt(until);
    }

    @Override
    protected void endKey() {
        // Nothing is owed.
    }
}
