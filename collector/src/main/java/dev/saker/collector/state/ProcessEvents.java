// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.ScapEvent;
import dev.saker.schemas.ProcessFlag;
import java.util.Arrays;

/** Events by which threads come, become other programs, and go. */
final class ProcessEvents {
    /** A second announcement of a thread comes within this time; a later one is another thread. */
    static final long SAME_THREAD_NANOS = 2_000_000_000L;

    private static final int EXE_FLAGS =
            ProcessFlag.EXE_WRITABLE.bit()
                    | ProcessFlag.EXE_UPPER_LAYER.bit()
                    | ProcessFlag.EXE_LOWER_LAYER.bit()
                    | ProcessFlag.EXE_FROM_MEMFD.bit();

    private static final int REAPER_TID = 4;
    private static final int VM_SWAP = 12;
    private static final long AT_EMPTY_PATH = 1;

    private final HostState host;
    private final CloneEvents clones;

    ProcessEvents(HostState host) {
        this.host = host;
        this.clones = new CloneEvents(host);
    }

    /** Events by which threads come and go. */
    void enterLives(HandlerTable table) {
        table.on(EventCodes.CLONE, clones::apply);
        table.on(EventCodes.CLONE3, clones::apply);
        table.on(EventCodes.FORK, clones::apply);
        table.on(EventCodes.VFORK, clones::apply);
        table.on(EventCodes.PROCEXIT, this::exit);
    }

    void enterImages(HandlerTable table) {
        table.on(EventCodes.EXECVE, this::exec);
        table.on(EventCodes.EXECVEAT, this::exec);
    }

    /** Only success changes anything: on failure rules see the caller, as it goes on to be. */
    private void exec(CurrentEvent event) {
        if (!event.succeeded()) {
            return;
        }
        ThreadEntry thread = event.thread;
        ThreadTree.resurrect(thread);
        setGroup(event, thread);
        thread.inPidNamespace = false;
        setImage(event, thread);
        setIdentity(event, thread);
        thread.fds().removeCloseOnExec();
        host.threads().removeOtherThreads(thread);
    }

    private void setGroup(CurrentEvent event, ThreadEntry thread) {
        long pid = event.number(4);
        if (!thread.placeholder && thread.pid == pid) {
            return;
        }
        FdTable fds = thread.fds();
        ThreadTree.unlink(thread);
        if (thread.placeholder) {
            thread.ptid = event.number(5);
            thread.vtid = thread.tid;
            thread.vpid = pid;
            thread.placeholder = false;
        }
        thread.pid = pid;
        ThreadTree.link(thread, host.threads());
        if (thread.leader == thread) {
            thread.ownFds = fds;
        }
    }

    private void setImage(CurrentEvent event, ThreadEntry thread) {
        thread.exe = event.knownText(1);
        thread.args = event.list(2);
        thread.name = event.has(13) ? event.text(13) : thread.exe;
        thread.fdLimit = event.number(7);
        setResources(event, thread);
        if (event.has(14)) {
            thread.cgroups = event.groups(14);
            thread.container = host.containers().of(thread.cgroups);
        }
        if (event.has(15)) {
            thread.leader.ownEnvironment = event.list(15); // else, as in Falco, what it was before
        }
        setCwdIfUnknown(host, event, thread.leader);
        if (event.has(27)) {
            thread.exePath = withoutDeleted(event);
        } else if (event.enter() != null) {
            thread.exePath = executed(event);
        }
        if (event.has(19)) {
            thread.exeFlags = (int) event.number(19) & EXE_FLAGS;
        }
        thread.exeIno = event.event().longParam(23, thread.exeIno);
        thread.exeCtime = event.event().longParam(24, thread.exeCtime);
        thread.exeMtime = event.event().longParam(25, thread.exeMtime);
    }

    /** Recordings of before 2023 tell the path only as the caller passed it. */
    private byte[] executed(CurrentEvent event) {
        ScapEvent enter = event.enter();
        boolean at = enter.type() == EventCodes.EXECVEAT_ENTER;
        byte[] path = event.enterText(at ? 1 : 0);
        boolean unknown = Arrays.equals(path, ThreadEntry.UNKNOWN_NAME);
        if (!at) {
            byte[] cwd = event.thread.cwd();
            return unknown ? path : host.paths().resolve(cwd, path, 0, path.length);
        }
        long dirfd = enter.longParam(0, FileEvents.AT_FDCWD);
        boolean ofDescriptor = (enter.longParam(2, 0) & AT_EMPTY_PATH) != 0;
        boolean absolute = path.length > 0 && path[0] == '/';
        boolean nowhere =
                !absolute && dirfd != FileEvents.AT_FDCWD && event.thread.fds().get(dirfd) == null;
        if (nowhere || unknown && !ofDescriptor) {
            return ThreadEntry.UNKNOWN_NAME;
        }
        byte[] base = host.directoryOf(event.thread, dirfd);
        // Whoever may leave the path out is taken to have done so.
        return ofDescriptor
                ? host.paths().resolve(ByteStrings.EMPTY, base, 0, base.length)
                : host.paths().resolve(base, path, 0, path.length);
    }

    /** The state knows better than the event, if it knows at all: drivers often leave it empty. */
    static void setCwdIfUnknown(HostState host, CurrentEvent event, ThreadEntry leader) {
        byte[] told = leader.ownCwd.length == 0 ? event.text(6) : ByteStrings.EMPTY;
        if (told.length > 0) {
            leader.ownCwd = host.paths().directory(told);
        }
    }

    /** They are told together or not at all. */
    static void setResources(CurrentEvent event, ThreadEntry thread) {
        if (!event.has(VM_SWAP)) {
            return;
        }
        thread.majorFaults = event.number(8);
        thread.minorFaults = event.number(9);
        thread.vmSize = event.number(10);
        thread.vmRss = event.number(11);
        thread.vmSwap = event.number(VM_SWAP);
    }

    private static void setIdentity(CurrentEvent event, ThreadEntry thread) {
        thread.tty = event.event().longParam(16, thread.tty);
        thread.vpgid = event.event().longParam(17, thread.vpgid);
        thread.loginUid = event.event().longParam(18, thread.loginUid);
        thread.capInheritable = event.event().longParam(20, thread.capInheritable);
        thread.capPermitted = event.event().longParam(21, thread.capPermitted);
        thread.capEffective = event.event().longParam(22, thread.capEffective);
        thread.uid = event.event().longParam(26, thread.uid);
        thread.pgid = event.event().longParam(28, -1);
        thread.gid = event.event().longParam(29, thread.gid);
    }

    /** The kernel marks the path of a file without a name; Falco's field does not have the mark. */
    private static byte[] withoutDeleted(CurrentEvent event) {
        int length = event.loadText(27);
        int kept = HostState.lengthWithoutDeleted(event.scratch, length);
        return event.strings.of(event.scratch, 0, kept);
    }

    /** The thread is dead at once, and forgotten once its event has been dealt with. */
    private void exit(CurrentEvent event) {
        ThreadTree.markDead(event.thread);
        event.thread.reaperTid = event.event().longParam(REAPER_TID, -1);
        host.exited(event.thread, event.event().time());
    }
}
