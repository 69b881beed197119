// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Puts hits of several hosts into one order: holds each until no earlier one can come any more.
 * What a key that is not one host's needs before its state.
 */
public final class ReorderBuffer {

    private final PriorityQueue<Hit> held = new PriorityQueue<>();
    private long released = Long.MIN_VALUE;

    /**
     * Takes a hit.
     *
     * @return whether it came in time; a late one is not taken
     */
    public boolean add(Hit hit) {
        if (hit.time() < released) {
            return false;
        }
        held.add(hit);
        return true;
    }

    /** Every hit before this time has been added: gives them out in their order. */
    public void release(long time, Consumer<Hit> out) {
        released = Math.max(released, time);
        while (!held.isEmpty() && held.peek().time() < released) {
            out.accept(held.remove());
        }
    }

    /** Time of the earliest hit that is held; the end of time when there is none. */
    public long earliest() {
        return held.isEmpty() ? Long.MAX_VALUE : held.peek().time();
    }

    public boolean isEmpty() {
        return held.isEmpty();
    }

    public void write(StateWriter out) {
        out.fixed(released);
        out.number(held.size());
        held.forEach(hit -> hit.write(out));
    }

    public static ReorderBuffer read(StateReader in) {
        ReorderBuffer buffer = new ReorderBuffer();
        buffer.released = in.fixed();
        long count = in.number();
        for (long i = 0; i < count; i++) {
            buffer.held.add(Hit.read(in));
        }
        return buffer;
    }
}
