// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

/**
 * An alert on its way to an item about alerts, as a Flink POJO. Its order among the alerts of one
 * key is that of a scan: by time; what is told of a moment before what is told at an event of that
 * time; by node and place among its events; by rule.
 */
public final class AlertSignal {
    /** What its state is kept under. */
    public String key = "";

    public long version;

    /** The rule set is on trial. */
    public boolean shadow;

    /** Place among the items of the rule set, where there is one. */
    public int stage;

    /** By which it is put into order, ns since the epoch. */
    public long time;

    /** It is told at an event, not of a moment. */
    public boolean ofEvent;

    public String node = "";
    public long sequence;

    /** Place among what is told at one event, or of one moment. */
    public long rank;

    /** Comes in the order of its key by itself. */
    public boolean inOrder;

    /** A {@link RaisedAlert}. */
    public byte[] body = {};

    public AlertSignal() {}

    /** The same alert for another item. */
    AlertSignal to(String otherKey, int otherStage, byte[] otherBody) {
        AlertSignal copy = new AlertSignal();
        copy.key = otherKey;
        copy.version = version;
        copy.shadow = shadow;
        copy.stage = otherStage;
        copy.time = time;
        copy.ofEvent = ofEvent;
        copy.node = node;
        copy.sequence = sequence;
        copy.rank = rank;
        copy.inOrder = inOrder;
        copy.body = otherBody;
        return copy;
    }
}
