// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.event.EventRecord;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.nio.charset.StandardCharsets;

/**
 * Makes the records that leave the job: an alert in both forms, what could not be decoded, and
 * copies of events that came late.
 */
public final class AlertRecords {

    public static final String ALERT_ID = "alert_id";
    public static final String RULE = "rule";

    /** As a number, 0 for Emergency to 7 for Debug. */
    public static final String PRIORITY = "priority";

    public static final String POSITION = "position";
    public static final String REASON = "reason";

    /** Event time that the job had reached, in ms since the epoch. */
    public static final String WATERMARK = "watermark";

    /** The sink that could not deliver an alert; in a replay, the sink that is to try again. */
    public static final String SINK = "sink";

    /** How often a sink tried. */
    public static final String ATTEMPTS = "attempts";

    /** Of a replay: partition@offset of the dead letter. */
    public static final String REPLAY_OF = "replay_of";

    private final TopicNames topics;
    private final int alertSchemaId;

    public AlertRecords(TopicNames topics, SchemaRegistry registry) {
        this.topics = topics;
        this.alertSchemaId =
                registry.register(Subjects.of(topics.alerts(), Schemas.ALERT), Schemas.ALERT);
    }

    public OutgoingRecord avro(Alert alert) {
        byte[] value = WireFormat.frame(alertSchemaId, AlertCodec.encode(alert));
        return outgoing(topics.alerts(), alert, value);
    }

    /** Of a rule set on trial. */
    public OutgoingRecord shadow(Alert alert) {
        byte[] value = WireFormat.frame(alertSchemaId, AlertCodec.encode(alert));
        return outgoing(topics.alertsShadow(), alert, value);
    }

    public OutgoingRecord json(Alert alert) {
        byte[] value = FalcoJson.line(alert).getBytes(StandardCharsets.UTF_8);
        return outgoing(topics.alertsJson(), alert, value);
    }

    public OutgoingRecord undecodable(EventRecord record, String reason) {
        return new OutgoingRecord(
                topics.undecodable(),
                record.key,
                record.value,
                POSITION,
                record.position(),
                REASON,
                reason);
    }

    /** As it came, with where it was and how far event time had come. */
    public OutgoingRecord late(EventRecord record, long watermarkMillis) {
        return new OutgoingRecord(
                topics.late(),
                record.key,
                record.value,
                POSITION,
                record.position(),
                WATERMARK,
                Long.toString(watermarkMillis));
    }

    private static OutgoingRecord outgoing(String topic, Alert alert, byte[] value) {
        return new OutgoingRecord(
                topic,
                key(alert),
                value,
                ALERT_ID,
                alert.alertId(),
                RULE,
                alert.rule(),
                PRIORITY,
                Integer.toString(alert.priority()));
    }

    /** Rule and entity: alerts of one rule on one node stay in order. */
    private static byte[] key(Alert alert) {
        return (alert.rule() + "|" + alert.node()).getBytes(StandardCharsets.UTF_8);
    }
}
