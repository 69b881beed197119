// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;

/** A view of an event that counts what it is asked. */
final class CountingView extends ForwardingView {
    private final long number;

    /** Fields that were read. */
    int reads;

    /** Contexts that were written out. */
    int contexts;

    /** Contexts that were compared. */
    int comparisons;

    private CountingView(EventView of, long number) {
        super(of);
        this.number = number;
    }

    static CountingView of(EventSample sample) {
        return withNumber(0, sample);
    }

    /** With a number for its context; 0 for none. */
    static CountingView withNumber(long number, EventSample sample) {
        return new CountingView(sample.view(), number);
    }

    /** An event of a process with this name. */
    static EventSample process(String name) {
        EventSample sample = new EventSample();
        sample.process.name = name;
        return sample;
    }

    @Override
    public void read(BoundField field, Value into) {
        reads++;
        super.read(field, into);
    }

    @Override
    public void appendContext(ByteSink into) {
        contexts++;
        super.appendContext(into);
    }

    @Override
    public boolean hasContext(byte[] context, int length) {
        comparisons++;
        return super.hasContext(context, length);
    }

    @Override
    public long contextNumber() {
        return number;
    }
}
