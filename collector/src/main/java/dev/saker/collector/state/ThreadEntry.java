// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.charset.StandardCharsets;

/**
 * A thread as the collector knows it. What threads of a process share (descriptors, working
 * directory, environment) is kept with the leader of the group. Ids are those of the host's pid
 * namespace, the v-ones those of the thread's own.
 *
 * <p>Plain fields: the table belongs to the reading thread alone, and every event reads most of
 * them. The arrays are shared and not to be written to.
 */
public final class ThreadEntry {
    /** Falco's user and group id of a thread nothing is known about. */
    public static final long NO_ID = 0xffffffffL;

    static final byte[] UNKNOWN_NAME = "<NA>".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NO_DIRECTORY = ByteStrings.EMPTY;
    private static final byte[] UNKNOWN_DIRECTORY = "./".getBytes(StandardCharsets.US_ASCII);

    public final long tid;

    public long pid;
    public long ptid;
    public long vtid;
    public long vpid;
    public long sid;
    public long pgid;
    public long vpgid;

    public byte[] name = ByteStrings.EMPTY;
    public byte[] exe = ByteStrings.EMPTY;
    public byte[] exePath = ByteStrings.EMPTY;
    public byte[] root = ByteStrings.EMPTY;
    public StringList args = StringList.EMPTY;
    public StringList cgroups = StringList.EMPTY;
    public Container container = Container.HOST;

    /** Bits of {@link dev.saker.schemas.ProcessFlag} about the executable. */
    public int exeFlags;

    public long exeIno;

    /** ns since the epoch. */
    public long exeCtime;

    /** ns since the epoch. */
    public long exeMtime;

    public long uid;
    public long gid;

    /** {@link #NO_ID} if unset. */
    public long loginUid = NO_ID;

    public long tty;
    public long capInheritable;
    public long capPermitted;
    public long capEffective;

    /** ns since the epoch; 0 if unknown. */
    public long cloneTime;

    /** ns since the epoch; 0 if unknown. */
    public long pidnsStartTime;

    public long fdLimit;
    public long vmSize;
    public long vmRss;
    public long vmSwap;
    public long minorFaults;
    public long majorFaults;

    /** Nothing but the tid is known: neither events nor /proc told. */
    boolean placeholder;

    /** The clone event of the child came before its caller's, which then has nothing to add. */
    boolean announcedByChild;

    /** The kernel said when it was born that it lives in a pid namespace; an exec forgets it. */
    boolean inPidNamespace;

    boolean dead;

    /** Event time, ns. */
    long lastSeen;

    /** Who the kernel said will inherit the children; -1 if it said nothing. */
    long reaperTid = -1;

    /** An enter event that waits for its exit event; only old recordings have such. */
    byte[] enter;

    /** Since which version of the host's contexts the thread is what it is. */
    long changedAt = ContextNumbers.JUST_NOW;

    /** Until which version {@link #contextNumber} was looked at, and found right. */
    long contextSeenAt;

    /** Stands for all that is told of the thread and its ancestors; 0 before anybody asked. */
    long contextNumber;

    // Kept with the leader, for the whole group.

    FdTable ownFds;
    byte[] ownCwd = NO_DIRECTORY;
    StringList ownEnvironment = StringList.EMPTY;
    boolean reaper;

    // Relations; ThreadTree alone writes them.

    ThreadEntry leader = this;
    int liveThreads;
    ThreadEntry firstThread;
    ThreadEntry nextThread;
    ThreadEntry previousThread;
    ThreadEntry parent;
    ThreadEntry firstChild;
    ThreadEntry nextSibling;
    ThreadEntry previousSibling;

    /** What is told of the thread has changed, or is about to before anybody asks. */
    void changed() {
        changedAt = ContextNumbers.JUST_NOW;
    }

    public ThreadEntry(long tid) {
        this.tid = tid;
    }

    /** An entry for a thread of which nothing can be learnt. */
    static ThreadEntry placeholder(long tid) {
        ThreadEntry entry = new ThreadEntry(tid);
        entry.placeholder = true;
        entry.pid = -1;
        entry.ptid = -1;
        entry.vtid = -1;
        entry.vpid = -1;
        entry.sid = -1;
        entry.pgid = -1;
        entry.vpgid = -1;
        entry.name = UNKNOWN_NAME;
        entry.exe = UNKNOWN_NAME;
        entry.uid = NO_ID;
        entry.gid = NO_ID;
        return entry;
    }

    public boolean isMainThread() {
        return tid == pid;
    }

    /** The main thread of the group; the thread itself while its leader is unknown. */
    public ThreadEntry leader() {
        return leader;
    }

    /** The thread that made this one's process, or has inherited it; null if it is not known. */
    public ThreadEntry parent() {
        return parent;
    }

    /** The main thread of the parent; null if there is none that is known. */
    public ThreadEntry parentProcess() {
        return leader.parent == null ? null : leader.parent.leader;
    }

    public boolean isPlaceholder() {
        return placeholder;
    }

    public boolean isReaper() {
        return leader.reaper;
    }

    /** Whether the thread lives in a pid namespace other than the host's. */
    public boolean isInPidNamespace() {
        return inPidNamespace || tid != vtid && vtid >= 0;
    }

    /** The descriptors of the process; of a placeholder: those seen since. */
    public FdTable fds() {
        if (leader.ownFds == null) {
            leader.ownFds = new FdTable();
        }
        return leader.ownFds;
    }

    /** The working directory, with a slash at its end; Falco's word for it if none is known. */
    public byte[] cwd() {
        return hasLeader() ? leader.ownCwd : UNKNOWN_DIRECTORY;
    }

    public StringList environment() {
        return leader.ownEnvironment;
    }

    public int liveThreads() {
        return placeholder ? 0 : leader.liveThreads;
    }

    /** Whether the main thread of the group is known: it keeps what all of them share. */
    public boolean hasLeader() {
        return !placeholder && leader.isMainThread();
    }

    /** How many live threads the process has beside its main thread. */
    public int childThreads() {
        return leader.isMainThread() && !leader.dead ? liveThreads() - 1 : liveThreads();
    }
}
