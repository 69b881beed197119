// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

/**
 * A record ready for Kafka, as a Flink POJO: all that leaves the job goes through one transactional
 * sink, whichever topic it is for.
 */
public final class OutgoingRecord {

    public String topic = "";
    public byte[] key = {};
    public byte[] value = {};

    /** Name, text, name, text. */
    public String[] headers = {};

    public OutgoingRecord() {}

    public OutgoingRecord(String topic, byte[] key, byte[] value, String... headers) {
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }
}
