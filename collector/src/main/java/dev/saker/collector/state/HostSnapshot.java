// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingWriter;
import dev.saker.schemas.ProcessFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The state of a host as the lists that a recording begins with. */
public final class HostSnapshot {
    private static final long CLONE_THREAD = 1 << 13;
    private static final long CLONE_FILES = 1;

    private final HostState host;
    private final Machine machine;

    public HostSnapshot(HostState host, Machine machine) {
        this.host = host;
        this.machine = machine;
    }

    /** Writes the state as it is now. */
    public void write(RecordingWriter writer) throws IOException {
        writer.machine(machine);
        writer.interfaces(host.addresses().recorded());
        UserNames names = host.users().ofHost();
        writer.accounts(names.users(), names.groups());
        List<ThreadEntry> threads = threads();
        writer.processes(threads.stream().map(HostSnapshot::process).toList());
        for (ThreadEntry thread : threads) {
            if (thread.isMainThread() && thread.fds().size() > 0) {
                writer.descriptors(thread.tid, descriptors(thread.fds()));
            }
        }
    }

    private List<ThreadEntry> threads() {
        List<ThreadEntry> threads = new ArrayList<>();
        host.threads()
                .forEach(
                        thread -> {
                            if (!thread.isPlaceholder()) {
                                threads.add(thread);
                            }
                        });
        return threads;
    }

    private static List<RecordedDescriptor> descriptors(FdTable fds) {
        List<RecordedDescriptor> descriptors = new ArrayList<>();
        fds.forEach((fd, entry) -> descriptors.add(RecordedFds.descriptor(fd, entry)));
        return descriptors;
    }

    private static RecordedProcess process(ThreadEntry thread) {
        RecordedProcess process = new RecordedProcess();
        setIds(process, thread);
        process.comm = thread.name;
        process.exe = thread.exe;
        process.exePath = thread.exePath;
        process.args = thread.args.bytes();
        process.root = thread.root;
        process.cgroups = thread.cgroups.bytes();
        if (thread.isMainThread()) {
            process.cwd = thread.cwd();
            process.env = thread.environment().bytes();
        } else {
            process.flags = CLONE_THREAD | CLONE_FILES;
        }
        setNumbers(process, thread);
        setExecutable(process, thread);
        return process;
    }

    private static void setIds(RecordedProcess process, ThreadEntry thread) {
        process.tid = thread.tid;
        process.pid = thread.pid;
        process.ptid = thread.ptid;
        process.vtid = thread.vtid;
        process.vpid = thread.vpid;
        process.sid = thread.sid;
        process.pgid = thread.pgid;
        process.vpgid = thread.vpgid;
        process.uid = thread.uid;
        process.gid = thread.gid;
        process.loginUid = thread.loginUid;
        process.tty = thread.tty;
    }

    private static void setNumbers(RecordedProcess process, ThreadEntry thread) {
        process.capInheritable = thread.capInheritable;
        process.capPermitted = thread.capPermitted;
        process.capEffective = thread.capEffective;
        process.pidnsStartTime = thread.pidnsStartTime;
        process.fdLimit = thread.fdLimit;
        process.vmSize = thread.vmSize;
        process.vmRss = thread.vmRss;
        process.vmSwap = thread.vmSwap;
        process.minorFaults = thread.minorFaults;
        process.majorFaults = thread.majorFaults;
    }

    private static void setExecutable(RecordedProcess process, ThreadEntry thread) {
        process.exeIno = thread.exeIno;
        process.exeCtime = thread.exeCtime;
        process.exeMtime = thread.exeMtime;
        process.exeWritable = ProcessFlag.EXE_WRITABLE.in(thread.exeFlags);
        process.exeUpperLayer = ProcessFlag.EXE_UPPER_LAYER.in(thread.exeFlags);
        process.exeLowerLayer = ProcessFlag.EXE_LOWER_LAYER.in(thread.exeFlags);
        process.exeFromMemfd = ProcessFlag.EXE_FROM_MEMFD.in(thread.exeFlags);
    }
}
