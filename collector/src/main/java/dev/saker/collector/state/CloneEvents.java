// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/**
 * Births. A thread is announced twice, by its caller (the call returns the child's id) and by
 * itself (the call returns 0), in either order; whichever comes first makes the entry. A child
 * inside a pid namespace is made from its own event only, because its caller's does not know its
 * inner ids.
 */
final class CloneEvents {
    private static final long CLONE_NEWPID = 1 << 6;
    private static final long CLONE_PARENT = 1 << 8;
    private static final long CLONE_THREAD = 1 << 13;
    private static final long CLONE_VFORK = 1 << 27;
    static final long CHILD_IN_PIDNS = 1L << 29;
    private static final int FLAGS = 15;

    /** Falco's inner process id where an old event does not tell it. */
    private static final long UNKNOWN_ID = -1;

    private final HostState host;

    CloneEvents(HostState host) {
        this.host = host;
    }

    void apply(CurrentEvent event) {
        if (!event.hasResult || event.result < 0) {
            return;
        }
        if (event.result == 0) {
            announcedByChild(event);
        } else {
            announcedByCaller(event);
        }
    }

    private void announcedByCaller(CurrentEvent event) {
        long tid = event.event().tid();
        ThreadEntry caller = host.threadOrLookup(tid, event.event().time());
        event.thread = caller;
        if (caller == null) {
            return;
        }
        boolean known = !caller.placeholder;
        if (!known) {
            learn(caller, event.number(4), event.number(5), event);
        }
        long flags = event.number(FLAGS);
        long childTid = event.result;
        if ((flags & (CHILD_IN_PIDNS | CLONE_NEWPID | CLONE_PARENT | CLONE_VFORK)) != 0
                || tid != caller.vtid
                || event.code == EventCodes.VFORK
                || host.hasExited(childTid, tid, event.event().time())) {
            return;
        }
        ThreadEntry existing = host.threads().get(childTid);
        if (existing != null && existing.announcedByChild) {
            return;
        }
        ThreadEntry child = childOf(event, caller, childTid, flags, known);
        if (!known) {
            takeProgram(caller, child);
        }
        host.threads().add(child);
    }

    /** An event tells who a thread is of which nothing but its number was known. */
    private void learn(ThreadEntry thread, long pid, long ptid, CurrentEvent event) {
        ThreadTree.unlink(thread);
        thread.changed();
        thread.placeholder = false;
        thread.pid = pid;
        thread.ptid = ptid;
        thread.vtid = event.event().longParam(18, thread.tid);
        thread.vpid = event.event().longParam(19, UNKNOWN_ID);
        ThreadTree.link(thread, host.threads());
    }

    /** What a child runs its maker ran, too: enough to name one of whom nothing else is known. */
    private static void takeProgram(ThreadEntry unknown, ThreadEntry child) {
        unknown.exe = child.exe;
        unknown.args = child.args;
        unknown.name = child.name;
    }

    private ThreadEntry childOf(
            CurrentEvent event, ThreadEntry caller, long childTid, long flags, boolean known) {
        boolean isThread = (flags & CLONE_THREAD) != 0;
        ThreadEntry child = new ThreadEntry(childTid);
        child.pid = isThread ? caller.pid : childTid;
        child.ptid = isThread ? caller.ptid : caller.tid;
        child.vtid = child.tid;
        child.vpid = child.pid;
        describe(event, child);
        if (known) {
            inherit(child, caller, isThread);
        }
        child.pidnsStartTime = host.bootTime();
        return child;
    }

    private void announcedByChild(CurrentEvent event) {
        long time = event.event().time();
        ThreadEntry existing = event.thread;
        if (existing != null && existing.cloneTime != 0 && isJustBorn(existing, time)) {
            return;
        }
        long flags = event.number(FLAGS);
        boolean isThread = (flags & CLONE_THREAD) != 0;
        ThreadEntry child = new ThreadEntry(event.event().tid());
        child.announcedByChild = true;
        child.pid = event.number(4);
        child.ptid = event.number(5);
        child.vtid = event.event().longParam(18, child.tid);
        child.vpid = event.event().longParam(19, UNKNOWN_ID);
        child.inPidNamespace = (flags & CHILD_IN_PIDNS) != 0;
        ThreadEntry model = host.threadOrLookup(isThread ? child.pid : child.ptid, time);
        event.thread = null;
        describe(event, child);
        if (model != null && !model.placeholder) {
            inherit(child, model, isThread);
        } else if (model != null && isThread) {
            learn(model, child.pid, child.ptid, event);
            model.vtid = child.vpid;
            takeProgram(model, child);
        }
        child.pidnsStartTime = pidnsStart(event, child, flags);
        if (host.threads().add(child)) {
            event.thread = child;
        }
    }

    /** Who was born after this event is another thread, as in Falco: clocks may go back. */
    private static boolean isJustBorn(ThreadEntry thread, long time) {
        long age = time - thread.cloneTime;
        return age >= 0 && age < ProcessEvents.SAME_THREAD_NANOS;
    }

    private long pidnsStart(CurrentEvent event, ThreadEntry child, long flags) {
        boolean inside = (flags & (CHILD_IN_PIDNS | CLONE_NEWPID)) != 0 || child.tid != child.vtid;
        if (!inside) {
            return host.bootTime();
        }
        return event.has(20) ? event.number(20) + host.bootTime() : 0;
    }

    private void describe(CurrentEvent event, ThreadEntry child) {
        child.exe = event.knownText(1);
        child.args = event.list(2);
        child.name = event.has(13) ? event.text(13) : child.exe;
        child.fdLimit = event.number(7);
        ProcessEvents.setResources(event, child);
        child.uid = event.number(16);
        child.gid = event.number(17);
        if (event.has(14)) {
            child.cgroups = event.groups(14);
            child.container = host.containers().of(child.cgroups);
        }
        child.cloneTime = event.event().time();
        child.lastSeen = child.cloneTime;
        ProcessEvents.setCwdIfUnknown(host, event, child);
    }

    /**
     * What a child has from the thread it was made by, or from its leader. A process gets a copy of
     * the descriptors even when it was asked to share them, as in Falco; a thread uses its
     * leader's.
     */
    private static void inherit(ThreadEntry child, ThreadEntry from, boolean isThread) {
        child.exePath = from.exePath;
        child.exeFlags = from.exeFlags;
        child.exeIno = from.exeIno;
        child.exeCtime = from.exeCtime;
        child.exeMtime = from.exeMtime;
        child.root = from.root;
        child.sid = from.sid;
        child.pgid = from.pgid;
        child.vpgid = from.vpgid;
        child.tty = from.tty;
        child.loginUid = from.loginUid;
        child.capInheritable = from.capInheritable;
        child.capPermitted = from.capPermitted;
        child.capEffective = from.capEffective;
        if (!isThread) {
            child.ownFds = from.fds().copy();
            child.ownCwd = from.cwd();
            child.ownEnvironment = from.environment();
        }
    }
}
