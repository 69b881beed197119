// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import java.util.Objects;

/**
 * An event that matters to a correlation. Events of one key are ordered by time, then node, then
 * their place in what the node published.
 *
 * @param correlation its index
 * @param inputs a bit for each input whose condition the event meets with this key
 * @param key of {@link Input#key()}: equal bytes, one key. Lent
 * @param sequence place among the node's events: the publish sequence, or the place in a recording
 */
public record Hit(int correlation, long inputs, byte[] key, StepEvent event, long sequence)
        implements Comparable<Hit> {

    public Hit {
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(event, "event is null");
    }

    public long time() {
        return event.time();
    }

    public boolean matches(int input) {
        return (inputs >>> input & 1) != 0;
    }

    @Override
    public int compareTo(Hit other) {
        int byTime = Long.compare(time(), other.time());
        if (byTime != 0) {
            return byTime;
        }
        int byNode = event.node().compareTo(other.event.node());
        return byNode != 0 ? byNode : Long.compare(sequence, other.sequence);
    }

    public void write(StateWriter out) {
        out.number(correlation);
        out.number(inputs);
        out.bytes(key);
        event.write(out);
        out.number(sequence);
    }

    public static Hit read(StateReader in) {
        return new Hit((int) in.number(), in.number(), in.bytes(), StepEvent.read(in), in.number());
    }
}
