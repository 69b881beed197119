// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import dev.saker.schemas.Alert;

/** Sends alerts to where they belong: those of a set on trial are for its author alone. */
public final class AlertOutlet {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AlertRecords records;
    private final Counts counts;

    /** What is counted of alerts. */
    public interface Counts {
        void alert();

        void shadowAlert();
    }

    public AlertOutlet(AlertRecords records, Counts counts) {
        this.records = records;
        this.counts = counts;
    }

    /**
     * @param shadow whether the rule set is on trial
     */
    public void send(Alert alert, boolean shadow, Outlet out) {
        long millis = Math.floorDiv(alert.time(), NANOS_PER_MILLI);
        if (shadow) {
            counts.shadowAlert();
            out.record(records.shadow(alert), millis);
        } else {
            counts.alert();
            out.record(records.avro(alert), millis);
            out.record(records.json(alert), millis);
        }
    }
}
