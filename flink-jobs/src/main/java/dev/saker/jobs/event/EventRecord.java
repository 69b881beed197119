// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of an events topic with its position, classified but not decoded.
 *
 * <p>One instance per source task is used over and over, which chaining and object reuse allow: it
 * is lent to the operators of the source's own vertex and must not be kept.
 */
public final class EventRecord {

    private static final long MOST_AHEAD_NANOS = 60_000_000_000L;

    /** What a record turned out to be. */
    public enum Kind {
        EVENT,
        MARKER,
        UNDECODABLE
    }

    public String topic = "";
    public int partition;
    public long offset;

    /** Time of the append in ms, by the broker's clock. */
    public long appendTime;

    public byte[] key = {};

    /** As it came, framed. */
    public byte[] value = {};

    public Kind kind = Kind.UNDECODABLE;

    /** Event time in ns; of markers too; 0 when undecodable. */
    public long time;

    /** Holds the Avro body of an event, from {@link #bodyOffset} to its end. */
    public byte[] body = {};

    public int bodyOffset;

    /** Null unless the record is a marker. */
    public MarkerMessage marker;

    /** Why the record is undecodable; empty if it is not. */
    public String reason = "";

    public EventRecord() {}

    /**
     * An event that came by another way than Kafka.
     *
     * @param from what it came from, where a topic would stand
     * @param number of it there, where an offset would stand
     * @param eventBody the Avro body, unframed
     * @param eventTime ns since the epoch
     */
    public static EventRecord of(String from, long number, byte[] eventBody, long eventTime) {
        EventRecord record = new EventRecord();
        record.topic = from;
        record.offset = number;
        record.appendTime = Math.floorDiv(eventTime, 1_000_000L);
        record.value = eventBody;
        record.event(eventBody, 0, eventTime);
        return record;
    }

    /**
     * A sign of life of a node that came by another way than Kafka.
     *
     * @param from what it came from, where a topic would stand
     */
    public static EventRecord ofMarker(String from, MarkerMessage message) {
        EventRecord record = new EventRecord();
        record.topic = from;
        record.offset = message.pubSeq;
        record.appendTime = Math.floorDiv(message.time, 1_000_000L);
        record.marker(message);
        return record;
    }

    void at(ConsumerRecord<byte[], byte[]> record) {
        topic = record.topic();
        partition = record.partition();
        offset = record.offset();
        appendTime = record.timestamp();
        key = record.key() == null ? new byte[0] : record.key();
        value = record.value() == null ? new byte[0] : record.value();
    }

    void event(byte[] holder, int offsetOfBody, long eventTime) {
        kind = Kind.EVENT;
        body = holder;
        bodyOffset = offsetOfBody;
        time = eventTime;
        marker = null;
        reason = "";
    }

    void marker(MarkerMessage message) {
        kind = Kind.MARKER;
        time = message.time;
        marker = message;
        reason = "";
    }

    void undecodable(String why) {
        kind = Kind.UNDECODABLE;
        time = 0;
        marker = null;
        reason = why;
    }

    /**
     * What the record's time counts as where it is compared with that of others: no clock is
     * trusted further than a minute beyond the broker's. The same in a replay, for both times are
     * in the topic.
     */
    public long countedTime() {
        return Math.min(time, (appendTime + 1) * 1_000_000L - 1 + MOST_AHEAD_NANOS);
    }

    /** topic@partition@offset. */
    public String position() {
        return topic + "@" + partition + "@" + offset;
    }
}
