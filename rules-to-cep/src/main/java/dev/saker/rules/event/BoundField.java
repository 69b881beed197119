// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import com.google.re2j.Pattern;
import dev.saker.rules.field.FieldRef;
import dev.saker.scap.EventInfo;
import java.nio.charset.StandardCharsets;

/**
 * A field with everything about its name settled, so that reading it looks up no text: its reader,
 * the bytes of its argument, and the position of the parameter it names in every event type.
 */
public final class BoundField {
    /** Stands for a parameter that an event type does not have. */
    static final int NO_PARAM = EventInfo.NO_PARAM;

    private final FieldRef ref;
    private final FieldReader reader;
    private final byte[] argument;
    private final short[] params;
    private final Pattern mountPattern;

    private BoundField(FieldRef ref, FieldReader reader, short[] params) {
        this.ref = ref;
        this.reader = reader;
        this.argument = ref.argument().getBytes(StandardCharsets.UTF_8);
        this.params = params;
        this.mountPattern = ContainerMounts.pattern(ref);
    }

    public static BoundField of(FieldRef ref) {
        FieldReader reader = SyscallFields.reader(ref.field().name());
        return new BoundField(ref, reader, ParameterPositions.of(ref));
    }

    public FieldRef ref() {
        return ref;
    }

    FieldReader reader() {
        return reader;
    }

    /** The argument as bytes, lent. */
    byte[] argument() {
        return argument;
    }

    boolean hasArgument() {
        return argument.length > 0;
    }

    /** The argument as a number; {@link FieldRef#NO_INDEX} when it is none. */
    int index() {
        return ref.index();
    }

    /** What the argument names a container's mount by; null if it does not. */
    Pattern mountPattern() {
        return mountPattern;
    }

    /** Which parameter of this event type the field names, or {@link #NO_PARAM}. */
    int param(int type) {
        return type >= 0 && type < params.length ? params[type] : NO_PARAM;
    }

    @Override
    public String toString() {
        return ref.name();
    }
}
