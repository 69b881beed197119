// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.ruleset.VersionOrigin;
import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.keyed.IncidentState;
import dev.saker.rules.correlate.run.Keys;
import dev.saker.rules.correlate.run.StageAlerts;
import dev.saker.schemas.Alert;
import java.util.Optional;
import org.apache.flink.api.common.state.ValueState;

/**
 * Puts alerts that got through into stories. An incident goes by the rule set of its last alert
 * until the next one joins.
 */
public final class IncidentOperator extends AlertStageOperator {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private transient ValueState<byte[]> state;

    public IncidentOperator(
            TopicNames topics, RegistryAddress registry, VersionOrigin origin, boolean bounded) {
        super(topics, registry, origin, bounded);
    }

    /** An incident as it is kept. */
    private record Stored(long wake, long version, boolean shadow, String name, byte[] content) {
        static Stored read(byte[] bytes) {
            StateReader in = new StateReader(bytes);
            in.octet();
            return new Stored(in.fixed(), in.fixed(), in.flag(), in.text(), in.bytes());
        }

        byte[] toBytes() {
            StateWriter out = new StateWriter();
            out.octet(FORMAT);
            out.fixed(wake);
            out.fixed(version);
            out.flag(shadow);
            out.text(name);
            out.bytes(content);
            return out.toBytes();
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        state = bytes("incident");
    }

    @Override
    protected void take(AlertSignal signal) throws Exception {
        Optional<AlertStage> stage = stage(signal);
        if (stage.isEmpty()) {
            return;
        }
        AlertStage.Incident incident = (AlertStage.Incident) stage.get();
        IncidentState known = new IncidentState(incident);
        byte[] bytes = state.value();
        long wake = NEVER;
        if (bytes != null) {
            Stored stored = Stored.read(bytes);
            wake = stored.wake();
            known.read(new StateReader(stored.content()));
        }
        Alert alert = RaisedAlert.read(signal.body).alert();
        known.add(
                alert.alertId(),
                alert.rule(),
                Priority.values()[alert.priority()],
                alert.node(),
                alert.time(),
                told -> tell(incident, told, signal.key, signal.version, signal.shadow));
        keep(known, incident, wake, signal.version, signal.shadow);
    }

    private void tell(
            AlertStage.Incident incident,
            IncidentState.Telling told,
            String key,
            long version,
            boolean shadow) {
        String entity = Keys.text(Addresses.key(key), incident.common().by());
        send(StageAlerts.of(incident, entity, told, version), shadow);
    }

    /** With one timer, that moves on when it is over: the end moves with each alert. */
    private void keep(
            IncidentState known,
            AlertStage.Incident incident,
            long wake,
            long version,
            boolean shadow)
            throws Exception {
        if (known.isEmpty()) {
            state.clear();
            return;
        }
        long next = wake;
        if (wake == NEVER) {
            next = known.deadline();
            wakeAt(next);
        }
        StateWriter content = new StateWriter();
        known.write(content);
        state.update(
                new Stored(next, version, shadow, incident.common().name(), content.toBytes())
                        .toBytes());
    }

    @Override
    protected void reach(long nanos) throws Exception {
        byte[] bytes = state.value();
        if (bytes == null || isEnding()) {
            return;
        }
        Stored stored = Stored.read(bytes);
        Optional<AlertStage.Incident> incident =
                setOrNewest(stored.version(), stored.shadow())
                        .flatMap(set -> incident(set, stored));
        if (incident.isEmpty()) {
            state.clear();
            return;
        }
        if (stored.wake() > nanos) {
            return;
        }
        IncidentState known = new IncidentState(incident.get());
        known.read(new StateReader(stored.content()));
        String key = (String) getCurrentKey();
        known.advanceTo(
                nanos, told -> tell(incident.get(), told, key, stored.version(), stored.shadow()));
        keep(known, incident.get(), NEVER, stored.version(), stored.shadow());
    }

    private static Optional<AlertStage.Incident> incident(CorrelationSet set, Stored stored) {
        return set.alertItems().stream()
                .filter(AlertStage.Incident.class::isInstance)
                .map(AlertStage.Incident.class::cast)
                .filter(item -> item.common().name().equals(stored.name()))
                .findFirst();
    }

    @Override
    protected void endKey() {
        // What is open at the end stays open.
    }
}
