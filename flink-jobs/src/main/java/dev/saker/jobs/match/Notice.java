// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.OutgoingRecord;

/** An alert about the pipeline that several tasks may raise; a Flink POJO, keyed by its id. */
public final class Notice {
    public String id = "";
    public OutgoingRecord avro = new OutgoingRecord();
    public OutgoingRecord json = new OutgoingRecord();

    public Notice() {}

    Notice(String id, OutgoingRecord avro, OutgoingRecord json) {
        this.id = id;
        this.avro = avro;
        this.json = json;
    }
}
