// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** What a record says of the process, its container and its user. */
abstract sealed class ProcessReader extends RecordWalk implements SyscallEventSource
        permits AncestryReader {
    private static final int DETAILS = EventLeaf.CONTAINER_DETAILS.ordinal();

    final ItemIndex processArgs = new ItemIndex();
    private final MetadataCache metadata = new MetadataCache();

    /** Whether anything is known of items of this record; of most nobody asks. */
    private boolean itemsKnown;

    /** To be called for every record, after {@link #begin}. */
    final void forgetIfKnown() {
        if (itemsKnown) {
            itemsKnown = false;
            forgetItems();
        }
    }

    void forgetItems() {
        processArgs.forget();
    }

    @Override
    public final boolean hasProcess() {
        return present(EventLeaf.PROCESS);
    }

    @Override
    public final void processName(Slice into) {
        slice(EventLeaf.PROCESS_NAME, into);
    }

    @Override
    public final void processExe(Slice into) {
        slice(EventLeaf.PROCESS_EXE, into);
    }

    @Override
    public final void processExePath(Slice into) {
        slice(EventLeaf.PROCESS_EXE_PATH, into);
    }

    @Override
    public final int processArgCount() {
        return index(processArgs, EventLeaf.PROCESS_ARGS).count();
    }

    @Override
    public final void processArg(int index, Slice into) {
        in.position(index(processArgs, EventLeaf.PROCESS_ARGS).start(index));
        in.readSlice(into);
    }

    @Override
    public final void processCwd(Slice into) {
        slice(EventLeaf.PROCESS_CWD, into);
    }

    @Override
    public final int processFlags() {
        return (int) number(EventLeaf.PROCESS_FLAGS);
    }

    @Override
    public final long processTty() {
        return number(EventLeaf.PROCESS_TTY);
    }

    @Override
    public final long processPid() {
        return number(EventLeaf.PROCESS_PID);
    }

    @Override
    public final long processVpid() {
        return number(EventLeaf.PROCESS_VPID);
    }

    @Override
    public final long processVtid() {
        return number(EventLeaf.PROCESS_VTID);
    }

    @Override
    public final long processSid() {
        return number(EventLeaf.PROCESS_SID);
    }

    @Override
    public final long processPgid() {
        return number(EventLeaf.PROCESS_PGID);
    }

    @Override
    public final long processVpgid() {
        return number(EventLeaf.PROCESS_VPGID);
    }

    @Override
    public final long processCloneTime() {
        return number(EventLeaf.PROCESS_CLONE_TIME);
    }

    @Override
    public final long processPidnsStartTime() {
        return number(EventLeaf.PROCESS_PIDNS_START_TIME);
    }

    @Override
    public final long processExeIno() {
        return number(EventLeaf.PROCESS_EXE_INO);
    }

    @Override
    public final long processExeCtime() {
        return number(EventLeaf.PROCESS_EXE_CTIME);
    }

    @Override
    public final long processExeMtime() {
        return number(EventLeaf.PROCESS_EXE_MTIME);
    }

    @Override
    public final long processCapInheritable() {
        return number(EventLeaf.PROCESS_CAP_INHERITABLE);
    }

    @Override
    public final long processCapPermitted() {
        return number(EventLeaf.PROCESS_CAP_PERMITTED);
    }

    @Override
    public final long processCapEffective() {
        return number(EventLeaf.PROCESS_CAP_EFFECTIVE);
    }

    @Override
    public final void containerId(Slice into) {
        slice(EventLeaf.CONTAINER_ID, into);
    }

    @Override
    public final void containerFullId(Slice into) {
        slice(EventLeaf.CONTAINER_FULL_ID, into);
    }

    @Override
    public final boolean tellsContainerMetadata() {
        return FieldGroup.CONTAINER_NAMES.in(projection());
    }

    @Override
    public final ContainerMetadata containerMetadata() {
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
    public final long userUid() {
        return number(EventLeaf.USER_UID);
    }

    @Override
    public final long userGid() {
        return number(EventLeaf.USER_GID);
    }

    @Override
    public final long userLoginUid() {
        return number(EventLeaf.USER_LOGIN_UID);
    }

    @Override
    public final void userName(Slice into) {
        slice(EventLeaf.USER_NAME, into);
    }

    @Override
    public final void userGroupName(Slice into) {
        slice(EventLeaf.USER_GROUP_NAME, into);
    }

    @Override
    public final void userLoginName(Slice into) {
        slice(EventLeaf.USER_LOGIN_NAME, into);
    }

    @Override
    public final boolean hasUserDetails() {
        return present(EventLeaf.USER_DETAILS);
    }

    @Override
    public final void userHome(Slice into) {
        slice(EventLeaf.USER_DETAILS_HOME, into);
    }

    @Override
    public final void userShell(Slice into) {
        slice(EventLeaf.USER_DETAILS_SHELL, into);
    }

    final ItemIndex index(ItemIndex index, EventLeaf leaf) {
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
}
