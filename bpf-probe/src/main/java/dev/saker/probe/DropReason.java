// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

/**
 * Why the kernel side lost an event, or part of one. Order and position are those of {@code struct
 * counters} in maps.bpf.h, which begins with the number of events produced.
 */
public enum DropReason {
    /** Another event was being made on that CPU. */
    SCRATCH(true),
    /** The parameters did not fit. */
    OVERSIZE(true),
    /** The program of the system call could not be reached. */
    TAIL_CALL(true),
    /** Memory of the process was not resident: the event came, that parameter empty. */
    PAGE_FAULT(false),
    /** The ring was full when an event of this class was to be written: {@link EventClass}. */
    RING_FULL_CLONE_FORK(true),
    RING_FULL_EXECVE(true),
    RING_FULL_EXIT(true),
    RING_FULL_IDENTITY(true),
    RING_FULL_CONTROL(true),
    RING_FULL_CONNECT(true),
    RING_FULL_NETWORK(true),
    RING_FULL_DESCRIPTOR(true),
    RING_FULL_OPEN(true),
    RING_FULL_FILE(true),
    RING_FULL_CLOSE(true),
    RING_FULL_TRAFFIC(true),
    RING_FULL_VOLUME(true),
    /** Turned away while the ring filled, so that what matters more had room: {@link ShedStep}. */
    SHED_VOLUME(true),
    SHED_TRAFFIC(true),
    SHED_CLOSE(true),
    SHED_FAILED(true),
    SHED_FILE(true),
    /**
     * Memory of the process could not be read, or what lay in the ring was no event: of the kernel
     * module alone, which loses all of the event then.
     */
    UNREADABLE(true);

    private final boolean losesEvent;

    DropReason(boolean losesEvent) {
        this.losesEvent = losesEvent;
    }

    public boolean losesEvent() {
        return losesEvent;
    }

    /** As metrics and summaries name it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
