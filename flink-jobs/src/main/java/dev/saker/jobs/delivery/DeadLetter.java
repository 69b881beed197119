// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.schemas.Alert;
import java.util.Optional;

/**
 * What a sink could not deliver, on its way to the dead letter topic: the record as it came, with
 * all that is known about it in headers.
 */
record DeadLetter(ConsumedAlert consumed, OpenAlerts.Open open, int attempts, String reason) {

    OutgoingRecord record(String topic, String sink) {
        Optional<Alert> alert = consumed.alert();
        return new OutgoingRecord(
                topic,
                consumed.key(),
                consumed.value(),
                AlertRecords.SINK,
                sink,
                AlertRecords.REASON,
                reason,
                AlertRecords.ATTEMPTS,
                Integer.toString(attempts),
                AlertRecords.POSITION,
                consumed.position(),
                AlertRecords.ALERT_ID,
                alert.map(Alert::alertId).orElse(""),
                AlertRecords.RULE,
                alert.map(Alert::rule).orElse(""),
                AlertRecords.PRIORITY,
                alert.map(known -> Integer.toString(known.priority())).orElse(""));
    }
}
