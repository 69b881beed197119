// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.SyscallEventSource;
import java.util.function.ToLongFunction;

/** Numbers, times and flags of {@code proc.*}. */
final class ProcessFields {
    private ProcessFields() {}

    static void addTo(FieldReaders readers) {
        addIds(readers);
        addFlags(readers);
        addTimes(readers);
        addResources(readers);
    }

    private static void addIds(FieldReaders readers) {
        readers.putProcess("proc.pid", number(SyscallEventSource::processPid))
                .putProcess("proc.vpid", numberUnlessMinusOne(SyscallEventSource::processVpid))
                .putProcess("proc.sid", number(SyscallEventSource::processSid))
                .putProcess("proc.pgid", number(SyscallEventSource::processPgid))
                .putProcess("proc.vpgid", number(SyscallEventSource::processVpgid))
                .putProcess("proc.tty", number(SyscallEventSource::processTty))
                .putProcess("proc.exe_ino", numberUnlessZero(SyscallEventSource::processExeIno))
                .putProcess("proc.cmdnargs", number(SyscallEventSource::processArgCount));
    }

    private static void addFlags(FieldReaders readers) {
        readers.putProcess("proc.is_exe_writable", flag(ProcessFlag.EXE_WRITABLE))
                .putProcess("proc.is_exe_upper_layer", flag(ProcessFlag.EXE_UPPER_LAYER))
                .putProcess("proc.is_exe_lower_layer", flag(ProcessFlag.EXE_LOWER_LAYER))
                .putProcess("proc.is_exe_from_memfd", flag(ProcessFlag.EXE_FROM_MEMFD))
                .putProcess("thread.ismain", flag(ProcessFlag.MAIN_THREAD))
                .putProcess("proc.is_sid_leader", ProcessFields::isSessionLeader)
                .putProcess("proc.is_pgid_leader", ProcessFields::isGroupLeader)
                .putProcess("proc.is_vpgid_leader", ProcessFields::isVirtualGroupLeader);
    }

    private static void addTimes(FieldReaders readers) {
        readers.putProcess("proc.pid.ts", numberUnlessZero(SyscallEventSource::processCloneTime))
                .putProcess("proc.duration", ProcessFields::duration)
                .putProcess(
                        "proc.pidns_init_start_ts",
                        numberUnlessZero(SyscallEventSource::processPidnsStartTime))
                .putProcess(
                        "proc.exe_ino.ctime", numberUnlessZero(SyscallEventSource::processExeCtime))
                .putProcess(
                        "proc.exe_ino.mtime", numberUnlessZero(SyscallEventSource::processExeMtime))
                .putProcess("proc.exe_ino.ctime_duration_proc_start", ProcessFields::sinceExeChange)
                .putProcess(
                        "proc.exe_ino.ctime_duration_pidns_start",
                        ProcessFields::exeChangeSincePidns);
    }

    private static void addResources(FieldReaders readers) {
        readers.putProcess("proc.fdopencount", resource(SyscallEventSource::fdOpen))
                .putProcess("proc.fdlimit", resource(SyscallEventSource::fdLimit))
                .putProcess("proc.fdusage", ProcessFields::fdUsage)
                .putProcess("proc.vmsize", resource(SyscallEventSource::vmSize))
                .putProcess("proc.vmrss", resource(SyscallEventSource::vmRss))
                .putProcess("proc.vmswap", resource(SyscallEventSource::vmSwap))
                .putProcess("proc.nthreads", resource(SyscallEventSource::threads))
                .putProcess("proc.nchilds", resource(SyscallEventSource::children));
    }

    static FieldReader number(ToLongFunction<SyscallEventSource> getter) {
        return (view, field, into) -> into.setNumber(getter.applyAsLong(view.event()));
    }

    static FieldReader numberUnlessZero(ToLongFunction<SyscallEventSource> getter) {
        return (view, field, into) -> setUnless(0, getter.applyAsLong(view.event()), into);
    }

    static FieldReader numberUnlessMinusOne(ToLongFunction<SyscallEventSource> getter) {
        return (view, field, into) -> setUnless(-1, getter.applyAsLong(view.event()), into);
    }

    static FieldReader resource(ToLongFunction<SyscallEventSource> getter) {
        return (view, field, into) -> {
            if (view.event().hasResources()) {
                into.setNumber(getter.applyAsLong(view.event()));
            } else {
                view.setMissing(FieldGroup.RESOURCES, into);
            }
        };
    }

    private static FieldReader flag(ProcessFlag flag) {
        int bit = flag.bit();
        return (view, field, into) -> into.setBool((view.event().processFlags() & bit) != 0);
    }

    private static void setUnless(long nothing, long number, Value into) {
        if (number == nothing) {
            into.setNull();
        } else {
            into.setNumber(number);
        }
    }

    private static void isSessionLeader(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        into.setBool(event.processSid() == event.processVpid());
    }

    private static void isGroupLeader(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        into.setBool(event.processPgid() == event.processPid());
    }

    private static void isVirtualGroupLeader(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        into.setBool(event.processVpgid() == event.processVpid());
    }

    private static void duration(SyscallEventView view, BoundField field, Value into) {
        long start = view.event().processCloneTime();
        if (start == 0 || view.time() < start) { // the clock may have gone back
            into.setNull();
        } else {
            into.setNumber(view.time() - start);
        }
    }

    /** How long before the process began its executable was last changed. */
    private static void sinceExeChange(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        setIfLater(event.processCloneTime(), event.processExeCtime(), into);
    }

    private static void exeChangeSincePidns(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        setIfLater(event.processExeCtime(), event.processPidnsStartTime(), into);
    }

    private static void setIfLater(long later, long earlier, Value into) {
        if (earlier != 0 && later > earlier) {
            into.setNumber(later - earlier);
        } else {
            into.setNull();
        }
    }

    private static void fdUsage(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!event.hasResources()) {
            view.setMissing(FieldGroup.RESOURCES, into);
        } else if (event.fdLimit() <= 0) {
            into.setReal(0);
        } else {
            into.setReal(Math.min(100, event.fdOpen() * 100.0 / event.fdLimit()));
        }
    }
}
