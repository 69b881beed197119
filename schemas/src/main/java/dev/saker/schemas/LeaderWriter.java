// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Writes the leaders of a process's session and groups, those that look like another as such. */
final class LeaderWriter {
    private static final Leader[] LEADERS = Leader.values();

    // Branches of a leader.
    private static final int LEADER_IS_PROCESS = 0;
    private static final int LEADER_IS_KNOWN = 1;
    private static final int LEADER_IN_FULL = 2;
    private static final int NONE = Integer.MIN_VALUE;

    private final AvroOutput out;
    private final Slice slice = new Slice();
    private final Slice leaderName = new Slice();
    private final Slice leaderExe = new Slice();
    private final Slice leaderExePath = new Slice();

    LeaderWriter(AvroOutput out) {
        this.out = out;
    }

    /** Those of the event, behind what was written. */
    void put(SyscallEventSource event, int groups) {
        for (Leader leader : LEADERS) {
            putLeader(event, leader, groups);
        }
    }

    /** Most leaders look like the process, its parent or each other, so they are not repeated. */
    private void putLeader(SyscallEventSource event, Leader leader, int groups) {
        event.leaderName(leader, leaderName);
        event.leaderExe(leader, leaderExe);
        event.leaderExePath(leader, leaderExePath);
        if (looksLikeProcess(event)) {
            out.putLong(LEADER_IS_PROCESS);
            return;
        }
        int known = ancestorLikeLeader(event, groups);
        if (known == NONE) {
            known = leaderBefore(event, leader);
        }
        if (known != NONE) {
            out.putLong(LEADER_IS_KNOWN);
            out.putLong(known);
            return;
        }
        out.putLong(LEADER_IN_FULL);
        out.putBytes(leaderName);
        out.putBytes(leaderExe);
        out.putBytes(leaderExePath);
    }

    private boolean looksLikeProcess(SyscallEventSource event) {
        if (!event.hasProcess()) {
            return false;
        }
        event.processName(slice);
        if (!slice.contentEquals(leaderName)) {
            return false;
        }
        event.processExe(slice);
        if (!slice.contentEquals(leaderExe)) {
            return false;
        }
        event.processExePath(slice);
        return slice.contentEquals(leaderExePath);
    }

    /** The first ancestor with details in the record that looks like the leader, or none. */
    private int ancestorLikeLeader(SyscallEventSource event, int groups) {
        for (int ancestor = 0; ancestor < event.ancestorCount(); ancestor++) {
            if (SyscallEventWriter.hasDetails(event, ancestor, groups)
                    && looksLikeAncestor(event, ancestor)) {
                return ancestor;
            }
        }
        return NONE;
    }

    /** The number of the first of the leaders before this one that looks like it, or none. */
    private int leaderBefore(SyscallEventSource event, Leader leader) {
        for (int before = 0; before < leader.ordinal(); before++) {
            Leader other = LEADERS[before];
            event.leaderName(other, slice);
            boolean same = slice.contentEquals(leaderName);
            event.leaderExe(other, slice);
            same &= slice.contentEquals(leaderExe);
            event.leaderExePath(other, slice);
            if (same && slice.contentEquals(leaderExePath)) {
                return other.reference();
            }
        }
        return NONE;
    }

    private boolean looksLikeAncestor(SyscallEventSource event, int ancestor) {
        event.ancestorName(ancestor, slice);
        if (!slice.contentEquals(leaderName)) {
            return false;
        }
        event.ancestorExe(ancestor, slice);
        if (!slice.contentEquals(leaderExe)) {
            return false;
        }
        event.ancestorExePath(ancestor, slice);
        return slice.contentEquals(leaderExePath);
    }
}
