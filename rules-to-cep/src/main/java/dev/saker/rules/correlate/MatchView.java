// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import java.util.Map;

/**
 * Events that were kept, as if they were one: a field of a step by the step's id, any other of the
 * newest event. Only what asks for fields can be held against it, not a matcher.
 */
public class MatchView implements EventView {

    private StepEvent last;
    private Map<String, StepEvent> steps;

    /** Moves on to other events. */
    public final void set(StepEvent newest, Map<String, StepEvent> byStep) {
        last = newest;
        steps = byStep;
    }

    @Override
    public final int type() {
        throw new UnsupportedOperationException("kept events have no type of their own");
    }

    @Override
    public final long time() {
        return last.time();
    }

    @Override
    public final String id() {
        return last.id();
    }

    @Override
    public void read(BoundField field, Value into) {
        String name = field.ref().name();
        String plain = field.ref().field().name();
        if (name.startsWith(plain)) {
            StepValues.read(last.values(), field.ref(), into);
            return;
        }
        StepEvent step = steps.get(name.substring(0, name.indexOf('.')));
        if (step == null) {
            into.setNull();
        } else {
            StepValues.read(step.values(), field.ref(), into);
        }
    }

    @Override
    public final void appendDescriptor(int parts, ByteSink into) {
        throw new UnsupportedOperationException("kept events are not matched");
    }

    @Override
    public final void appendContext(ByteSink into) {
        throw new UnsupportedOperationException("kept events are not matched");
    }

    @Override
    public final boolean hasContext(byte[] context, int length) {
        return false;
    }

    @Override
    public final long contextHint() {
        return 0;
    }
}
