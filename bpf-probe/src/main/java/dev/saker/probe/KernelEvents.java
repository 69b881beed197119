// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.util.BitSet;

/**
 * Where events come from: our own {@link Probe}, or Falco's {@link ModuleEvents kernel module}.
 * Opened, then attached, then read by one thread.
 */
public interface KernelEvents extends AutoCloseable {
    /** Events flow from here on. */
    void attach() throws ProbeException;

    /** No new events; what the rings hold can still be read. */
    void detach();

    /** Of these events, those that can be captured without being attached anew. */
    BitSet selectable(BitSet codes);

    /** Whether events can carry what {@code EventPrefix} tells of changed arguments. */
    boolean checksRaces();

    /**
     * Captures these events and no others from now on.
     *
     * @throws IllegalArgumentException if it has an event that is not {@link #selectable}
     */
    void setEvents(EventSelection events);

    /** For one thread. */
    ProbeReader reader();

    /** What the kernel side has produced and lost so far. */
    DropCounters drops();

    /** How often the wall clock was set meanwhile, as far as that is noticed. */
    long clockJumps();

    @Override
    void close();
}
