// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.EnumSet;
import java.util.Set;

/**
 * Parts of a syscall event that travel only when somebody asks for them. A projection is a set of
 * groups as bits; a field of a group outside the record's projection is unknown, which is not null.
 * The ordinal is the bit: append only.
 */
public enum FieldGroup {
    /** The environment of the process. */
    ENVIRONMENT,
    /** Executable, path and arguments of the ancestors beyond the parent. */
    ANCESTOR_DETAILS,
    /** Executable, path and arguments of the parent. */
    PARENT_DETAILS,
    /** Buffers among the event's parameters: what was read, written, sent. */
    DATA,
    /** Control groups of the thread by subsystem. */
    CGROUPS,
    /** Leaders of the session and of the process groups. */
    LEADERS,
    /** Memory, faults, descriptors, threads and children of the process. */
    RESOURCES,
    /** What standard input, output and error are. */
    STDIO,
    /** Home directory and shell of the user. */
    USER_DETAILS,
    /** What a container runtime tells of the container: image, mounts, labels, pod. */
    CONTAINER_DETAILS,
    /**
     * What tells that arguments were changed under the kernel's eyes: the path of the file it
     * opened, and whether memory differed before and after the call.
     */
    RACES,
    /**
     * The part of CONTAINER_DETAILS that outputs end with: names of the container, its image, its
     * pod and namespace. A tenth of it, and travels with nearly every event of a container.
     */
    CONTAINER_NAMES;

    /** What travels without anybody asking. */
    public static final int DEFAULT = PARENT_DETAILS.bit() | LEADERS.bit();

    /** Every group. */
    public static final int ALL = (1 << values().length) - 1;

    public int bit() {
        return 1 << ordinal();
    }

    /** Whether records of this projection have it, by itself or in the group it is a part of. */
    public boolean in(int projection) {
        return (projection & (bit() | (this == CONTAINER_NAMES ? CONTAINER_DETAILS.bit() : 0)))
                != 0;
    }

    /** Whether the group travels only on demand. */
    public boolean heavy() {
        return !in(DEFAULT);
    }

    /** Those that are named, without their parts. */
    public static Set<FieldGroup> of(int projection) {
        Set<FieldGroup> groups = EnumSet.noneOf(FieldGroup.class);
        for (FieldGroup group : values()) {
            if ((projection & group.bit()) != 0) {
                groups.add(group);
            }
        }
        return groups;
    }
}
