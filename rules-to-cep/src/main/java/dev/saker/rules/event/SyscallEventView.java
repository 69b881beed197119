// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.util.Arrays;

/**
 * A syscall event, wherever it comes from: an Avro record, or the collector's state. Text that has
 * to be put together (a command line, the text of a parameter) goes into scratch memory that lives
 * as long as the event. Not thread-safe.
 */
public class SyscallEventView implements EventView {
    private final SyscallEventSource event;
    private final boolean strictFalco;
    private final ByteSink scratch = new ByteSink(4096);
    private final ByteSink contextKey = new ByteSink();
    private final Slice slice = new Slice();
    private final ParameterText parameterText = new ParameterText();

    public SyscallEventView(SyscallEventSource event) {
        this(event, false);
    }

    /**
     * @param strictFalco whether a field that Falco answers by mistake is answered so here too
     */
    public SyscallEventView(SyscallEventSource event, boolean strictFalco) {
        this.event = event;
        this.strictFalco = strictFalco;
    }

    /** To be called when the source has moved on to its next event. */
    public void reset() {
        scratch.clear();
    }

    @Override
    public final int type() {
        return event.type();
    }

    @Override
    public final long time() {
        return event.time();
    }

    @Override
    public final String id() {
        event.node(slice);
        return slice
                + "/"
                + event.time()
                + "/"
                + event.tid()
                + "/"
                + event.type()
                + "/"
                + event.tie();
    }

    /** Two places behind the last parameter: the first is that of the kernel's path. */
    @Override
    public final String captureFile() {
        int at = EventTypes.known(type()) ? EventTypes.params(type()).size() + 1 : 1;
        if (event.argCount() <= at || event.argKind(at) != ArgKind.BYTES) {
            return "";
        }
        event.argBytes(at, slice);
        return slice.toString();
    }

    @Override
    public final void read(BoundField field, Value into) {
        field.reader().read(this, field, into);
    }

    @Override
    public long kind() {
        return EventKinds.of(event);
    }

    @Override
    public final long descriptorNumber() {
        return event.descriptorNumber();
    }

    @Override
    public void appendDescriptor(int parts, ByteSink into) {
        EventKeys.appendDescriptor(event, parts, slice, into);
    }

    @Override
    public void appendContext(ByteSink into) {
        EventKeys.appendContext(event, ContextPart.ALL, slice, into);
    }

    @Override
    public final long contextNumber() {
        return event.contextNumber();
    }

    @Override
    public void appendContext(int parts, ByteSink into) {
        EventKeys.appendContext(event, parts, slice, into);
    }

    @Override
    public boolean hasContext(byte[] context, int length) {
        contextKey.clear();
        appendContext(contextKey);
        return Arrays.equals(context, 0, length, contextKey.array(), 0, contextKey.length());
    }

    @Override
    public final long contextHint() {
        return event.tid();
    }

    /** What the view looks at. */
    public final SyscallEventSource event() {
        return event;
    }

    final boolean isStrictFalco() {
        return strictFalco;
    }

    /** Memory for text, filled until the event ends. */
    final ByteSink scratch() {
        return scratch;
    }

    /** For what is needed only within one reader. */
    final Slice slice() {
        return slice;
    }

    final ParameterText parameterText() {
        return parameterText;
    }

    /** Sets the text that was appended to the scratch memory since it had this length. */
    final void setScratch(int start, Value into) {
        into.setBytes(scratch.array(), start, scratch.length() - start);
    }

    /**
     * What a field is whose group the record does not hold: unknown, unless it holds it as null.
     */
    final void setMissing(FieldGroup group, Value into) {
        if (group.in(event.projection())) {
            into.setNull();
        } else {
            into.setUnknown();
        }
    }
}
