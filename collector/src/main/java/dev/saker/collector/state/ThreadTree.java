// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/**
 * Who is whose child, and who is in whose thread group. Relations are links between entries, so an
 * event's ancestors are found without a look-up.
 */
final class ThreadTree {
    private ThreadTree() {}

    /** Puts an entry into its group and below its parent, as far as the table knows them. */
    static void link(ThreadEntry entry, ThreadTable table) {
        ThreadEntry leader = entry.isMainThread() ? entry : table.get(entry.pid);
        entry.leader = leader == null ? entry : leader;
        entry.changed();
        if (entry.pid == 1 || entry.vpid == 1) {
            entry.leader.reaper = true;
            entry.leader.changed();
        }
        joinGroup(entry);
        ThreadEntry parent = entry.pid == 1 ? null : table.get(entry.ptid);
        if (parent == null || parent.placeholder || parent == entry) {
            // Nobody we know: the kernel's init, as far as ancestors go.
            entry.ptid = entry.pid == 1 ? entry.ptid : 0;
            return;
        }
        adopt(parent, entry);
    }

    /** Takes an entry out of its group and from its parent. Its children must be gone before. */
    static void unlink(ThreadEntry entry) {
        leaveGroup(entry);
        leaveParent(entry);
    }

    /** Gives the children to another thread, or to nobody. */
    static void handOverChildren(ThreadEntry from, ThreadEntry to) {
        while (from.firstChild != null) {
            ThreadEntry child = from.firstChild;
            leaveParent(child);
            child.ptid = to == null ? 0 : to.tid;
            child.changed();
            if (to != null && to != child) {
                adopt(to, child);
            }
        }
    }

    /**
     * Who inherits the children when the kernel did not say: another live thread of the group, else
     * the nearest ancestor that is a (sub-)reaper, else nobody.
     */
    static ThreadEntry findReaper(ThreadEntry dying) {
        ThreadEntry sibling = liveThread(dying.leader, dying);
        if (sibling != null) {
            return sibling;
        }
        ThreadEntry current = dying.parent;
        // A loop in the parents cannot be longer than any chain of processes is deep.
        for (int depth = 0; current != null && depth < 1024; depth++) {
            if (current.isInPidNamespace() != dying.isInPidNamespace()) {
                return null;
            }
            if (current.leader.reaper && current.leader.liveThreads > 0) {
                return liveThread(current.leader, dying);
            }
            current = current.parent;
        }
        return null;
    }

    static void markDead(ThreadEntry entry) {
        if (!entry.dead) {
            entry.dead = true;
            entry.leader.liveThreads--;
        }
    }

    static void resurrect(ThreadEntry entry) {
        if (entry.dead) {
            entry.dead = false;
            entry.leader.liveThreads++;
        }
    }

    /** The main thread if it lives, else who of the group was first: the list has them last. */
    private static ThreadEntry liveThread(ThreadEntry leader, ThreadEntry except) {
        ThreadEntry eldest = null;
        for (ThreadEntry at = leader.firstThread; at != null; at = at.nextThread) {
            if (!at.dead && at != except) {
                if (at == leader) {
                    return at;
                }
                eldest = at;
            }
        }
        return eldest;
    }

    private static void joinGroup(ThreadEntry entry) {
        ThreadEntry leader = entry.leader;
        if (!entry.dead) {
            leader.liveThreads++;
        }
        entry.nextThread = leader.firstThread;
        if (leader.firstThread != null) {
            leader.firstThread.previousThread = entry;
        }
        leader.firstThread = entry;
    }

    private static void leaveGroup(ThreadEntry entry) {
        ThreadEntry leader = entry.leader;
        if (!entry.dead) {
            leader.liveThreads--;
        }
        if (entry.previousThread != null) {
            entry.previousThread.nextThread = entry.nextThread;
        } else if (leader.firstThread == entry) {
            leader.firstThread = entry.nextThread;
        }
        if (entry.nextThread != null) {
            entry.nextThread.previousThread = entry.previousThread;
        }
        entry.nextThread = null;
        entry.previousThread = null;
    }

    private static void adopt(ThreadEntry parent, ThreadEntry child) {
        child.parent = parent;
        child.changed();
        child.previousSibling = null;
        child.nextSibling = parent.firstChild;
        if (parent.firstChild != null) {
            parent.firstChild.previousSibling = child;
        }
        parent.firstChild = child;
    }

    private static void leaveParent(ThreadEntry child) {
        if (child.parent == null) {
            return;
        }
        if (child.previousSibling != null) {
            child.previousSibling.nextSibling = child.nextSibling;
        } else {
            child.parent.firstChild = child.nextSibling;
        }
        if (child.nextSibling != null) {
            child.nextSibling.previousSibling = child.previousSibling;
        }
        child.parent = null;
        child.changed();
        child.nextSibling = null;
        child.previousSibling = null;
    }
}
