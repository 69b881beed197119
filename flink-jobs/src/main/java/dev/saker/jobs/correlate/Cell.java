// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;

/**
 * What one correlation remembers of one key, as it is stored.
 *
 * @param version of the rules by which it goes: that of its last event
 * @param shadow whether that is on trial
 * @param due when time has to be moved on though no event comes
 * @param touched by which keys are put into the order of their last events: the number of the event
 *     among those of the host, or its time where a key is its own owner
 * @param state as the correlation writes it
 */
public record Cell(long version, boolean shadow, long due, long touched, byte[] state) {
    private static final int FORMAT = 1;

    /** As it lies in Flink's state. */
    public byte[] toBytes() {
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.number(version);
        out.flag(shadow);
        out.fixed(due);
        out.fixed(touched);
        out.bytes(state);
        return out.toBytes();
    }

    static Cell read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("the state of a correlation has format " + format);
        }
        return new Cell(in.number(), in.flag(), in.fixed(), in.fixed(), in.bytes());
    }
}
