// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.dlq;

import dev.saker.jobs.alert.AlertRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An alert that a sink could not deliver.
 *
 * @param position partition@offset in the dead letter topic: how a user names it
 * @param cameFrom topic@partition@offset of the alert
 * @param replayed whether somebody has already had it tried again
 */
public record DeadLetter(
        String position,
        Instant time,
        String sink,
        String rule,
        String priority,
        String alertId,
        String attempts,
        String reason,
        String cameFrom,
        boolean replayed,
        ConsumerRecord<byte[], byte[]> record) {

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record, boolean replayed) {
        return new DeadLetter(
                positionOf(record),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, AlertRecords.SINK),
                header(record, AlertRecords.RULE),
                header(record, AlertRecords.PRIORITY),
                header(record, AlertRecords.ALERT_ID),
                header(record, AlertRecords.ATTEMPTS),
                header(record, AlertRecords.REASON),
                header(record, AlertRecords.POSITION),
                replayed,
                record);
    }

    static String positionOf(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + "@" + record.offset();
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** What a program wants to know of it, in the order of a page of documentation. */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("position", position);
        map.put("time", time.toString());
        map.put("sink", sink);
        map.put("rule", rule);
        map.put("priority", priority);
        map.put("alert_id", alertId);
        map.put("attempts", attempts);
        map.put("reason", reason);
        map.put("came_from", cameFrom);
        map.put("replayed", replayed);
        return map;
    }
}
