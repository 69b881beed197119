// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes a thread's entry from its directory in /proc. */
final class ProcThread {
    /** The kernel's limit for what the probe sends of arguments and of the environment. */
    private static final int MAX_STRINGS = 4096;

    private static final int MAX_TEXT = 1 << 16;

    /** USER_HZ, the unit of times in stat: 100 on every architecture Linux still runs on. */
    private static final long NANOS_PER_TICK = 10_000_000L;

    /** The groups the probe tells of, in its order; "blkio" is called "io" there. */
    private static final List<String> SUBSYSTEMS =
            List.of("cpuset", "cpu", "cpuacct", "io", "memory");

    private final HostState host;
    private final boolean withEnvironment;

    ProcThread(HostState host, boolean withEnvironment) {
        this.host = host;
        this.withEnvironment = withEnvironment;
    }

    /** The entry, its relations still open; null if the thread is gone. */
    ThreadEntry read(Path directory, long tid) {
        return read(directory, tid, null);
    }

    /** As above; of a thread whose leader has been read, only what may differ is read. */
    ThreadEntry read(Path directory, long tid, ThreadEntry leader) {
        Map<String, String> status = status(directory);
        String stat = ProcFile.text(directory.resolve("stat"), MAX_TEXT);
        if (!status.containsKey("Tgid") || stat.isEmpty()) {
            return null;
        }
        ThreadEntry entry = new ThreadEntry(tid);
        setIds(entry, status);
        setStat(entry, stat);
        setIdentity(entry, status);
        if (leader == null) {
            setImage(entry, directory);
            setGroups(entry, directory);
        } else {
            copyImage(leader, entry);
        }
        if (entry.isMainThread()) {
            setShared(entry, directory);
        }
        return entry;
    }

    private static Map<String, String> status(Path directory) {
        Map<String, String> status = new HashMap<>();
        for (String line : ProcFile.text(directory.resolve("status"), MAX_TEXT).split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                status.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return status;
    }

    private void setIds(ThreadEntry entry, Map<String, String> status) {
        entry.pid = number(status.get("Tgid"), entry.tid);
        entry.ptid = number(status.get("PPid"), 0);
        entry.vtid = innermost(status.get("NSpid"), entry.tid);
        entry.vpid = innermost(status.get("NStgid"), entry.pid);
        entry.vpgid = innermost(status.get("NSpgid"), -1);
        entry.vmSize = number(status.get("VmSize"), 0);
        entry.vmRss = number(status.get("VmRSS"), 0);
        entry.vmSwap = number(status.get("VmSwap"), 0);
        if (!entry.isInPidNamespace()) {
            entry.pidnsStartTime = host.bootTime();
        }
    }

    /** Fields of stat after the name, which may itself hold blanks and parentheses. */
    private void setStat(ThreadEntry entry, String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        entry.name = bytes(stat.substring(open + 1, Math.max(close, open + 1)));
        String[] fields = stat.substring(close + 2).trim().split(" ");
        entry.pgid = number(fields[2], -1);
        entry.sid = number(fields[3], -1);
        entry.tty = Integer.toUnsignedLong((int) number(fields[4], 0));
        entry.minorFaults = number(fields[7], 0);
        entry.majorFaults = number(fields[9], 0);
        entry.cloneTime = host.bootTime() + number(fields[19], 0) * NANOS_PER_TICK;
    }

    private static void setIdentity(ThreadEntry entry, Map<String, String> status) {
        entry.uid = effective(status.get("Uid"));
        entry.gid = effective(status.get("Gid"));
        entry.capInheritable = hex(status.get("CapInh"));
        entry.capPermitted = hex(status.get("CapPrm"));
        entry.capEffective = hex(status.get("CapEff"));
    }

    private void setImage(ThreadEntry entry, Path directory) {
        String loginUid = ProcFile.text(directory.resolve("loginuid"), MAX_TEXT).trim();
        entry.loginUid = number(loginUid, ThreadEntry.NO_ID);
        byte[] cmdline = ProcFile.read(directory.resolve("cmdline"), MAX_STRINGS);
        int exeLength = 0;
        while (exeLength < cmdline.length && cmdline[exeLength] != 0) {
            exeLength++;
        }
        entry.exe = host.strings().of(cmdline, 0, exeLength);
        int argsStart = Math.min(exeLength + 1, cmdline.length);
        entry.args = host.lists().of(cmdline, argsStart, cmdline.length - argsStart);
        Path exe = directory.resolve("exe");
        byte[] path = ProcFile.link(exe).map(ProcThread::bytes).orElse(ByteStrings.EMPTY);
        entry.exePath =
                host.strings().of(path, 0, HostState.lengthWithoutDeleted(path, path.length));
        Map<String, Object> file = ProcFile.attributes(exe, "ino,ctime,lastModifiedTime");
        entry.exeIno = file.get("ino") instanceof Long ino ? ino : 0;
        entry.exeCtime = nanos(file.get("ctime"));
        entry.exeMtime = nanos(file.get("lastModifiedTime"));
        entry.root =
                ProcFile.link(directory.resolve("root"))
                        .map(ProcThread::bytes)
                        .orElse(ByteStrings.EMPTY);
    }

    private static void copyImage(ThreadEntry leader, ThreadEntry entry) {
        entry.loginUid = leader.loginUid;
        entry.exe = leader.exe;
        entry.args = leader.args;
        entry.exePath = leader.exePath;
        entry.exeIno = leader.exeIno;
        entry.exeCtime = leader.exeCtime;
        entry.exeMtime = leader.exeMtime;
        entry.root = leader.root;
        entry.cgroups = leader.cgroups;
        entry.container = leader.container;
    }

    /** {@code id:subsystem,subsystem:path} a line; the unified hierarchy counts for all of them. */
    private void setGroups(ThreadEntry entry, Path directory) {
        Map<String, String> paths = new HashMap<>();
        String unified = "/";
        for (String line : ProcFile.text(directory.resolve("cgroup"), MAX_TEXT).split("\n")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                unified = parts[2];
            } else if (parts.length == 3) {
                for (String subsystem : parts[1].split(",")) {
                    paths.put(subsystem.equals("blkio") ? "io" : subsystem, parts[2]);
                }
            }
        }
        List<String> groups = new ArrayList<>();
        for (String subsystem : SUBSYSTEMS) {
            groups.add(subsystem + "=" + paths.getOrDefault(subsystem, unified));
        }
        byte[] list = bytes(String.join("\0", groups) + '\0');
        entry.cgroups = host.groupLists().of(list, 0, list.length);
        entry.container = host.containers().of(entry.cgroups);
    }

    private void setShared(ThreadEntry entry, Path directory) {
        entry.ownCwd =
                ProcFile.link(directory.resolve("cwd"))
                        .map(path -> host.paths().directory(bytes(path)))
                        .orElse(ByteStrings.EMPTY);
        entry.fdLimit = fdLimit(ProcFile.text(directory.resolve("limits"), MAX_TEXT));
        if (withEnvironment) {
            readEnvironment(host, entry, directory);
        }
    }

    static void readEnvironment(HostState host, ThreadEntry entry, Path directory) {
        byte[] environment = ProcFile.read(directory.resolve("environ"), MAX_STRINGS);
        entry.ownEnvironment = host.lists().of(environment, 0, environment.length);
    }

    private static long fdLimit(String limits) {
        for (String line : limits.split("\n")) {
            if (line.startsWith("Max open files")) {
                return number(line.substring("Max open files".length()).trim().split(" ")[0], -1);
            }
        }
        return -1;
    }

    /** The second of: real, effective, saved, file system. */
    private static long effective(String ids) {
        String[] parts = ids == null ? new String[0] : ids.split("\\s+");
        return parts.length < 2 ? ThreadEntry.NO_ID : number(parts[1], ThreadEntry.NO_ID);
    }

    /** Ids in namespaces are listed from the host's to the thread's own. */
    private static long innermost(String ids, long otherwise) {
        return ids == null ? otherwise : number(ids.substring(lastBlank(ids) + 1), otherwise);
    }

    private static int lastBlank(String ids) {
        return Math.max(ids.lastIndexOf(' '), ids.lastIndexOf('\t'));
    }

    private static long number(String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        int end = text.charAt(0) == '-' ? 1 : 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        try {
            return Long.parseLong(text.substring(0, end));
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    private static long hex(String text) {
        try {
            return text == null ? 0 : Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private static long nanos(Object time) {
        if (!(time instanceof FileTime fileTime)) {
            return 0;
        }
        Instant instant = fileTime.toInstant();
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
