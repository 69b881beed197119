// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;

/** A view that answers as another does. */
abstract class ForwardingView implements EventView {
    private final EventView of;

    ForwardingView(EventView of) {
        this.of = of;
    }

    @Override
    public int type() {
        return of.type();
    }

    @Override
    public long time() {
        return of.time();
    }

    @Override
    public String id() {
        return of.id();
    }

    @Override
    public void read(BoundField field, Value into) {
        of.read(field, into);
    }

    @Override
    public long kind() {
        return of.kind();
    }

    @Override
    public void descriptorBytes(int parts, Slice into) {
        of.descriptorBytes(parts, into);
    }

    @Override
    public void appendDescriptor(int parts, ByteSink into) {
        of.appendDescriptor(parts, into);
    }

    @Override
    public void appendContext(ByteSink into) {
        of.appendContext(into);
    }

    @Override
    public boolean hasContext(byte[] context, int length) {
        return of.hasContext(context, length);
    }

    @Override
    public long contextHint() {
        return of.contextHint();
    }
}
