// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Reads a syscall event out of its Avro bytes without making objects. It walks only as far as it is
 * asked and remembers where things are, so the cheap questions that reject most events touch few
 * bytes. One reader serves any number of records, one after the other; not thread-safe.
 *
 * <p>Numbers of an absent record are 0, slices of it absent. Every method may meet bytes that are
 * no event and then throws {@link MalformedEventException}; {@link #validate} looks at all of them.
 */
public final class SyscallEventReader extends RecordWalk implements SyscallEventSource {
    private static final ArgKind[] ARG_KINDS = ArgKind.values();
    private static final int FIRST_LEADER_LEAF = EventLeaf.LEADERS_SESSION.ordinal();
    private static final int LEAVES_PER_LEADER = 4;
    private static final int DETAILS = EventLeaf.CONTAINER_DETAILS.ordinal();
    private static final int NO_ANCESTOR = -1;
    private static final int FIRST_OUTLINE = 1024;

    private final ItemIndex processArgs = new ItemIndex();
    private final ItemIndex ancestors = new ItemIndex();
    private final ItemIndex args = new ItemIndex();
    private final ItemIndex environment = new ItemIndex();
    private final ItemIndex cgroups = new ItemIndex();
    private final ItemIndex stdio = new ItemIndex();
    private final ItemIndex ancestorArgs = new ItemIndex();
    private int ancestorOfArgs = NO_ANCESTOR;

    /** Whether anything is known of items of this record; of most nobody asks. */
    private boolean itemsKnown;

    private final ComposedTexts texts = new ComposedTexts();
    private final Slice fdName = new Slice();
    private final AvroOutput outline = new AvroOutput(FIRST_OUTLINE);
    private final MetadataCache metadata = new MetadataCache();

    /** Turns to the record in these bytes, which stay the caller's. */
    public SyscallEventReader wrap(byte[] array, int offset, int length) {
        begin(array, offset, length);
        if (itemsKnown) {
            forgetItems();
        }
        return this;
    }

    private void forgetItems() {
        itemsKnown = false;
        processArgs.forget();
        ancestors.forget();
        args.forget();
        environment.forget();
        cgroups.forget();
        stdio.forget();
        texts.forget();
        ancestorOfArgs = NO_ANCESTOR;
    }

    /** Looks at every byte. For who must know now that nothing is wrong with the record. */
    public void validate() {
        walkAll();
        index(processArgs, EventLeaf.PROCESS_ARGS);
        index(args, EventLeaf.ARGS);
        index(environment, EventLeaf.ENVIRONMENT);
        index(cgroups, EventLeaf.CGROUPS);
        index(stdio, EventLeaf.STDIO);
        for (int ancestor = 0; ancestor < ancestorCount(); ancestor++) {
            indexAncestorArgs(ancestor);
        }
    }

    /**
     * The context without what every process has of its own (ids, times, inode of the program):
     * equal bytes mean equal answers about all else of it. Absent if the record is written in a way
     * in which that is not found; else good until the next question for one.
     */
    public void contextOutline(Slice into) {
        int begin = contextStart();
        outline.clear();
        int after = ContextOutline.append(in.array(), begin, in.end(), outline);
        if (after < 0) {
            into.setAbsent();
            return;
        }
        into.set(outline.array(), 0, outline.length());
        stepOverContext(after - begin);
    }

    @Override
    public int type() {
        return typeNumber();
    }

    @Override
    public int projection() {
        return (int) number(EventLeaf.PROJECTION);
    }

    @Override
    public int shape() {
        return (int) number(EventLeaf.SHAPE);
    }

    @Override
    public long time() {
        return lateNumber(EventLeaf.TIME);
    }

    @Override
    public long tid() {
        return lateNumber(EventLeaf.TID);
    }

    @Override
    public boolean hasRes() {
        return present(EventLeaf.RES);
    }

    @Override
    public long res() {
        return lateNumber(EventLeaf.RES);
    }

    @Override
    public boolean hasFd() {
        return present(EventLeaf.FD);
    }

    @Override
    public long fdNum() {
        return lateNumber(EventLeaf.FD_NUM);
    }

    @Override
    public int fdType() {
        return (int) number(EventLeaf.FD_TYPE);
    }

    @Override
    public int fdFlags() {
        return (int) number(EventLeaf.FD_FLAGS);
    }

    @Override
    public void fdName(Slice into) {
        slice(EventLeaf.FD_NAME, into);
    }

    @Override
    public void fdNameRaw(Slice into) {
        slice(EventLeaf.FD_NAME_RAW, into);
    }

    @Override
    public int fdL4Protocol() {
        return (int) number(EventLeaf.FD_L4PROTO);
    }

    @Override
    public int fdOpenFlags() {
        return (int) lateNumber(EventLeaf.FD_OPEN_FLAGS);
    }

    @Override
    public long fdDev() {
        return lateNumber(EventLeaf.FD_DEV);
    }

    @Override
    public long fdIno() {
        return lateNumber(EventLeaf.FD_INO);
    }

    @Override
    public boolean hasTuple() {
        return present(EventLeaf.FD_TUPLE);
    }

    @Override
    public void clientIp(Slice into) {
        slice(EventLeaf.FD_TUPLE_CLIENT_IP, into);
    }

    @Override
    public int clientPort() {
        return (int) lateNumber(EventLeaf.FD_TUPLE_CLIENT_PORT);
    }

    @Override
    public void serverIp(Slice into) {
        slice(EventLeaf.FD_TUPLE_SERVER_IP, into);
    }

    @Override
    public int serverPort() {
        return (int) lateNumber(EventLeaf.FD_TUPLE_SERVER_PORT);
    }

    @Override
    public int localEnd() {
        return (int) lateNumber(EventLeaf.FD_TUPLE_LOCAL);
    }

    @Override
    public boolean hasProcess() {
        return present(EventLeaf.PROCESS);
    }

    @Override
    public void processName(Slice into) {
        slice(EventLeaf.PROCESS_NAME, into);
    }

    @Override
    public void processExe(Slice into) {
        slice(EventLeaf.PROCESS_EXE, into);
    }

    @Override
    public void processExePath(Slice into) {
        slice(EventLeaf.PROCESS_EXE_PATH, into);
    }

    @Override
    public int processArgCount() {
        return index(processArgs, EventLeaf.PROCESS_ARGS).count();
    }

    @Override
    public void processArg(int index, Slice into) {
        in.position(index(processArgs, EventLeaf.PROCESS_ARGS).start(index));
        in.readSlice(into);
    }

    @Override
    public void processCwd(Slice into) {
        slice(EventLeaf.PROCESS_CWD, into);
    }

    @Override
    public int processFlags() {
        return (int) number(EventLeaf.PROCESS_FLAGS);
    }

    @Override
    public long processTty() {
        return number(EventLeaf.PROCESS_TTY);
    }

    @Override
    public long processPid() {
        return number(EventLeaf.PROCESS_PID);
    }

    @Override
    public long processVpid() {
        return number(EventLeaf.PROCESS_VPID);
    }

    @Override
    public long processVtid() {
        return number(EventLeaf.PROCESS_VTID);
    }

    @Override
    public long processSid() {
        return number(EventLeaf.PROCESS_SID);
    }

    @Override
    public long processPgid() {
        return number(EventLeaf.PROCESS_PGID);
    }

    @Override
    public long processVpgid() {
        return number(EventLeaf.PROCESS_VPGID);
    }

    @Override
    public long processCloneTime() {
        return number(EventLeaf.PROCESS_CLONE_TIME);
    }

    @Override
    public long processPidnsStartTime() {
        return number(EventLeaf.PROCESS_PIDNS_START_TIME);
    }

    @Override
    public long processExeIno() {
        return number(EventLeaf.PROCESS_EXE_INO);
    }

    @Override
    public long processExeCtime() {
        return number(EventLeaf.PROCESS_EXE_CTIME);
    }

    @Override
    public long processExeMtime() {
        return number(EventLeaf.PROCESS_EXE_MTIME);
    }

    @Override
    public long processCapInheritable() {
        return number(EventLeaf.PROCESS_CAP_INHERITABLE);
    }

    @Override
    public long processCapPermitted() {
        return number(EventLeaf.PROCESS_CAP_PERMITTED);
    }

    @Override
    public long processCapEffective() {
        return number(EventLeaf.PROCESS_CAP_EFFECTIVE);
    }

    @Override
    public void containerId(Slice into) {
        slice(EventLeaf.CONTAINER_ID, into);
    }

    @Override
    public void containerFullId(Slice into) {
        slice(EventLeaf.CONTAINER_FULL_ID, into);
    }

    @Override
    public boolean tellsContainerMetadata() {
        return FieldGroup.CONTAINER_DETAILS.in(projection());
    }

    @Override
    public ContainerMetadata containerMetadata() {
        if (!present(EventLeaf.CONTAINER_DETAILS)) {
            return null;
        }
        int last = ENDS[DETAILS] - 1;
        walkTo(last);
        in.position(starts[last]);
        EventItems.skipArray(in, EventItems.kindOf(last));
        int end = in.position();
        in.position(starts[DETAILS]);
        in.readBranch(2);
        return metadata.of(in, end - in.position());
    }

    @Override
    public long userUid() {
        return number(EventLeaf.USER_UID);
    }

    @Override
    public long userGid() {
        return number(EventLeaf.USER_GID);
    }

    @Override
    public long userLoginUid() {
        return number(EventLeaf.USER_LOGIN_UID);
    }

    @Override
    public void userName(Slice into) {
        slice(EventLeaf.USER_NAME, into);
    }

    @Override
    public void userGroupName(Slice into) {
        slice(EventLeaf.USER_GROUP_NAME, into);
    }

    @Override
    public void userLoginName(Slice into) {
        slice(EventLeaf.USER_LOGIN_NAME, into);
    }

    @Override
    public boolean hasUserDetails() {
        return present(EventLeaf.USER_DETAILS);
    }

    @Override
    public void userHome(Slice into) {
        slice(EventLeaf.USER_DETAILS_HOME, into);
    }

    @Override
    public void userShell(Slice into) {
        slice(EventLeaf.USER_DETAILS_SHELL, into);
    }

    @Override
    public int ancestorCount() {
        return index(ancestors, EventLeaf.ANCESTORS).count();
    }

    @Override
    public void ancestorName(int ancestor, Slice into) {
        seekAncestor(ancestor);
        in.readSlice(into);
    }

    @Override
    public long ancestorPid(int ancestor) {
        return ancestorNumber(ancestor, 0);
    }

    @Override
    public long ancestorVpid(int ancestor) {
        return ancestorNumber(ancestor, 1);
    }

    @Override
    public long ancestorCloneTime(int ancestor) {
        return ancestorNumber(ancestor, 2);
    }

    @Override
    public boolean hasAncestorDetails(int ancestor) {
        ancestorNumber(ancestor, 2);
        return in.readBranch(2) == 1;
    }

    @Override
    public void ancestorExe(int ancestor, Slice into) {
        if (hasAncestorDetails(ancestor)) {
            in.readSlice(into);
        } else {
            into.setAbsent();
        }
    }

    @Override
    public void ancestorExePath(int ancestor, Slice into) {
        if (hasAncestorDetails(ancestor)) {
            in.skipBytes();
            in.readSlice(into);
        } else {
            into.setAbsent();
        }
    }

    @Override
    public int ancestorArgCount(int ancestor) {
        return indexAncestorArgs(ancestor).count();
    }

    @Override
    public void ancestorArg(int ancestor, int index, Slice into) {
        in.position(indexAncestorArgs(ancestor).start(index));
        in.readSlice(into);
    }

    @Override
    public int argCount() {
        return index(args, EventLeaf.ARGS).count();
    }

    @Override
    public ArgKind argKind(int arg) {
        int branch = seekRawArg(arg);
        return branch == EventItems.SAME_AS_FD ? ArgKind.BYTES : ARG_KINDS[branch];
    }

    @Override
    public long argNumber(int arg) {
        return seekRawArg(arg) == ArgKind.NUMBER.ordinal() ? in.readLong() : 0;
    }

    @Override
    public void argBytes(int arg, Slice into) {
        int branch = seekRawArg(arg);
        if (branch == ArgKind.BYTES.ordinal()) {
            in.readSlice(into);
        } else if (branch == EventItems.SAME_AS_FD) {
            slice(in.readBoolean() ? EventLeaf.FD_NAME : EventLeaf.FD_NAME_RAW, into);
        } else {
            into.setAbsent();
        }
    }

    @Override
    public boolean hasArgText(int arg) {
        in.position(index(args, EventLeaf.ARGS).start(arg));
        return in.readBranch(EventItems.ARG_BRANCHES) == EventItems.RESOLVED_ARG;
    }

    @Override
    public void argText(int arg, Slice into) {
        if (!hasArgText(arg)) {
            into.setAbsent();
            return;
        }
        EventItems.skipRawArg(in);
        in.readSlice(into);
        if (in.readBoolean()) {
            boolean wholeName = into.length() == 0;
            slice(EventLeaf.FD_NAME, wholeName ? into : fdName);
            if (!wholeName) {
                texts.compose(arg, into, fdName, in);
            }
        }
    }

    @Override
    public boolean hasLeaders() {
        return present(EventLeaf.LEADERS);
    }

    @Override
    public void leaderName(Leader leader, Slice into) {
        int leaf = leaderLeaf(leader);
        if (inFull(leaf)) {
            slice(leaf + 1, into);
        } else if (numbers[leaf] == SAME_AS_PROCESS) {
            processName(into);
        } else {
            ancestorName(ancestorOf(leaf), into);
        }
    }

    @Override
    public void leaderExe(Leader leader, Slice into) {
        int leaf = leaderLeaf(leader);
        if (inFull(leaf)) {
            slice(leaf + 2, into);
        } else if (numbers[leaf] == SAME_AS_PROCESS) {
            processExe(into);
        } else {
            ancestorExe(ancestorOf(leaf), into);
        }
    }

    @Override
    public void leaderExePath(Leader leader, Slice into) {
        int leaf = leaderLeaf(leader);
        if (inFull(leaf)) {
            slice(leaf + 3, into);
        } else if (numbers[leaf] == SAME_AS_PROCESS) {
            processExePath(into);
        } else {
            ancestorExePath(ancestorOf(leaf), into);
        }
    }

    @Override
    public boolean hasEnvironment() {
        return present(EventLeaf.ENVIRONMENT);
    }

    @Override
    public int environmentCount() {
        return index(environment, EventLeaf.ENVIRONMENT).count();
    }

    @Override
    public void environment(int index, Slice into) {
        in.position(index(environment, EventLeaf.ENVIRONMENT).start(index));
        in.readSlice(into);
    }

    @Override
    public boolean hasCgroups() {
        return present(EventLeaf.CGROUPS);
    }

    @Override
    public int cgroupCount() {
        return index(cgroups, EventLeaf.CGROUPS).count();
    }

    @Override
    public void cgroup(int index, Slice into) {
        in.position(index(cgroups, EventLeaf.CGROUPS).start(index));
        in.readSlice(into);
    }

    @Override
    public boolean hasResources() {
        return present(EventLeaf.RESOURCES);
    }

    @Override
    public long vmSize() {
        return number(EventLeaf.RESOURCES_VM_SIZE);
    }

    @Override
    public long vmRss() {
        return number(EventLeaf.RESOURCES_VM_RSS);
    }

    @Override
    public long vmSwap() {
        return number(EventLeaf.RESOURCES_VM_SWAP);
    }

    @Override
    public long minorFaults() {
        return number(EventLeaf.RESOURCES_MINOR_FAULTS);
    }

    @Override
    public long majorFaults() {
        return number(EventLeaf.RESOURCES_MAJOR_FAULTS);
    }

    @Override
    public long fdLimit() {
        return number(EventLeaf.RESOURCES_FD_LIMIT);
    }

    @Override
    public long fdOpen() {
        return number(EventLeaf.RESOURCES_FD_OPEN);
    }

    @Override
    public long threads() {
        return number(EventLeaf.RESOURCES_THREADS);
    }

    @Override
    public long children() {
        return number(EventLeaf.RESOURCES_CHILDREN);
    }

    @Override
    public boolean hasStdio() {
        return present(EventLeaf.STDIO);
    }

    @Override
    public int stdioCount() {
        return index(stdio, EventLeaf.STDIO).count();
    }

    @Override
    public int stdioType(int index) {
        in.position(index(stdio, EventLeaf.STDIO).start(index));
        return in.readInt();
    }

    @Override
    public void stdioName(int index, Slice into) {
        stdioType(index);
        in.readSlice(into);
    }

    @Override
    public void node(Slice into) {
        slice(EventLeaf.NODE, into);
    }

    @Override
    public int cpu() {
        return (int) number(EventLeaf.CPU);
    }

    @Override
    public long num() {
        return number(EventLeaf.NUM);
    }

    @Override
    public int tie() {
        return (int) number(EventLeaf.TIE);
    }

    @Override
    public long run() {
        return number(EventLeaf.RUN);
    }

    @Override
    public long pubSeq() {
        return number(EventLeaf.PUB_SEQ);
    }

    /** Where the leader is told, or where the one is that it looks like. */
    private int leaderLeaf(Leader leader) {
        int leaf = FIRST_LEADER_LEAF + leader.ordinal() * LEAVES_PER_LEADER;
        walkTo(leaf);
        while (!inFull(leaf) && numbers[leaf] < 0 && numbers[leaf] != SAME_AS_PROCESS) {
            long before = FIRST_LEADER_LEAF + Leader.ordinalOf(numbers[leaf]) * LEAVES_PER_LEADER;
            if (before >= leaf) {
                throw in.malformed("leader refers to leader " + numbers[leaf]);
            }
            leaf = (int) before;
        }
        return leaf;
    }

    /** Also when there are no leaders at all: then its slices are absent like any others. */
    private boolean inFull(int leaderLeaf) {
        return present[leaderLeaf] || !present[EventLeaf.LEADERS.ordinal()];
    }

    private int ancestorOf(int leaderLeaf) {
        long ancestor = numbers[leaderLeaf];
        if (ancestor >= ancestorCount()) {
            throw in.malformed("leader refers to ancestor " + ancestor);
        }
        return (int) ancestor;
    }

    private ItemIndex index(ItemIndex index, EventLeaf leaf) {
        if (!index.known()) {
            itemsKnown = true;
            if (present(leaf)) {
                in.position(starts[leaf.ordinal()]);
                EventItems.index(in, EventItems.kindOf(leaf.ordinal()), index);
            } else {
                index.complete();
            }
        }
        return index;
    }

    private ItemIndex indexAncestorArgs(int ancestor) {
        if (ancestorOfArgs != ancestor) {
            ancestorOfArgs = NO_ANCESTOR;
            ancestorArgs.forget();
            if (hasAncestorDetails(ancestor)) {
                in.skipBytes();
                in.skipBytes();
                EventItems.index(in, EventItems.Kind.BYTES, ancestorArgs);
            } else {
                ancestorArgs.complete();
            }
            ancestorOfArgs = ancestor;
        }
        return ancestorArgs;
    }

    private void seekAncestor(int ancestor) {
        in.position(index(ancestors, EventLeaf.ANCESTORS).start(ancestor));
    }

    /** The numbers after an ancestor's name, from 0. */
    private long ancestorNumber(int ancestor, int which) {
        seekAncestor(ancestor);
        in.skipBytes();
        for (int before = 0; before < which; before++) {
            in.readLong();
        }
        return in.readLong();
    }

    /** Moves to a parameter's raw form and answers its branch. */
    private int seekRawArg(int arg) {
        in.position(index(args, EventLeaf.ARGS).start(arg));
        int branch = in.readBranch(EventItems.ARG_BRANCHES);
        return branch == EventItems.RESOLVED_ARG
                ? in.readBranch(EventItems.RAW_ARG_BRANCHES)
                : branch;
    }
}
