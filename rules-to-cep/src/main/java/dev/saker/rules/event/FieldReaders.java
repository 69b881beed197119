// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The readers of a class of fields by name, collected once. */
final class FieldReaders {
    private final Map<String, FieldReader> byName = new HashMap<>();
    private final Set<String> partial = new HashSet<>();

    /** A field. */
    FieldReaders put(String name, FieldReader reader) {
        if (byName.put(name, reader) != null) {
            throw new IllegalStateException("field has two readers: " + name);
        }
        return this;
    }

    /** A field that some records answer and others cannot. */
    FieldReaders putPartial(String name, FieldReader reader) {
        partial.add(name);
        return put(name, reader);
    }

    /** A field of the process: null when the thread table had no room for it. */
    FieldReaders putProcess(String name, FieldReader reader) {
        return put(
                name,
                (view, field, into) -> {
                    if (view.event().hasProcess()) {
                        reader.read(view, field, into);
                    } else {
                        into.setNull();
                    }
                });
    }

    /** A field of the process that some records answer and others cannot. */
    FieldReaders putPartialProcess(String name, FieldReader reader) {
        partial.add(name);
        return putProcess(name, reader);
    }

    /** A field of the file descriptor: null when the event is not about one. */
    FieldReaders putFd(String name, FieldReader reader) {
        return put(
                name,
                (view, field, into) -> {
                    if (view.event().hasFd()) {
                        reader.read(view, field, into);
                    } else {
                        into.setNull();
                    }
                });
    }

    Map<String, FieldReader> byName() {
        return Map.copyOf(byName);
    }

    /** The names of the fields that some records cannot answer. */
    Set<String> partial() {
        return Set.copyOf(partial);
    }
}
