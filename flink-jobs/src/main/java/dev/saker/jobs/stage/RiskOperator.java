// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.ruleset.VersionOrigin;
import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.keyed.RiskState;
import dev.saker.rules.correlate.run.Keys;
import dev.saker.rules.correlate.run.StageAlerts;
import dev.saker.schemas.Alert;
import java.util.Optional;
import org.apache.flink.api.common.state.ValueState;

/** Adds up what alerts weigh, before anything is held back of them. */
public final class RiskOperator extends AlertStageOperator {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;

    /** No score is left of any after so many halvings. */
    private static final int HALVINGS = 64;

    private transient ValueState<byte[]> state;

    public RiskOperator(
            TopicNames topics, RegistryAddress registry, VersionOrigin origin, boolean bounded) {
        super(topics, registry, origin, bounded);
    }

    @Override
    public void open() throws Exception {
        super.open();
        state = bytes("risk");
    }

    @Override
    protected void take(AlertSignal signal) throws Exception {
        Optional<AlertStage> stage = stage(signal);
        if (stage.isEmpty()) {
            return;
        }
        AlertStage.Risk risk = (AlertStage.Risk) stage.get();
        RiskState known = new RiskState(risk);
        long wake = NEVER;
        byte[] stored = state.value();
        if (stored != null) {
            StateReader in = new StateReader(stored);
            in.octet();
            in.fixed();
            wake = in.fixed();
            known.read(in);
        }
        Alert alert = RaisedAlert.read(signal.body).alert();
        Optional<RiskState.Crossing> crossing =
                known.add(
                        alert.rule(),
                        Priority.values()[alert.priority()],
                        alert.tags(),
                        alert.time());
        long until = signal.time + HALVINGS * Math.max(risk.halfLifeNanos(), risk.perRuleNanos());
        if (until < signal.time) {
            until = Long.MAX_VALUE;
        }
        if (wake == NEVER) {
            wake = until;
            wakeAt(wake);
        }
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.fixed(until);
        out.fixed(wake);
        known.write(out);
        state.update(out.toBytes());
        crossing.ifPresent(
                crossed ->
                        send(
                                StageAlerts.of(
                                        risk,
                                        Keys.text(Addresses.key(signal.key), risk.common().by()),
                                        crossed,
                                        alert,
                                        signal.version),
                                signal.shadow));
    }

    @Override
    protected void reach(long nanos) throws Exception {
        byte[] stored = state.value();
        if (stored == null) {
            return;
        }
        StateReader in = new StateReader(stored);
        in.octet();
        long until = in.fixed();
        if (until <= nanos) {
            state.clear();
        } else if (in.fixed() <= nanos) {
            byte[] renewed = stored.clone();
            System.arraycopy(stored, 1, renewed, 1 + Long.BYTES, Long.BYTES);
            state.update(renewed);
            wakeAt(until);
        }
    }

    @Override
    protected void endKey() {
        // Nothing is owed.
    }
}
