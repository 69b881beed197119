// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import java.util.Map;
import java.util.Set;

/** Every field that a syscall event answers, class by class. */
public final class SyscallFields {
    private static final FieldReaders ALL = all();
    private static final Map<String, FieldReader> READERS = ALL.byName();
    private static final Set<String> PARTIAL = ALL.partial();
    private static final FieldReader UNANSWERED = (view, field, into) -> into.setUnknown();

    private SyscallFields() {}

    /**
     * Whether every record of a syscall has an answer to the field, if only null, given the field's
     * group. Rules that ask for other fields cannot be decided.
     */
    public static boolean answers(String fieldName) {
        return READERS.containsKey(fieldName) && !PARTIAL.contains(fieldName);
    }

    /** A field that no record answers reads as unknown. */
    static FieldReader reader(String fieldName) {
        return READERS.getOrDefault(fieldName, UNANSWERED);
    }

    private static FieldReaders all() {
        FieldReaders readers = new FieldReaders();
        GenericFields.addTo(readers);
        EventFields.addTo(readers);
        EventCountFields.addTo(readers);
        ArgumentFields.addTo(readers);
        ProcessFields.addTo(readers);
        ProcessTextFields.addTo(readers);
        AncestorFields.addTo(readers);
        ThreadFields.addTo(readers);
        UserFields.addTo(readers);
        FdFields.addTo(readers);
        SocketFields.addTo(readers);
        PathFields.addTo(readers);
        ContainerFields.addTo(readers);
        InfrastructureFields.addTo(readers);
        RecordedFields.addTo(readers);
        return readers;
    }
}
