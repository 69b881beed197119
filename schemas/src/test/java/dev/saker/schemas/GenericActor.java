// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;

/** Who made an event, over Avro's generic record. */
abstract class GenericActor implements SyscallEventSource {
    private final GenericRecord event;

    GenericActor(GenericRecord event) {
        this.event = event;
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
        return FieldGroup.CONTAINER_NAMES.in(projection());
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

    final Object at(String path) {
        Object value = event;
        for (String name : path.split("\\.")) {
            value = value == null ? null : ((GenericRecord) value).get(name);
        }
        return value;
    }

    final long number(String path) {
        return at(path) instanceof Number number ? number.longValue() : 0;
    }

    final List<?> list(String path) {
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

    static void set(Slice into, Object value) {
        if (value == null) {
            into.setAbsent();
        } else if (value instanceof ByteBuffer bytes) {
            into.set(bytes.array(), bytes.arrayOffset(), bytes.limit());
        } else {
            into.set(value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
