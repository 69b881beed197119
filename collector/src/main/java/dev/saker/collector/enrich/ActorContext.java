// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.Container;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.collector.state.UserNames;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Leader;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.nio.charset.StandardCharsets;

/**
 * What the host's state says of who made the current event: process, container, user, ancestors.
 */
public abstract class ActorContext implements SyscallEventSource {
    static final byte[] EMPTY = {};
    private static final byte[] UNKNOWN = "<NA>".getBytes(StandardCharsets.US_ASCII);

    final HostState host;
    int projection;
    private final Ancestry ancestry;
    CurrentEvent current;
    ThreadEntry thread;

    ActorContext(HostState host, int projection) {
        this.host = host;
        this.projection = projection;
        this.ancestry = new Ancestry(host);
    }

    final void turnTo(CurrentEvent event) {
        current = event;
        thread = event.thread();
        ancestry.set(thread);
    }

    /** A thread outside the table has no context of its own to be known by. */
    @Override
    public long contextVersion() {
        return thread == null ? CHANGING_CONTEXT : host.contextVersion();
    }

    @Override
    public long contextNumber() {
        return thread == null ? CHANGING_CONTEXT : host.contextNumber(thread);
    }

    @Override
    public boolean hasProcess() {
        return thread != null;
    }

    @Override
    public void processName(Slice into) {
        into.set(thread.name);
    }

    @Override
    public void processExe(Slice into) {
        into.set(thread.exe);
    }

    @Override
    public void processExePath(Slice into) {
        into.set(thread.exePath);
    }

    @Override
    public int processArgCount() {
        return thread.args.count();
    }

    @Override
    public void processArg(int index, Slice into) {
        thread.args.item(index, into);
    }

    @Override
    public void processCwd(Slice into) {
        into.set(thread.cwd());
    }

    @Override
    public int processFlags() {
        int flags = thread.exeFlags;
        if (thread.isMainThread()) {
            flags |= ProcessFlag.MAIN_THREAD.bit();
        }
        return thread.isReaper() ? flags | ProcessFlag.REAPER.bit() : flags;
    }

    @Override
    public long processTty() {
        return thread.tty;
    }

    @Override
    public long processPid() {
        return thread.pid;
    }

    @Override
    public long processVpid() {
        return thread.vpid;
    }

    @Override
    public long processVtid() {
        return thread.vtid;
    }

    @Override
    public long processSid() {
        return thread.sid;
    }

    @Override
    public long processPgid() {
        return thread.pgid;
    }

    @Override
    public long processVpgid() {
        return thread.vpgid;
    }

    @Override
    public long processCloneTime() {
        return thread.cloneTime;
    }

    @Override
    public long processPidnsStartTime() {
        return thread.pidnsStartTime;
    }

    @Override
    public long processExeIno() {
        return thread.exeIno;
    }

    @Override
    public long processExeCtime() {
        return thread.exeCtime;
    }

    @Override
    public long processExeMtime() {
        return thread.exeMtime;
    }

    @Override
    public long processCapInheritable() {
        return thread.capInheritable;
    }

    @Override
    public long processCapPermitted() {
        return thread.capPermitted;
    }

    @Override
    public long processCapEffective() {
        return thread.capEffective;
    }

    @Override
    public void containerId(Slice into) {
        Container container = container();
        into.set(container == null ? EMPTY : container.id());
    }

    /** Of the thread, or the one that the event itself is about; null if there is neither. */
    public Container container() {
        return thread == null ? current.container() : thread.container;
    }

    @Override
    public void containerFullId(Slice into) {
        Container container = container();
        if (container == null || container.isHost()) {
            into.setAbsent();
        } else {
            into.set(container.fullId());
        }
    }

    /** While a runtime may still tell of the container, nothing is said of it, not even that. */
    @Override
    public ContainerMetadata containerMetadata() {
        ContainerMetadata told = toldOfContainer();
        boolean settled = told == null && !isHost() && !isAwaited();
        return settled ? ContainerMetadata.UNRESOLVED : told;
    }

    /** What a runtime has told of the event's container; null if nothing. */
    protected final ContainerMetadata toldOfContainer() {
        return thread == null ? current.containerMetadata() : thread.container.metadata();
    }

    @Override
    public boolean tellsContainerMetadata() {
        return FieldGroup.CONTAINER_NAMES.in(projection) && !isAwaited();
    }

    private boolean isHost() {
        Container container = container();
        return container == null || container.isHost();
    }

    private boolean isAwaited() {
        Container container = container();
        return container != null && container.isAwaited();
    }

    @Override
    public long userUid() {
        return thread == null ? ThreadEntry.NO_ID : thread.uid;
    }

    @Override
    public long userGid() {
        return thread == null ? ThreadEntry.NO_ID : thread.gid;
    }

    @Override
    public long userLoginUid() {
        boolean unset = thread == null || thread.loginUid == ThreadEntry.NO_ID;
        return unset ? -1 : thread.loginUid;
    }

    @Override
    public void userName(Slice into) {
        into.set(names().userName(userUid()));
    }

    /** Names of users and groups are those of where the thread runs. */
    private UserNames names() {
        return thread == null ? host.users().ofHost() : host.users().of(thread);
    }

    @Override
    public void userGroupName(Slice into) {
        into.set(names().groupName(userGid()));
    }

    @Override
    public void userLoginName(Slice into) {
        into.set(userLoginUid() < 0 ? UNKNOWN : names().userName(userLoginUid()));
    }

    @Override
    public boolean hasUserDetails() {
        return true;
    }

    @Override
    public void userHome(Slice into) {
        into.set(names().home(userUid()));
    }

    @Override
    public void userShell(Slice into) {
        into.set(names().shell(userUid()));
    }

    @Override
    public int ancestorCount() {
        return ancestry.count();
    }

    @Override
    public void ancestorName(int ancestor, Slice into) {
        into.set(ancestry.ancestor(ancestor).name);
    }

    @Override
    public long ancestorPid(int ancestor) {
        return ancestry.ancestor(ancestor).pid;
    }

    @Override
    public long ancestorVpid(int ancestor) {
        return ancestry.ancestor(ancestor).vpid;
    }

    @Override
    public long ancestorCloneTime(int ancestor) {
        return ancestry.ancestor(ancestor).cloneTime;
    }

    @Override
    public boolean hasAncestorDetails(int ancestor) {
        FieldGroup group = ancestor == 0 ? FieldGroup.PARENT_DETAILS : FieldGroup.ANCESTOR_DETAILS;
        return group.in(projection);
    }

    @Override
    public void ancestorExe(int ancestor, Slice into) {
        into.set(ancestry.ancestor(ancestor).exe);
    }

    @Override
    public void ancestorExePath(int ancestor, Slice into) {
        into.set(ancestry.ancestor(ancestor).exePath);
    }

    @Override
    public int ancestorArgCount(int ancestor) {
        return ancestry.ancestor(ancestor).args.count();
    }

    @Override
    public void ancestorArg(int ancestor, int index, Slice into) {
        ancestry.ancestor(ancestor).args.item(index, into);
    }

    @Override
    public int ancestorEnvironmentCount(int ancestor) {
        return ancestry.ancestor(ancestor).environment().count();
    }

    @Override
    public void ancestorEnvironment(int ancestor, int index, Slice into) {
        ancestry.ancestor(ancestor).environment().item(index, into);
    }

    @Override
    public boolean hasLeaders() {
        return thread != null;
    }

    @Override
    public void leaderName(Leader leader, Slice into) {
        ThreadEntry entry = ancestry.leader(leader);
        into.set(entry == null ? EMPTY : entry.name);
    }

    @Override
    public void leaderExe(Leader leader, Slice into) {
        ThreadEntry entry = ancestry.leader(leader);
        into.set(entry == null ? EMPTY : entry.exe);
    }

    @Override
    public void leaderExePath(Leader leader, Slice into) {
        ThreadEntry entry = ancestry.leader(leader);
        into.set(entry == null ? EMPTY : entry.exePath);
    }
}
