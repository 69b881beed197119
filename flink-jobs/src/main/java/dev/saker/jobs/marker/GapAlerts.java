// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.rules.Priority;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The pipeline's own alerts, source {@code internal}: what it knows that it does not know. */
final class GapAlerts {

    static final String COLLECTOR_GAP = "collector_gap";
    static final String EVENTS_LOST = "events_lost";

    private static final String SOURCE = "internal";
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NO_RULE_SET = 0;

    private GapAlerts() {}

    static Alert of(Gap.CollectorGap gap) {
        String message =
                "Collector of node %s was killed or lost: nothing is known from %s to %s"
                        .formatted(gap.node(), instant(gap.fromNanos()), instant(gap.toNanos()));
        List<OutputField> fields = interval(gap.node(), gap.fromNanos(), gap.toNanos());
        fields.add(new OutputField("old_run", OutputValue.of(gap.oldRun())));
        fields.add(new OutputField("new_run", OutputValue.of(gap.newRun())));
        String event = gap.node() + "/" + gap.oldRun() + "/" + gap.newRun();
        return alert(COLLECTOR_GAP, gap.node(), gap.toNanos(), message, fields, event);
    }

    static Alert of(Gap.EventsLost lost) {
        String message =
                "%d events of node %s were lost on the way to Kafka from %s to %s"
                        .formatted(
                                lost.missing(),
                                lost.node(),
                                instant(lost.fromNanos()),
                                instant(lost.toNanos()));
        List<OutputField> fields = interval(lost.node(), lost.fromNanos(), lost.toNanos());
        fields.add(new OutputField("run", OutputValue.of(lost.run())));
        fields.add(new OutputField("missing", OutputValue.of(lost.missing())));
        String event = lost.node() + "/" + lost.run() + "/" + lost.toNanos();
        return alert(EVENTS_LOST, lost.node(), lost.toNanos(), message, fields, event);
    }

    private static List<OutputField> interval(String node, long fromNanos, long toNanos) {
        List<OutputField> fields = new ArrayList<>();
        fields.add(new OutputField("evt.time", OutputValue.of(toNanos)));
        fields.add(new OutputField("node", OutputValue.of(node)));
        fields.add(new OutputField("from", OutputValue.of(fromNanos)));
        fields.add(new OutputField("to", OutputValue.of(toNanos)));
        return fields;
    }

    private static Alert alert(
            String rule,
            String node,
            long time,
            String message,
            List<OutputField> fields,
            String event) {
        List<String> events = List.of(event);
        return new Alert(
                Alerts.id(rule, events),
                rule,
                Priority.WARNING.ordinal(),
                SOURCE,
                time,
                node,
                message,
                List.of(),
                fields,
                events,
                NO_RULE_SET);
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
