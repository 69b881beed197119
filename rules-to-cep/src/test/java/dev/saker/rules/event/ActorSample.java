// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.LeaderNames;
import dev.saker.rules.event.EventSample.Process;
import dev.saker.rules.event.EventSample.User;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Leader;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who made an event and what that process has, in plain Java objects. */
public abstract class ActorSample implements SyscallEventSource {
    public int projection = FieldGroup.ALL;
    public Process process = new Process();
    public String containerId = "host";
    public String containerFullId;
    public ContainerMetadata containerMetadata;
    public User user = new User();
    public List<Ancestor> ancestors = new ArrayList<>();
    public List<LeaderNames> leaders =
            List.of(
                    new LeaderNames("bash", "-bash", "/usr/bin/bash"),
                    new LeaderNames("make", "make", "/usr/bin/make"),
                    new LeaderNames("make", "make", "/usr/bin/make"));
    public List<String> environment = List.of("HOME=/root", "PATH=/bin");
    public List<String> cgroups = List.of("cpu=/a", "memory=/b");
    public Map<String, Long> resources =
            Map.of("vmSize", 100L, "vmRss", 50L, "fdLimit", 1024L, "fdOpen", 8L, "threads", 2L);

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
        return answers(FieldGroup.CONTAINER_NAMES);
    }

    @Override
    public ContainerMetadata containerMetadata() {
        return tellsContainerMetadata() ? containerMetadata : null;
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
        set(ancestors.get(ancestor).name(), into);
    }

    @Override
    public long ancestorPid(int ancestor) {
        return ancestors.get(ancestor).pid();
    }

    @Override
    public long ancestorVpid(int ancestor) {
        return ancestors.get(ancestor).vpid();
    }

    @Override
    public long ancestorCloneTime(int ancestor) {
        return ancestors.get(ancestor).cloneTime();
    }

    @Override
    public boolean hasAncestorDetails(int ancestor) {
        FieldGroup group = ancestor == 0 ? FieldGroup.PARENT_DETAILS : FieldGroup.ANCESTOR_DETAILS;
        return ancestors.get(ancestor).exe() != null && answers(group);
    }

    @Override
    public void ancestorExe(int ancestor, Slice into) {
        set(ancestors.get(ancestor).exe(), into);
    }

    @Override
    public void ancestorExePath(int ancestor, Slice into) {
        set(ancestors.get(ancestor).exePath(), into);
    }

    @Override
    public int ancestorArgCount(int ancestor) {
        return ancestors.get(ancestor).args().size();
    }

    @Override
    public void ancestorArg(int ancestor, int index, Slice into) {
        set(ancestors.get(ancestor).args().get(index), into);
    }

    @Override
    public boolean hasLeaders() {
        return leaders != null && answers(FieldGroup.LEADERS);
    }

    @Override
    public void leaderName(Leader leader, Slice into) {
        set(leaders.get(leader.ordinal()).name(), into);
    }

    @Override
    public void leaderExe(Leader leader, Slice into) {
        set(leaders.get(leader.ordinal()).exe(), into);
    }

    @Override
    public void leaderExePath(Leader leader, Slice into) {
        set(leaders.get(leader.ordinal()).exePath(), into);
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

    final boolean answers(FieldGroup group) {
        return group.in(projection);
    }

    static void set(String text, Slice into) {
        if (text == null) {
            into.setAbsent();
        } else {
            into.set(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static void set(byte[] bytes, Slice into) {
        if (bytes == null) {
            into.setAbsent();
        } else {
            into.set(bytes);
        }
    }
}
