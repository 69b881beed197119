// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.scap.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The two fields of a random event, for whoever keeps values of events. */
final class OracleValues implements EventView {

    private final OracleEvent event;

    private OracleValues(OracleEvent event) {
        this.event = event;
    }

    static byte[] of(OracleEvent event, List<FieldRef> fields) {
        List<BoundField> bound = fields.stream().map(BoundField::of).toList();
        return StepValues.of(bound, new OracleValues(event), new Value());
    }

    @Override
    public void read(BoundField field, Value into) {
        into.setNull();
        if (field.ref().name().equals("user.name")) {
            if (event.word() != null) {
                into.setBytes(event.word().getBytes(StandardCharsets.UTF_8));
            }
        } else if (event.number() != null) {
            into.setNumber(event.number());
        }
    }

    @Override
    public int type() {
        return 0;
    }

    @Override
    public long time() {
        return event.time();
    }

    @Override
    public String id() {
        return "e" + event.position();
    }

    @Override
    public void appendDescriptor(int parts, ByteSink into) {
        throw new UnsupportedOperationException("nobody matches it");
    }

    @Override
    public void appendContext(ByteSink into) {
        throw new UnsupportedOperationException("nobody matches it");
    }

    @Override
    public boolean hasContext(byte[] context, int length) {
        return false;
    }

    @Override
    public long contextHint() {
        return 0;
    }
}
