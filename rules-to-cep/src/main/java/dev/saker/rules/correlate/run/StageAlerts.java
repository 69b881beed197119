// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.keyed.IncidentState;
import dev.saker.rules.correlate.keyed.RiskState;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The alerts that items about alerts raise themselves. */
public final class StageAlerts {

    private static final String SOURCE = "syscall";

    private StageAlerts() {}

    /**
     * An incident's.
     *
     * @param entity the key, for people
     */
    public static Alert of(
            AlertStage.Incident stage, String entity, IncidentState.Telling told, long version) {
        String name = stage.common().name();
        String id = Alerts.id(name, List.of(entity, told.alerts().get(0)));
        String change = told.change().name().toLowerCase(Locale.ROOT);
        String text =
                String.format(
                        Locale.ROOT,
                        "%s %s (%s): %d alert%s of %d rule%s, %s",
                        spoken(stage.voice(), name),
                        change,
                        entity,
                        told.count(),
                        told.count() == 1 ? "" : "s",
                        told.rules().size(),
                        told.rules().size() == 1 ? "" : "s",
                        String.join(", ", told.rules()));
        return new Alert(
                Alerts.id(name, List.of(id, change, Integer.toString(told.number()))),
                name,
                stage.voice().priority().orElse(told.priority()).ordinal(),
                SOURCE,
                told.time(),
                told.node(),
                text,
                stage.voice().tags(),
                List.of(
                        new OutputField("incident.id", OutputValue.of(id)),
                        new OutputField("incident.state", OutputValue.of(change)),
                        new OutputField("incident.key", OutputValue.of(entity)),
                        new OutputField("incident.first_time", OutputValue.of(told.first())),
                        new OutputField("incident.count", OutputValue.of(told.count())),
                        new OutputField("incident.rules", OutputValue.of(told.rules())),
                        new OutputField("incident.alerts", OutputValue.of(told.alerts()))),
                List.of(),
                version);
    }

    /**
     * A risk's.
     *
     * @param cause the alert that crossed the threshold
     */
    public static Alert of(
            AlertStage.Risk stage,
            String entity,
            RiskState.Crossing crossing,
            Alert cause,
            long version) {
        String name = stage.common().name();
        String text =
                String.format(
                        Locale.ROOT,
                        "%s (%s): score %d of %d, tactics %s, by %s",
                        spoken(stage.voice(), name),
                        entity,
                        crossing.score(),
                        stage.threshold(),
                        crossing.tactics(),
                        String.join(", ", crossing.rules()));
        return new Alert(
                Alerts.id(name, List.of(entity, cause.alertId())),
                name,
                stage.voice().priority().orElse(Priority.WARNING).ordinal(),
                SOURCE,
                cause.time(),
                cause.node(),
                text,
                stage.voice().tags(),
                List.of(
                        new OutputField("risk.key", OutputValue.of(entity)),
                        new OutputField("risk.score", OutputValue.of(crossing.score())),
                        new OutputField("risk.tactics", OutputValue.of(crossing.tactics())),
                        new OutputField("risk.rules", OutputValue.of(crossing.rules()))),
                cause.eventIds(),
                version);
    }

    /**
     * An alert of a rule, with how many like it were held back before: what a correlation's output
     * says by itself.
     */
    public static Alert withHeld(Alert alert, long held) {
        if (held == 0) {
            return alert;
        }
        List<OutputField> fields = new ArrayList<>(alert.fields());
        fields.add(new OutputField("corr.suppressed", OutputValue.of(held)));
        return alert.withFields(fields);
    }

    private static String spoken(AlertStage.Voice voice, String name) {
        return voice.output().isEmpty() ? name : voice.output();
    }
}
