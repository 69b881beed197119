// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * What a record says of the ancestors of its process and of those who lead its session and groups:
 * most of these look like one of the others, and the record says which.
 */
abstract sealed class AncestryReader extends ProcessReader permits SyscallEventReader {
    private static final int FIRST_LEADER_LEAF = EventLeaf.LEADERS_SESSION.ordinal();
    private static final int LEAVES_PER_LEADER = 4;
    private static final int NO_ANCESTOR = -1;

    private final ItemIndex ancestors = new ItemIndex();
    private final ItemIndex ancestorArgs = new ItemIndex();
    private int ancestorOfArgs = NO_ANCESTOR;

    @Override
    void forgetItems() {
        super.forgetItems();
        ancestors.forget();
        ancestorOfArgs = NO_ANCESTOR;
    }

    @Override
    public final int ancestorCount() {
        return index(ancestors, EventLeaf.ANCESTORS).count();
    }

    @Override
    public final void ancestorName(int ancestor, Slice into) {
        seekAncestor(ancestor);
        in.readSlice(into);
    }

    @Override
    public final long ancestorPid(int ancestor) {
        return ancestorNumber(ancestor, 0);
    }

    @Override
    public final long ancestorVpid(int ancestor) {
        return ancestorNumber(ancestor, 1);
    }

    @Override
    public final long ancestorCloneTime(int ancestor) {
        return ancestorNumber(ancestor, 2);
    }

    @Override
    public final boolean hasAncestorDetails(int ancestor) {
        ancestorNumber(ancestor, 2);
        return in.readBranch(2) == 1;
    }

    @Override
    public final void ancestorExe(int ancestor, Slice into) {
        if (hasAncestorDetails(ancestor)) {
            in.readSlice(into);
        } else {
            into.setAbsent();
        }
    }

    @Override
    public final void ancestorExePath(int ancestor, Slice into) {
        if (hasAncestorDetails(ancestor)) {
            in.skipBytes();
            in.readSlice(into);
        } else {
            into.setAbsent();
        }
    }

    @Override
    public final int ancestorArgCount(int ancestor) {
        return indexAncestorArgs(ancestor).count();
    }

    @Override
    public final void ancestorArg(int ancestor, int index, Slice into) {
        in.position(indexAncestorArgs(ancestor).start(index));
        in.readSlice(into);
    }

    @Override
    public final boolean hasLeaders() {
        return present(EventLeaf.LEADERS);
    }

    @Override
    public final void leaderName(Leader leader, Slice into) {
        int leaf = leaderLeaf(leader);
        if (inFull(leaf)) {
            slice(leaf + 1, into);
        } else if (numbers[leaf] == SAME_AS_PROCESS) {
            processName(into);
        } else {
            ancestorName(ancestorOf(leaf), into);
        }
    }

    @Override
    public final void leaderExe(Leader leader, Slice into) {
        int leaf = leaderLeaf(leader);
        if (inFull(leaf)) {
            slice(leaf + 2, into);
        } else if (numbers[leaf] == SAME_AS_PROCESS) {
            processExe(into);
        } else {
            ancestorExe(ancestorOf(leaf), into);
        }
    }

    @Override
    public final void leaderExePath(Leader leader, Slice into) {
        int leaf = leaderLeaf(leader);
        if (inFull(leaf)) {
            slice(leaf + 3, into);
        } else if (numbers[leaf] == SAME_AS_PROCESS) {
            processExePath(into);
        } else {
            ancestorExePath(ancestorOf(leaf), into);
        }
    }

    /** Where the leader is told, or where the one is that it looks like. */
    private int leaderLeaf(Leader leader) {
        int leaf = FIRST_LEADER_LEAF + leader.ordinal() * LEAVES_PER_LEADER;
        walkTo(leaf);
        while (!inFull(leaf) && numbers[leaf] < 0 && numbers[leaf] != SAME_AS_PROCESS) {
            long before = FIRST_LEADER_LEAF + Leader.ordinalOf(numbers[leaf]) * LEAVES_PER_LEADER;
            if (before >= leaf) {
                throw in.malformed("leader refers to leader " + numbers[leaf]);
            }
            leaf = (int) before;
        }
        return leaf;
    }

    /** Also when there are no leaders at all: then its slices are absent like any others. */
    private boolean inFull(int leaderLeaf) {
        return present[leaderLeaf] || !present[EventLeaf.LEADERS.ordinal()];
    }

    private int ancestorOf(int leaderLeaf) {
        long ancestor = numbers[leaderLeaf];
        if (ancestor >= ancestorCount()) {
            throw in.malformed("leader refers to ancestor " + ancestor);
        }
        return (int) ancestor;
    }

    final ItemIndex indexAncestorArgs(int ancestor) {
        if (ancestorOfArgs != ancestor) {
            ancestorOfArgs = NO_ANCESTOR;
            ancestorArgs.forget();
            if (hasAncestorDetails(ancestor)) {
                in.skipBytes();
                in.skipBytes();
                EventItems.index(in, EventItems.Kind.BYTES, ancestorArgs);
            } else {
                ancestorArgs.complete();
            }
            ancestorOfArgs = ancestor;
        }
        return ancestorArgs;
    }

    private void seekAncestor(int ancestor) {
        in.position(index(ancestors, EventLeaf.ANCESTORS).start(ancestor));
    }

    /** The numbers after an ancestor's name, from 0. */
    private long ancestorNumber(int ancestor, int which) {
        seekAncestor(ancestor);
        in.skipBytes();
        for (int before = 0; before < which; before++) {
            in.readLong();
        }
        return in.readLong();
    }
}
