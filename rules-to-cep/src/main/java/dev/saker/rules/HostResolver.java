// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Collection;
import java.util.List;

/**
 * Says which addresses the name of a host stands for. Asked while rules are compiled, once and for
 * all: what {@code fd.sip.name} and its like are compared with are these addresses.
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
}
