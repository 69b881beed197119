// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.schemas.Alert;
import org.apache.flink.util.Collector;

/** Where the alerts of a rule set go, and what is counted of them. */
interface MatchOutput {
    void alert(Alert alert, Collector<OutgoingRecord> out);

    /** A rule that could not be decided, because it needs a field that the record leaves out. */
    void unknown();

    /** Of a rule set in force. */
    record Live(AlertRecords records, MatchCounters counters) implements MatchOutput {
        @Override
        public void alert(Alert alert, Collector<OutgoingRecord> out) {
            counters.alert();
            out.collect(records.avro(alert));
            out.collect(records.json(alert));
        }

        @Override
        public void unknown() {
            counters.unknown();
        }
    }

    /** Of a rule set on trial: its alerts are for its author. */
    record Shadow(AlertRecords records, MatchCounters counters) implements MatchOutput {
        @Override
        public void alert(Alert alert, Collector<OutgoingRecord> out) {
            counters.shadowAlert();
            out.collect(records.shadow(alert));
        }

        @Override
        public void unknown() {
            // The set in force is told of the fields that its own rules lack.
        }
    }
}
