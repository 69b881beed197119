// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.util.Objects;

/**
 * What is kept of an event: who it was, and the fields that somebody will ask for.
 *
 * @param id the event's identity
 * @param time of the event, ns since the epoch
 * @param values as {@link StepValues} writes them; lent, not to be changed
 */
public record StepEvent(String id, long time, String node, byte[] values) {

    public StepEvent {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(node, "node is null");
        Objects.requireNonNull(values, "values is null");
    }

    public void write(StateWriter out) {
        out.text(id);
        out.fixed(time);
        out.text(node);
        out.bytes(values);
    }

    public static StepEvent read(StateReader in) {
        return new StepEvent(in.text(), in.fixed(), in.text(), in.bytes());
    }

    /** Two are one if they are the same event. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StepEvent that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
