// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.Container;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.collector.state.UserNames;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Leader;
import dev.saker.schemas.ListedFd;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.nio.charset.StandardCharsets;

/**
 * The current event with everything the host's state says about it, in the form the record's writer
 * asks for. A view: it holds nothing, so it is right between {@code apply} and {@code finish} of
 * the event, and it allocates nothing.
 */
public class EventContext implements SyscallEventSource {
    private static final byte[] EMPTY = {};
    private static final byte[] UNKNOWN = "<NA>".getBytes(StandardCharsets.US_ASCII);
    private static final int STANDARD_STREAMS = 3;
    private static final int CLOSED = -1;
    private static final int NO_ARG = -1;

    private final HostState host;
    private final EventIdentity identity;
    private int projection;
    private final byte[] node;
    private final ArgTexts texts;
    private final FdView fd;
    private final Ancestry ancestry;
    private final GroupNames groupNames = new GroupNames();
    private final Slice resolvedText = new Slice();
    private CurrentEvent current;
    private ThreadEntry thread;
    private int resolvedArg;

    public EventContext(HostState host, EventIdentity identity, String node, int projection) {
        this.host = host;
        this.identity = identity;
        this.projection = projection;
        this.node = node.getBytes(StandardCharsets.UTF_8);
        this.texts = new ArgTexts(host);
        this.fd = new FdView(host, texts);
        this.ancestry = new Ancestry(host);
    }

    /** Answers these groups of fields from the next event on, bits of {@link FieldGroup}. */
    public void setProjection(int groups) {
        projection = groups;
    }

    /** Turns to another event. */
    public EventContext of(CurrentEvent event) {
        current = event;
        thread = event.thread();
        resolvedArg = NO_ARG;
        texts.set(event);
        fd.set(event);
        ancestry.set(thread);
        return this;
    }

    @Override
    public int type() {
        return current.code();
    }

    @Override
    public int projection() {
        return projection;
    }

    @Override
    public int shape() {
        return EventShapes.of(current) | identity.shape;
    }

    @Override
    public long time() {
        return current.event().time();
    }

    @Override
    public long tid() {
        return current.event().tid();
    }

    @Override
    public boolean hasRes() {
        return current.hasResult();
    }

    @Override
    public long res() {
        return current.result();
    }

    @Override
    public boolean hasFd() {
        return fd.isPresent();
    }

    @Override
    public long fdNum() {
        return fd.number();
    }

    @Override
    public int fdType() {
        return fd.type();
    }

    @Override
    public int fdFlags() {
        return fd.flags();
    }

    @Override
    public void fdName(Slice into) {
        fd.name(into);
    }

    @Override
    public void fdNameRaw(Slice into) {
        fd.rawName(into);
    }

    @Override
    public int fdL4Protocol() {
        return fd.protocol();
    }

    @Override
    public int fdOpenFlags() {
        return fd.openFlags();
    }

    @Override
    public long fdDev() {
        return fd.dev();
    }

    @Override
    public long fdIno() {
        return fd.ino();
    }

    @Override
    public boolean hasTuple() {
        return fd.hasTuple();
    }

    @Override
    public void clientIp(Slice into) {
        fd.clientIp(into);
    }

    @Override
    public int clientPort() {
        return fd.clientPort();
    }

    @Override
    public void serverIp(Slice into) {
        fd.serverIp(into);
    }

    @Override
    public int serverPort() {
        return fd.serverPort();
    }

    @Override
    public int localEnd() {
        return fd.localEnd();
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
    public long descriptorNumber() {
        return fd.entryNumber();
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
        return FieldGroup.CONTAINER_DETAILS.in(projection) && !isAwaited();
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
    public int argCount() {
        int params = current.event().paramCount();
        if (identity.captureFile.length > 0) {
            return current.info().params().size() + 2;
        }
        return identity.kernelPath.length > 0 ? current.info().params().size() + 1 : params;
    }

    @Override
    public ArgKind argKind(int arg) {
        if (isExtra(arg)) {
            return extra(arg).length > 0 ? ArgKind.BYTES : ArgKind.ABSENT;
        }
        if (arg >= current.event().paramCount()) {
            return ArgKind.ABSENT;
        }
        ParamInfo param = current.info().params().get(arg);
        if (current.event().isEmpty(arg) || isLeftOut(param)) {
            return ArgKind.ABSENT;
        }
        return param.type().isInteger() ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    @Override
    public long argNumber(int arg) {
        return current.event().longParam(arg);
    }

    @Override
    public void argBytes(int arg, Slice into) {
        if (isExtra(arg)) {
            byte[] extra = extra(arg);
            into.set(extra, 0, extra.length);
            return;
        }
        texts.bytes(arg, into);
    }

    /** Behind the last parameter that the event type has: what the format has no place for. */
    private boolean isExtra(int arg) {
        return arg >= current.info().params().size();
    }

    private byte[] extra(int arg) {
        boolean first = arg == current.info().params().size();
        return first ? identity.kernelPath : identity.captureFile;
    }

    @Override
    public boolean hasArgText(int arg) {
        if (isExtra(arg)) {
            return false;
        }
        resolvedArg = arg;
        return texts.resolve(arg, resolvedText);
    }

    @Override
    public void argText(int arg, Slice into) {
        if (arg != resolvedArg) {
            hasArgText(arg);
        }
        into.set(resolvedText);
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

    @Override
    public boolean hasEnvironment() {
        return thread != null;
    }

    @Override
    public int environmentCount() {
        return thread.environment().count();
    }

    @Override
    public void environment(int index, Slice into) {
        thread.environment().item(index, into);
    }

    @Override
    public boolean hasCgroups() {
        return thread != null;
    }

    @Override
    public int cgroupCount() {
        return thread.cgroups.count();
    }

    @Override
    public void cgroup(int index, Slice into) {
        thread.cgroups.item(index, into);
        groupNames.normalize(into);
    }

    @Override
    public boolean hasResources() {
        return thread != null;
    }

    @Override
    public long vmSize() {
        return thread.vmSize;
    }

    @Override
    public long vmRss() {
        return thread.vmRss;
    }

    @Override
    public long vmSwap() {
        return thread.vmSwap;
    }

    @Override
    public long minorFaults() {
        return thread.minorFaults;
    }

    @Override
    public long majorFaults() {
        return thread.majorFaults;
    }

    @Override
    public long fdLimit() {
        return thread.leader().fdLimit;
    }

    @Override
    public long fdOpen() {
        return thread.hasLeader() ? thread.fds().size() : 0;
    }

    @Override
    public boolean hasOpenFdTypes() {
        return thread != null;
    }

    @Override
    public int openFdType(int number) {
        FdEntry entry = thread.fds().get(number);
        return entry == null ? CLOSED : entry.type().ordinal();
    }

    @Override
    public int openFdTypes() {
        return thread.fds().types();
    }

    @Override
    public boolean tellsWhatNoRecordHas() {
        return thread != null;
    }

    @Override
    public void listedFds(ListedFd what, Slice into) {
        ListedFds.texts(current, texts, what, into);
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
    public long threads() {
        return thread.liveThreads();
    }

    @Override
    public long children() {
        return thread.childThreads();
    }

    @Override
    public boolean hasStdio() {
        return thread != null;
    }

    @Override
    public int stdioCount() {
        return STANDARD_STREAMS;
    }

    @Override
    public int stdioType(int index) {
        FdEntry entry = thread.fds().get(index);
        return entry == null ? CLOSED : entry.type().ordinal();
    }

    @Override
    public void stdioName(int index, Slice into) {
        FdEntry entry = thread.fds().get(index);
        into.set(entry == null ? EMPTY : entry.name());
    }

    @Override
    public void node(Slice into) {
        into.set(node);
    }

    @Override
    public int cpu() {
        return identity.cpu;
    }

    @Override
    public long num() {
        return identity.number;
    }

    @Override
    public int tie() {
        return identity.tie;
    }

    @Override
    public long run() {
        return identity.run;
    }

    @Override
    public long pubSeq() {
        return identity.publishSequence;
    }

    /** Buffers travel with the group that asks for them; what else comes as bytes is small. */
    private boolean isLeftOut(ParamInfo param) {
        if (param.type() != ParamType.BYTEBUF) {
            return false;
        }
        FieldGroup group =
                switch (param.name()) {
                    case "args" -> null;
                    case "env" -> FieldGroup.ENVIRONMENT;
                    case "cgroups" -> FieldGroup.CGROUPS;
                    default -> FieldGroup.DATA;
                };
        return group != null && !group.in(projection);
    }
}
