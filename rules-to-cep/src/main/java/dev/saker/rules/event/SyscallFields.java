// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every field that a syscall event answers, class by class. */
public final class SyscallFields {
    private static final Map<String, FieldReader> READERS = readers();
    private static final FieldReader UNANSWERED = (view, field, into) -> into.setUnknown();

    private SyscallFields() {}

    /** Whether records of syscalls have an answer to the field, if only null. */
    public static boolean answers(String fieldName) {
        return READERS.containsKey(fieldName);
    }

    /** The names of all fields that are answered. */
    public static Set<String> answered() {
        return new TreeSet<>(READERS.keySet());
    }

    /** A field that no record answers reads as unknown. */
    static FieldReader reader(String fieldName) {
        return READERS.getOrDefault(fieldName, UNANSWERED);
    }

    private static Map<String, FieldReader> readers() {
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
        return readers.byName();
    }
}
