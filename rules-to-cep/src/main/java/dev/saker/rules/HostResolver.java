// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Collection;
import java.util.List;

/**
 * Says which addresses the name of a host stands for, once and for all: what {@code fd.sip.name}
 * and its like are compared with are these addresses. Asked while rules are compiled, or
 * {@linkplain #isLate late}.
 */
@FunctionalInterface
public interface HostResolver {
    /** Addresses as text; none for a name that nobody knows, which then equals no address. */
    List<String> addresses(String name);

    /**
     * Says beforehand which names will be asked for, each once: whoever looks them up far away may
     * ask for all of them at a time.
     */
    default void expect(Collection<String> names) {}

    /**
     * Whether to ask for addresses not before the first event whose outcome hangs on them, in the
     * thread that matches it: looking them up may take longer than everything else before the first
     * event, and most events hang on none. Such rules are for the process that compiles them.
     */
    default boolean isLate() {
        return false;
    }
}
