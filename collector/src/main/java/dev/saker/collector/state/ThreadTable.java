// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * All threads of the host by tid, bounded. When it is full new threads are not stored and counted;
 * their events then have no process. Entries whose exit was lost are found by {@link #purge}.
 */
public final class ThreadTable {
    /** Falco's default. */
    public static final int DEFAULT_CAPACITY = 262_144;

    private final LongMap<ThreadEntry> threads = new LongMap<>();
    private final int capacity;
    private long refused;
    private long purged;
    private int purgeSlot;

    /** Who was asked for last: most events are of the thread that the event before was of. */
    private ThreadEntry last;

    public ThreadTable(int capacity) {
        this.capacity = capacity;
    }

    public int size() {
        return threads.size();
    }

    /** How many threads found no room. */
    public long refused() {
        return refused;
    }

    /** How many entries were removed because their thread was gone without an exit event. */
    public long purged() {
        return purged;
    }

    public ThreadEntry get(long tid) {
        ThreadEntry known = last;
        return known != null && known.tid == tid ? known : find(tid);
    }

    private ThreadEntry find(long tid) {
        ThreadEntry found = threads.get(tid);
        if (found != null) {
            last = found;
        }
        return found;
    }

    /** Counts a thread that found no room. */
    void refuse() {
        refused++;
    }

    boolean isFull() {
        return threads.size() >= capacity;
    }

    /** Stores and links an entry; whatever had its tid is removed. False when there is no room. */
    boolean add(ThreadEntry entry) {
        if (!store(entry)) {
            return false;
        }
        ThreadTree.link(entry, this);
        return true;
    }

    /** Stores an entry whose relations are not known yet. */
    boolean store(ThreadEntry entry) {
        ThreadEntry old = threads.get(entry.tid);
        if (old != null) {
            removeStale(old);
        }
        if (isFull()) {
            refuse();
            return false;
        }
        threads.put(entry.tid, entry);
        last = entry;
        return true;
    }

    int slots() {
        return threads.slots();
    }

    void forEach(Consumer<? super ThreadEntry> visitor) {
        threads.forEach(visitor);
    }

    /**
     * Removes a thread that has ended. Its children go to the reaper. A main thread stays until its
     * group is empty, because the others use what it keeps.
     */
    void remove(ThreadEntry entry) {
        ThreadTree.markDead(entry);
        handOverChildren(entry);
        ThreadEntry leader = entry.leader;
        if (entry != leader) {
            removeOnly(entry);
        }
        if (leader.liveThreads <= 0 && threads.get(leader.tid) == leader) {
            while (leader.firstThread != null && leader.firstThread != leader) {
                removeOnly(leader.firstThread);
            }
            handOverChildren(leader);
            removeOnly(leader);
        }
    }

    /** After an exec only the thread that called it is left. */
    void removeOtherThreads(ThreadEntry survivor) {
        ThreadEntry at = survivor.leader.firstThread;
        while (at != null) {
            ThreadEntry next = at.nextThread;
            if (at != survivor && at != survivor.leader) {
                remove(at);
            }
            at = next;
        }
    }

    /**
     * Looks at a few entries per call and removes those unseen since the given event time and not
     * alive, so that a lost exit costs memory only for a while.
     */
    void purge(int slots, long unseenSince, LongPredicate alive) {
        for (int step = 0; step < slots; step++) {
            purgeSlot = purgeSlot + 1 < threads.slots() ? purgeSlot + 1 : 0;
            ThreadEntry entry = threads.valueAt(purgeSlot);
            if (entry != null && entry.lastSeen < unseenSince && !alive.test(entry.tid)) {
                purged++;
                remove(entry);
            }
        }
    }

    /**
     * Whoever has the tid now is somebody else, so the old process is gone with all its threads.
     */
    private void removeStale(ThreadEntry old) {
        if (old.leader == old) {
            removeOtherThreads(old);
        }
        removeOnly(old);
    }

    private void handOverChildren(ThreadEntry entry) {
        if (entry.firstChild == null) {
            return;
        }
        ThreadEntry reaper = entry.reaperTid > 0 ? threads.get(entry.reaperTid) : null;
        if (reaper == null || reaper.placeholder || reaper == entry) {
            reaper = ThreadTree.findReaper(entry);
        }
        if (reaper != null && reaper.leader != entry.leader) {
            reaper.leader.reaper = true;
            reaper.leader.changed();
        }
        ThreadTree.handOverChildren(entry, reaper);
    }

    private void removeOnly(ThreadEntry entry) {
        ThreadTree.markDead(entry);
        handOverChildren(entry);
        ThreadTree.unlink(entry);
        if (threads.get(entry.tid) == entry) {
            threads.remove(entry.tid);
            last = null;
        }
    }
}
