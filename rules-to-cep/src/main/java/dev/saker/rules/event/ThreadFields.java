// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.util.function.ToLongFunction;

/** {@code thread.*}. */
final class ThreadFields {
    /** By bit of a capability mask. */
    private static final String[] CAPABILITIES = {
        "CHOWN",
        "DAC_OVERRIDE",
        "DAC_READ_SEARCH",
        "FOWNER",
        "FSETID",
        "KILL",
        "SETGID",
        "SETUID",
        "SETPCAP",
        "LINUX_IMMUTABLE",
        "NET_BIND_SERVICE",
        "NET_BROADCAST",
        "NET_ADMIN",
        "NET_RAW",
        "IPC_LOCK",
        "IPC_OWNER",
        "SYS_MODULE",
        "SYS_RAWIO",
        "SYS_CHROOT",
        "SYS_PTRACE",
        "SYS_PACCT",
        "SYS_ADMIN",
        "SYS_BOOT",
        "SYS_NICE",
        "SYS_RESOURCE",
        "SYS_TIME",
        "SYS_TTY_CONFIG",
        "MKNOD",
        "LEASE",
        "AUDIT_WRITE",
        "AUDIT_CONTROL",
        "SETFCAP",
        "MAC_OVERRIDE",
        "MAC_ADMIN",
        "SYSLOG",
        "WAKE_ALARM",
        "BLOCK_SUSPEND",
        "AUDIT_READ",
        "PERFMON",
        "BPF",
        "CHECKPOINT_RESTORE"
    };

    private ThreadFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("thread.tid", ProcessFields.number(SyscallEventSource::tid))
                .putProcess(
                        "thread.vtid",
                        ProcessFields.numberUnlessMinusOne(SyscallEventSource::processVtid))
                .putProcess("thread.nametid", ThreadFields::nameAndTid)
                .putProcess(
                        "thread.cap_permitted",
                        capabilities(SyscallEventSource::processCapPermitted))
                .putProcess(
                        "thread.cap_inheritable",
                        capabilities(SyscallEventSource::processCapInheritable))
                .putProcess(
                        "thread.cap_effective",
                        capabilities(SyscallEventSource::processCapEffective))
                .putProcess("thread.cgroups", ThreadFields::cgroups)
                .putProcess("thread.cgroup", ThreadFields::cgroup);
        addResources(readers);
    }

    private static void addResources(FieldReaders readers) {
        readers.putProcess(
                        "thread.pfmajor", ProcessFields.resource(SyscallEventSource::majorFaults))
                .putProcess(
                        "thread.pfminor", ProcessFields.resource(SyscallEventSource::minorFaults))
                .putProcess("thread.vmsize", memory(SyscallEventSource::vmSize, 1))
                .putProcess("thread.vmrss", memory(SyscallEventSource::vmRss, 1))
                .putProcess("thread.vmsize.b", memory(SyscallEventSource::vmSize, 1024))
                .putProcess("thread.vmrss.b", memory(SyscallEventSource::vmRss, 1024));
    }

    /** Memory is the process's: it counts once, for the main thread. */
    private static FieldReader memory(ToLongFunction<SyscallEventSource> getter, int factor) {
        return ProcessFields.resource(
                event ->
                        ProcessFlag.MAIN_THREAD.in(event.processFlags())
                                ? getter.applyAsLong(event) * factor
                                : 0);
    }

    private static void nameAndTid(SyscallEventView view, BoundField field, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        view.event().processName(view.slice());
        Text.append(view.slice(), scratch);
        scratch.appendDecimal(view.event().tid());
        view.setScratch(start, into);
    }

    private static FieldReader capabilities(ToLongFunction<SyscallEventSource> mask) {
        return (view, field, into) -> {
            int start = view.scratch().length();
            appendCapabilities(mask.applyAsLong(view.event()), view.scratch());
            view.setScratch(start, into);
        };
    }

    private static void appendCapabilities(long mask, ByteSink sink) {
        int start = sink.length();
        for (int bit = 0; bit < CAPABILITIES.length; bit++) {
            if ((mask >>> bit & 1) == 0) {
                continue;
            }
            if (sink.length() > start) {
                sink.append((byte) ' ');
            }
            sink.append("CAP_");
            sink.append(CAPABILITIES[bit]);
        }
    }

    private static void cgroups(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!event.hasCgroups()) {
            view.setMissing(FieldGroup.CGROUPS, into);
            return;
        }
        if (event.cgroupCount() == 0) {
            into.setNull();
            return;
        }
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        for (int i = 0; i < event.cgroupCount(); i++) {
            if (i > 0) {
                scratch.append((byte) ' ');
            }
            event.cgroup(i, view.slice());
            Text.append(view.slice(), scratch);
        }
        view.setScratch(start, into);
    }

    private static void cgroup(SyscallEventView view, BoundField field, Value into) {
        SyscallEventSource event = view.event();
        if (!event.hasCgroups()) {
            view.setMissing(FieldGroup.CGROUPS, into);
            return;
        }
        byte[] subsystem = field.argument();
        Slice text = into.beginBytes();
        for (int i = 0; i < event.cgroupCount(); i++) {
            event.cgroup(i, text);
            int cut = subsystem.length;
            if (text.length() > cut && text.at(cut) == '=' && Text.startsWith(text, 0, subsystem)) {
                text.set(text.array(), text.offset() + cut + 1, text.length() - cut - 1);
                return;
            }
        }
        into.setNull();
    }
}
