// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventTable;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.Leader;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import dev.saker.schemas.TupleEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An event in plain Java objects, to be set field by field and written as a record. */
public final class EventSample implements SyscallEventSource {
    public int type = code("PPME_SYSCALL_OPENAT_2_X");
    public int projection = FieldGroup.ALL;
    public int shape;
    public long time = 1_700_000_000_123_456_789L;
    public long tid = 4711;
    public Long res = 3L;
    public Fd fd = new Fd();
    public Process process = new Process();
    public String containerId = "host";
    public String containerFullId;
    public ContainerMetadata containerMetadata;
    public User user = new User();
    public List<Ancestor> ancestors = new ArrayList<>();

    /** Null, Long, byte[], String (closed by a zero byte on the wire) or {@link Resolved}. */
    public List<Object> args = new ArrayList<>();

    public List<LeaderNames> leaders =
            List.of(
                    new LeaderNames("bash", "-bash", "/usr/bin/bash"),
                    new LeaderNames("make", "make", "/usr/bin/make"),
                    new LeaderNames("make", "make", "/usr/bin/make"));
    public List<String> environment = List.of("HOME=/root", "PATH=/bin");
    public List<String> cgroups = List.of("cpu=/a", "memory=/b");
    public Map<String, Long> resources =
            Map.of("vmSize", 100L, "vmRss", 50L, "fdLimit", 1024L, "fdOpen", 8L, "threads", 2L);
    public List<Stream> stdio =
            List.of(new Stream(6, "p0"), new Stream(1, "/out"), new Stream(-1, ""));
    public String node = "node-1";
    public int cpu = 1;
    public long num = 99;
    public int tie;

    /** A file descriptor. */
    public static final class Fd {
        public long num = 3;
        public FdType type = FdType.FILE;
        public int flags;
        public String name = "/etc/passwd";
        public String nameRaw;
        public L4Protocol l4Protocol = L4Protocol.NONE;
        public int openFlags;
        public long dev;
        public long ino = 77;
        public Tuple tuple;
    }

    /** Both ends of a socket; addresses of 4 or 16 bytes, or null. */
    public record Tuple(
            byte[] clientIp, int clientPort, byte[] serverIp, int serverPort, TupleEnd local) {}

    /** A process. */
    public static final class Process {
        public String name = "cat";
        public String exe = "cat";
        public String exePath = "/usr/bin/cat";
        public List<String> args = List.of("/etc/passwd");
        public String cwd = "/root/";
        public int flags = ProcessFlag.MAIN_THREAD.bit();
        public long tty = 34816;
        public long pid = 4711;
        public long vpid = 4711;
        public long vtid = 4711;
        public long sid = 4000;
        public long pgid = 4711;
        public long vpgid = 4711;
        public long cloneTime = 1_700_000_000_000_000_000L;
        public long pidnsStartTime;
        public long exeIno = 5;
        public long exeCtime = 1_600_000_000_000_000_000L;
        public long exeMtime = 1_600_000_000_000_000_001L;
        public long capInheritable;
        public long capPermitted;
        public long capEffective;
    }

    /** A user and a group. */
    public static final class User {
        public long uid;
        public long gid;
        public long loginUid = -1;
        public String name = "root";
        public String groupName = "root";
        public String loginName = "<NA>";
        public boolean details = true;
        public String home = "/root";
        public String shell = "/bin/bash";
    }

    /** One of the processes above; without exe it has no details. */
    public record Ancestor(
            String name,
            long pid,
            long vpid,
            long cloneTime,
            String exe,
            String exePath,
            List<String> args) {
        public static Ancestor of(String name, long pid) {
            return new Ancestor(
                    name,
                    pid,
                    pid,
                    1_690_000_000_000_000_000L,
                    name,
                    "/bin/" + name,
                    List.of("-l"));
        }
    }

    /** A session or group leader. */
    public record LeaderNames(String name, String exe, String exePath) {}

    /** A standard stream. */
    public record Stream(int type, String name) {}

    /** A parameter with the text that the host gave it. */
    public record Resolved(Object raw, String text) {}

    public static int code(String codeName) {
        return EventTable.get().byCodeName(codeName).code();
    }

    public EventSample type(String codeName) {
        type = code(codeName);
        return this;
    }

    /** The record of this event. */
    public byte[] record() {
        SyscallEventWriter writer = new SyscallEventWriter();
        writer.write(this, projection);
        return writer.copyBytes();
    }

    /** A view of this event's record. */
    public AvroEventView view() {
        byte[] record = record();
        return new AvroEventView().wrap(record, 0, record.length);
    }

    private static void set(String text, Slice into) {
        if (text == null) {
            into.setAbsent();
        } else {
            into.set(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void set(byte[] bytes, Slice into) {
        if (bytes == null) {
            into.setAbsent();
        } else {
            into.set(bytes);
        }
    }

    private boolean answers(FieldGroup group) {
        return group.in(projection);
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public int projection() {
        return projection;
    }

    @Override
    public int shape() {
        return shape;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long tid() {
        return tid;
    }

    @Override
    public boolean hasRes() {
        return res != null;
    }

    @Override
    public long res() {
        return res;
    }

    @Override
    public boolean hasFd() {
        return fd != null;
    }

    @Override
    public long fdNum() {
        return fd.num;
    }

    @Override
    public int fdType() {
        return fd.type.ordinal();
    }

    @Override
    public int fdFlags() {
        return fd.flags;
    }

    @Override
    public void fdName(Slice into) {
        set(fd.name, into);
    }

    @Override
    public void fdNameRaw(Slice into) {
        set(fd.nameRaw, into);
    }

    @Override
    public int fdL4Protocol() {
        return fd.l4Protocol.ordinal();
    }

    @Override
    public int fdOpenFlags() {
        return fd.openFlags;
    }

    @Override
    public long fdDev() {
        return fd.dev;
    }

    @Override
    public long fdIno() {
        return fd.ino;
    }

    @Override
    public boolean hasTuple() {
        return fd.tuple != null;
    }

    @Override
    public void clientIp(Slice into) {
        set(fd.tuple.clientIp, into);
    }

    @Override
    public int clientPort() {
        return fd.tuple.clientPort;
    }

    @Override
    public void serverIp(Slice into) {
        set(fd.tuple.serverIp, into);
    }

    @Override
    public int serverPort() {
        return fd.tuple.serverPort;
    }

    @Override
    public int localEnd() {
        return fd.tuple == null ? 0 : fd.tuple.local.ordinal();
    }

    @Override
    public boolean hasProcess() {
        return process != null;
    }

    @Override
    public void processName(Slice into) {
        set(process.name, into);
    }

    @Override
    public void processExe(Slice into) {
        set(process.exe, into);
    }

    @Override
    public void processExePath(Slice into) {
        set(process.exePath, into);
    }

    @Override
    public int processArgCount() {
        return process.args.size();
    }

    @Override
    public void processArg(int index, Slice into) {
        set(process.args.get(index), into);
    }

    @Override
    public void processCwd(Slice into) {
        set(process.cwd, into);
    }

    @Override
    public int processFlags() {
        return process.flags;
    }

    @Override
    public long processTty() {
        return process.tty;
    }

    @Override
    public long processPid() {
        return process.pid;
    }

    @Override
    public long processVpid() {
        return process.vpid;
    }

    @Override
    public long processVtid() {
        return process.vtid;
    }

    @Override
    public long processSid() {
        return process.sid;
    }

    @Override
    public long processPgid() {
        return process.pgid;
    }

    @Override
    public long processVpgid() {
        return process.vpgid;
    }

    @Override
    public long processCloneTime() {
        return process.cloneTime;
    }

    @Override
    public long processPidnsStartTime() {
        return process.pidnsStartTime;
    }

    @Override
    public long processExeIno() {
        return process.exeIno;
    }

    @Override
    public long processExeCtime() {
        return process.exeCtime;
    }

    @Override
    public long processExeMtime() {
        return process.exeMtime;
    }

    @Override
    public long processCapInheritable() {
        return process.capInheritable;
    }

    @Override
    public long processCapPermitted() {
        return process.capPermitted;
    }

    @Override
    public long processCapEffective() {
        return process.capEffective;
    }

    @Override
    public void containerId(Slice into) {
        set(containerId, into);
    }

    @Override
    public void containerFullId(Slice into) {
        set(containerFullId, into);
    }

    @Override
    public boolean tellsContainerMetadata() {
        return answers(FieldGroup.CONTAINER_DETAILS);
    }

    @Override
    public ContainerMetadata containerMetadata() {
        return answers(FieldGroup.CONTAINER_DETAILS) ? containerMetadata : null;
    }

    @Override
    public long userUid() {
        return user.uid;
    }

    @Override
    public long userGid() {
        return user.gid;
    }

    @Override
    public long userLoginUid() {
        return user.loginUid;
    }

    @Override
    public void userName(Slice into) {
        set(user.name, into);
    }

    @Override
    public void userGroupName(Slice into) {
        set(user.groupName, into);
    }

    @Override
    public void userLoginName(Slice into) {
        set(user.loginName, into);
    }

    @Override
    public boolean hasUserDetails() {
        return user.details && answers(FieldGroup.USER_DETAILS);
    }

    @Override
    public void userHome(Slice into) {
        set(user.home, into);
    }

    @Override
    public void userShell(Slice into) {
        set(user.shell, into);
    }

    @Override
    public int ancestorCount() {
        return ancestors.size();
    }

    @Override
    public void ancestorName(int ancestor, Slice into) {
        set(ancestors.get(ancestor).name, into);
    }

    @Override
    public long ancestorPid(int ancestor) {
        return ancestors.get(ancestor).pid;
    }

    @Override
    public long ancestorVpid(int ancestor) {
        return ancestors.get(ancestor).vpid;
    }

    @Override
    public long ancestorCloneTime(int ancestor) {
        return ancestors.get(ancestor).cloneTime;
    }

    @Override
    public boolean hasAncestorDetails(int ancestor) {
        FieldGroup group = ancestor == 0 ? FieldGroup.PARENT_DETAILS : FieldGroup.ANCESTOR_DETAILS;
        return ancestors.get(ancestor).exe != null && answers(group);
    }

    @Override
    public void ancestorExe(int ancestor, Slice into) {
        set(ancestors.get(ancestor).exe, into);
    }

    @Override
    public void ancestorExePath(int ancestor, Slice into) {
        set(ancestors.get(ancestor).exePath, into);
    }

    @Override
    public int ancestorArgCount(int ancestor) {
        return ancestors.get(ancestor).args.size();
    }

    @Override
    public void ancestorArg(int ancestor, int index, Slice into) {
        set(ancestors.get(ancestor).args.get(index), into);
    }

    @Override
    public int argCount() {
        return args.size();
    }

    private Object raw(int arg) {
        Object value = args.get(arg);
        return value instanceof Resolved resolved ? resolved.raw : value;
    }

    @Override
    public ArgKind argKind(int arg) {
        Object raw = raw(arg);
        if (raw == null) {
            return ArgKind.ABSENT;
        }
        if (raw instanceof byte[] && !answers(FieldGroup.DATA)) {
            return ArgKind.ABSENT;
        }
        return raw instanceof Long ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    @Override
    public long argNumber(int arg) {
        return (Long) raw(arg);
    }

    @Override
    public void argBytes(int arg, Slice into) {
        Object raw = raw(arg);
        set(
                raw instanceof String text
                        ? (text + "\0").getBytes(StandardCharsets.UTF_8)
                        : (byte[]) raw,
                into);
    }

    @Override
    public boolean hasArgText(int arg) {
        return args.get(arg) instanceof Resolved;
    }

    @Override
    public void argText(int arg, Slice into) {
        set(((Resolved) args.get(arg)).text, into);
    }

    @Override
    public boolean hasLeaders() {
        return leaders != null && answers(FieldGroup.LEADERS);
    }

    @Override
    public void leaderName(Leader leader, Slice into) {
        set(leaders.get(leader.ordinal()).name, into);
    }

    @Override
    public void leaderExe(Leader leader, Slice into) {
        set(leaders.get(leader.ordinal()).exe, into);
    }

    @Override
    public void leaderExePath(Leader leader, Slice into) {
        set(leaders.get(leader.ordinal()).exePath, into);
    }

    @Override
    public boolean hasEnvironment() {
        return environment != null && answers(FieldGroup.ENVIRONMENT);
    }

    @Override
    public int environmentCount() {
        return environment.size();
    }

    @Override
    public void environment(int index, Slice into) {
        set(environment.get(index), into);
    }

    @Override
    public boolean hasCgroups() {
        return cgroups != null && answers(FieldGroup.CGROUPS);
    }

    @Override
    public int cgroupCount() {
        return cgroups.size();
    }

    @Override
    public void cgroup(int index, Slice into) {
        set(cgroups.get(index), into);
    }

    @Override
    public boolean hasResources() {
        return resources != null && answers(FieldGroup.RESOURCES);
    }

    private long resource(String name) {
        return resources.getOrDefault(name, 0L);
    }

    @Override
    public long vmSize() {
        return resource("vmSize");
    }

    @Override
    public long vmRss() {
        return resource("vmRss");
    }

    @Override
    public long vmSwap() {
        return resource("vmSwap");
    }

    @Override
    public long minorFaults() {
        return resource("minorFaults");
    }

    @Override
    public long majorFaults() {
        return resource("majorFaults");
    }

    @Override
    public long fdLimit() {
        return resource("fdLimit");
    }

    @Override
    public long fdOpen() {
        return resource("fdOpen");
    }

    @Override
    public long threads() {
        return resource("threads");
    }

    @Override
    public long children() {
        return resource("children");
    }

    @Override
    public boolean hasStdio() {
        return stdio != null && answers(FieldGroup.STDIO);
    }

    @Override
    public int stdioCount() {
        return stdio.size();
    }

    @Override
    public int stdioType(int index) {
        return stdio.get(index).type;
    }

    @Override
    public void stdioName(int index, Slice into) {
        set(stdio.get(index).name, into);
    }

    @Override
    public void node(Slice into) {
        set(node, into);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public long num() {
        return num;
    }

    @Override
    public int tie() {
        return tie;
    }

    @Override
    public long run() {
        return 1;
    }

    @Override
    public long pubSeq() {
        return num;
    }
}
