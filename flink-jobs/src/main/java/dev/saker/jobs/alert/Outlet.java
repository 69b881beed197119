// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import org.apache.flink.util.OutputTag;

/** How what a task makes leaves it. */
public interface Outlet {
    /**
     * To Kafka.
     *
     * @param millis event time of it; a task that cannot set it uses that of the record at hand
     */
    void record(OutgoingRecord record, long millis);

    /** To another task. */
    <T> void aside(OutputTag<T> way, T value, long millis);
}
