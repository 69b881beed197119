// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/** An event over Avro's generic record: slow, obvious, and knowing fields by name only. */
final class GenericEvent implements SyscallEventSource {
    private final GenericRecord event;

    GenericEvent(GenericRecord event) {
        this.event = event;
    }

    @Override
    public int type() {
        return (int) number("type");
    }

    @Override
    public int projection() {
        return (int) number("projection");
    }

    @Override
    public int shape() {
        return (int) number("shape");
    }

    @Override
    public long time() {
        return number("time");
    }

    @Override
    public long tid() {
        return number("tid");
    }

    @Override
    public boolean hasRes() {
        return at("res") != null;
    }

    @Override
    public long res() {
        return number("res");
    }

    @Override
    public boolean hasFd() {
        return at("fd") != null;
    }

    @Override
    public long fdNum() {
        return number("fd.num");
    }

    @Override
    public int fdType() {
        return (int) number("fd.type");
    }

    @Override
    public int fdFlags() {
        return (int) number("fd.flags");
    }

    @Override
    public void fdName(Slice into) {
        set(into, at("fd.name"));
    }

    @Override
    public void fdNameRaw(Slice into) {
        set(into, at("fd.name_raw"));
    }

    @Override
    public int fdL4Protocol() {
        return (int) number("fd.l4proto");
    }

    @Override
    public int fdOpenFlags() {
        return (int) number("fd.open_flags");
    }

    @Override
    public long fdDev() {
        return number("fd.dev");
    }

    @Override
    public long fdIno() {
        return number("fd.ino");
    }

    @Override
    public boolean hasTuple() {
        return at("fd.tuple") != null;
    }

    @Override
    public void clientIp(Slice into) {
        set(into, at("fd.tuple.client_ip"));
    }

    @Override
    public int clientPort() {
        return (int) number("fd.tuple.client_port");
    }

    @Override
    public void serverIp(Slice into) {
        set(into, at("fd.tuple.server_ip"));
    }

    @Override
    public int serverPort() {
        return (int) number("fd.tuple.server_port");
    }

    @Override
    public int localEnd() {
        return (int) number("fd.tuple.local");
    }

    @Override
    public boolean hasProcess() {
        return at("process") != null;
    }

    @Override
    public void processName(Slice into) {
        set(into, at("process.name"));
    }

    @Override
    public void processExe(Slice into) {
        set(into, at("process.exe"));
    }

    @Override
    public void processExePath(Slice into) {
        set(into, at("process.exe_path"));
    }

    @Override
    public int processArgCount() {
        return list("process.args").size();
    }

    @Override
    public void processArg(int index, Slice into) {
        set(into, list("process.args").get(index));
    }

    @Override
    public void processCwd(Slice into) {
        set(into, at("process.cwd"));
    }

    @Override
    public int processFlags() {
        return (int) number("process.flags");
    }

    @Override
    public long processTty() {
        return number("process.tty");
    }

    @Override
    public long processPid() {
        return number("process.pid");
    }

    @Override
    public long processVpid() {
        return number("process.vpid");
    }

    @Override
    public long processVtid() {
        return number("process.vtid");
    }

    @Override
    public long processSid() {
        return number("process.sid");
    }

    @Override
    public long processPgid() {
        return number("process.pgid");
    }

    @Override
    public long processVpgid() {
        return number("process.vpgid");
    }

    @Override
    public long processCloneTime() {
        return number("process.clone_time");
    }

    @Override
    public long processPidnsStartTime() {
        return number("process.pidns_start_time");
    }

    @Override
    public long processExeIno() {
        return number("process.exe_ino");
    }

    @Override
    public long processExeCtime() {
        return number("process.exe_ctime");
    }

    @Override
    public long processExeMtime() {
        return number("process.exe_mtime");
    }

    @Override
    public long processCapInheritable() {
        return number("process.cap_inheritable");
    }

    @Override
    public long processCapPermitted() {
        return number("process.cap_permitted");
    }

    @Override
    public long processCapEffective() {
        return number("process.cap_effective");
    }

    @Override
    public void containerId(Slice into) {
        set(into, at("container.id"));
    }

    @Override
    public void containerFullId(Slice into) {
        set(into, at("container.full_id"));
    }

    @Override
    public boolean tellsContainerMetadata() {
        return FieldGroup.CONTAINER_DETAILS.in(projection());
    }

    @Override
    public ContainerMetadata containerMetadata() {
        return at("container_details") instanceof GenericRecord details
                ? GenericContainer.of(details)
                : null;
    }

    @Override
    public long userUid() {
        return number("user.uid");
    }

    @Override
    public long userGid() {
        return number("user.gid");
    }

    @Override
    public long userLoginUid() {
        return number("user.login_uid");
    }

    @Override
    public void userName(Slice into) {
        set(into, at("user.name"));
    }

    @Override
    public void userGroupName(Slice into) {
        set(into, at("user.group_name"));
    }

    @Override
    public void userLoginName(Slice into) {
        set(into, at("user.login_name"));
    }

    @Override
    public boolean hasUserDetails() {
        return at("user.details") != null;
    }

    @Override
    public void userHome(Slice into) {
        set(into, at("user.details.home"));
    }

    @Override
    public void userShell(Slice into) {
        set(into, at("user.details.shell"));
    }

    @Override
    public int ancestorCount() {
        return list("ancestors").size();
    }

    @Override
    public void ancestorName(int ancestor, Slice into) {
        set(into, ancestor(ancestor, "name"));
    }

    @Override
    public long ancestorPid(int ancestor) {
        return (long) ancestor(ancestor, "pid");
    }

    @Override
    public long ancestorVpid(int ancestor) {
        return (long) ancestor(ancestor, "vpid");
    }

    @Override
    public long ancestorCloneTime(int ancestor) {
        return (long) ancestor(ancestor, "clone_time");
    }

    @Override
    public boolean hasAncestorDetails(int ancestor) {
        return ancestor(ancestor, "details") != null;
    }

    @Override
    public void ancestorExe(int ancestor, Slice into) {
        set(into, ancestorDetail(ancestor, "exe"));
    }

    @Override
    public void ancestorExePath(int ancestor, Slice into) {
        set(into, ancestorDetail(ancestor, "exe_path"));
    }

    @Override
    public int ancestorArgCount(int ancestor) {
        return ancestorArgs(ancestor).size();
    }

    @Override
    public void ancestorArg(int ancestor, int index, Slice into) {
        set(into, ancestorArgs(ancestor).get(index));
    }

    @Override
    public int argCount() {
        return list("args").size();
    }

    @Override
    public ArgKind argKind(int arg) {
        Object raw = rawArg(arg);
        if (raw == null) {
            return ArgKind.ABSENT;
        }
        return raw instanceof Long ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    @Override
    public long argNumber(int arg) {
        return rawArg(arg) instanceof Long number ? number : 0;
    }

    @Override
    public void argBytes(int arg, Slice into) {
        set(into, rawArg(arg) instanceof ByteBuffer bytes ? bytes : null);
    }

    @Override
    public boolean hasArgText(int arg) {
        return list("args").get(arg) instanceof GenericRecord;
    }

    @Override
    public void argText(int arg, Slice into) {
        Object value = list("args").get(arg);
        if (!(value instanceof GenericRecord resolved)) {
            into.setAbsent();
            return;
        }
        set(into, resolved.get("text"));
        if ((boolean) resolved.get("fd_name_follows") && at("fd.name") != null) {
            Slice tail = new Slice();
            fdName(tail);
            byte[] text = Arrays.copyOf(into.copyBytes(), into.length() + tail.length());
            System.arraycopy(tail.array(), tail.offset(), text, into.length(), tail.length());
            into.set(text);
        }
    }

    @Override
    public boolean hasLeaders() {
        return at("leaders") != null;
    }

    @Override
    public void leaderName(Leader leader, Slice into) {
        setLeader(leader, "name", into);
    }

    @Override
    public void leaderExe(Leader leader, Slice into) {
        setLeader(leader, "exe", into);
    }

    @Override
    public void leaderExePath(Leader leader, Slice into) {
        setLeader(leader, "exe_path", into);
    }

    @Override
    public boolean hasEnvironment() {
        return at("environment") != null;
    }

    @Override
    public int environmentCount() {
        return list("environment").size();
    }

    @Override
    public void environment(int index, Slice into) {
        set(into, list("environment").get(index));
    }

    @Override
    public boolean hasCgroups() {
        return at("cgroups") != null;
    }

    @Override
    public int cgroupCount() {
        return list("cgroups").size();
    }

    @Override
    public void cgroup(int index, Slice into) {
        set(into, list("cgroups").get(index));
    }

    @Override
    public boolean hasResources() {
        return at("resources") != null;
    }

    @Override
    public long vmSize() {
        return number("resources.vm_size");
    }

    @Override
    public long vmRss() {
        return number("resources.vm_rss");
    }

    @Override
    public long vmSwap() {
        return number("resources.vm_swap");
    }

    @Override
    public long minorFaults() {
        return number("resources.minor_faults");
    }

    @Override
    public long majorFaults() {
        return number("resources.major_faults");
    }

    @Override
    public long fdLimit() {
        return number("resources.fd_limit");
    }

    @Override
    public long fdOpen() {
        return number("resources.fd_open");
    }

    @Override
    public long threads() {
        return number("resources.threads");
    }

    @Override
    public long children() {
        return number("resources.children");
    }

    @Override
    public boolean hasStdio() {
        return at("stdio") != null;
    }

    @Override
    public int stdioCount() {
        return list("stdio").size();
    }

    @Override
    public int stdioType(int index) {
        return (int) ((GenericRecord) list("stdio").get(index)).get("type");
    }

    @Override
    public void stdioName(int index, Slice into) {
        set(into, ((GenericRecord) list("stdio").get(index)).get("name"));
    }

    @Override
    public void node(Slice into) {
        set(into, at("node"));
    }

    @Override
    public int cpu() {
        return (int) number("cpu");
    }

    @Override
    public long num() {
        return number("num");
    }

    @Override
    public int tie() {
        return (int) number("tie");
    }

    @Override
    public long run() {
        return number("run");
    }

    @Override
    public long pubSeq() {
        return number("pub_seq");
    }

    private Object at(String path) {
        Object value = event;
        for (String name : path.split("\\.")) {
            value = value == null ? null : ((GenericRecord) value).get(name);
        }
        return value;
    }

    private long number(String path) {
        return at(path) instanceof Number number ? number.longValue() : 0;
    }

    private List<?> list(String path) {
        return at(path) instanceof List<?> list ? list : List.of();
    }

    private Object ancestor(int ancestor, String name) {
        return ((GenericRecord) list("ancestors").get(ancestor)).get(name);
    }

    private Object ancestorDetail(int ancestor, String name) {
        return ancestor(ancestor, "details") instanceof GenericRecord it ? it.get(name) : null;
    }

    private List<?> ancestorArgs(int ancestor) {
        return ancestorDetail(ancestor, "args") instanceof List<?> list ? list : List.of();
    }

    private Object rawArg(int arg) {
        Object value = list("args").get(arg);
        Object raw = value instanceof GenericRecord resolved ? resolved.get("raw") : value;
        if (raw instanceof Boolean isName) {
            return at(isName ? "fd.name" : "fd.name_raw");
        }
        return raw;
    }

    private void setLeader(Leader leader, String field, Slice into) {
        String path = "leaders." + leader.name().toLowerCase(Locale.ROOT);
        Object value = at(path);
        if (value instanceof Integer before && before < 0) {
            setLeader(Leader.values()[-1 - before], field, into);
        } else if (value instanceof Integer ancestor) {
            boolean isName = field.equals("name");
            set(into, isName ? ancestor(ancestor, field) : ancestorDetail(ancestor, field));
        } else {
            boolean inFull = value != null || !hasLeaders();
            set(into, at((inFull ? path : "process") + "." + field));
        }
    }

    private static void set(Slice into, Object value) {
        if (value == null) {
            into.setAbsent();
        } else if (value instanceof ByteBuffer bytes) {
            into.set(bytes.array(), bytes.arrayOffset(), bytes.limit());
        } else {
            into.set(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
