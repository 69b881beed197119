// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import dev.saker.schemas.Alert;

/** Sends alerts to where they belong: those of a set on trial are for its author alone. */
public final class AlertOutlet {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AlertRecords records;
    private final Counts counts;
    private final long fromNanos;

    /** What is counted of alerts. */
    public interface Counts {
        void alert();

        void shadowAlert();

        /** Something was found of a time before alerts are raised. */
        void learnt();
    }

    /**
     * @param fromNanos what is found of a time before is not {@link #isDue}
     */
    public AlertOutlet(AlertRecords records, Counts counts, long fromNanos) {
        this.records = records;
        this.counts = counts;
        this.fromNanos = fromNanos;
    }

    /** Whether what a rule or a correlation found is to be told; counted if it is not. */
    public boolean isDue(Alert alert) {
        if (alert.time() < fromNanos) {
            counts.learnt();
            return false;
        }
        return true;
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
