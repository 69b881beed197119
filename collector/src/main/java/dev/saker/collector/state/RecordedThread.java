// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.RecordedProcess;
import dev.saker.schemas.ProcessFlag;

/** Makes a thread's entry of what a recording says about it. */
final class RecordedThread {
    /** Falco's mark, which it writes into recordings, of who came before its caller's event. */
    private static final long ANNOUNCED_BY_CHILD = 1 << 16;

    private final HostState host;

    RecordedThread(HostState host) {
        this.host = host;
    }

    /** The entry, its relations still open. */
    ThreadEntry of(RecordedProcess process) {
        ThreadEntry entry = new ThreadEntry(process.tid);
        setIds(entry, process);
        entry.name = text(process.comm);
        entry.exe = text(process.exe);
        byte[] path = process.exePath;
        entry.exePath =
                host.strings().of(path, 0, HostState.lengthWithoutDeleted(path, path.length));
        entry.root = text(process.root);
        entry.args = list(process.args);
        entry.cgroups = list(process.cgroups);
        entry.container = host.containers().of(entry.cgroups);
        setExecutable(entry, process);
        setNumbers(entry, process);
        if (entry.isMainThread()) {
            byte[] cwd = text(process.cwd);
            byte[] resolved = host.paths().resolve(ByteStrings.EMPTY, cwd, 0, cwd.length);
            entry.ownCwd = host.paths().directory(resolved);
            entry.ownEnvironment = list(process.env);
        }
        return entry;
    }

    private static void setIds(ThreadEntry entry, RecordedProcess process) {
        entry.pid = process.pid;
        entry.ptid = process.ptid;
        entry.vtid = process.vtid;
        entry.vpid = process.vpid;
        entry.sid = process.sid;
        entry.pgid = process.pgid;
        entry.vpgid = process.vpgid;
        entry.uid = process.uid;
        entry.gid = process.gid;
        entry.loginUid = process.loginUid;
        entry.tty = process.tty;
        entry.inPidNamespace = (process.flags & CloneEvents.CHILD_IN_PIDNS) != 0;
        entry.announcedByChild = (process.flags & ANNOUNCED_BY_CHILD) != 0;
    }

    private static void setExecutable(ThreadEntry entry, RecordedProcess process) {
        entry.exeFlags =
                (process.exeWritable ? ProcessFlag.EXE_WRITABLE.bit() : 0)
                        | (process.exeUpperLayer ? ProcessFlag.EXE_UPPER_LAYER.bit() : 0)
                        | (process.exeLowerLayer ? ProcessFlag.EXE_LOWER_LAYER.bit() : 0)
                        | (process.exeFromMemfd ? ProcessFlag.EXE_FROM_MEMFD.bit() : 0);
        entry.exeIno = process.exeIno;
        entry.exeCtime = process.exeCtime;
        entry.exeMtime = process.exeMtime;
    }

    private static void setNumbers(ThreadEntry entry, RecordedProcess process) {
        entry.capInheritable = process.capInheritable;
        entry.capPermitted = process.capPermitted;
        entry.capEffective = process.capEffective;
        entry.pidnsStartTime = process.pidnsStartTime;
        entry.fdLimit = process.fdLimit;
        entry.vmSize = process.vmSize;
        entry.vmRss = process.vmRss;
        entry.vmSwap = process.vmSwap;
        entry.minorFaults = process.minorFaults;
        entry.majorFaults = process.majorFaults;
    }

    private byte[] text(byte[] bytes) {
        return host.strings().of(bytes, 0, ByteStrings.lengthToNul(bytes, 0, bytes.length));
    }

    private StringList list(byte[] bytes) {
        return host.lists().of(bytes, 0, bytes.length);
    }
}
