// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Writes a syscall event as Avro into a buffer that is used again for every event. This is the one
 * place that knows the order of the fields for writing; the buffer grows to the largest event seen
 * and then nothing is allocated any more. Not thread-safe.
 */
public final class SyscallEventWriter {
    private static final int FIRST_CAPACITY = 4096;

    private static final int NONE = Integer.MIN_VALUE;

    private final AvroOutput out = new AvroOutput(FIRST_CAPACITY);
    private final LeaderWriter leaders = new LeaderWriter(out);
    private final ContextCache contexts = new ContextCache();
    private int detailsAt = NONE;
    private final Slice slice = new Slice();

    // Of the event at hand; absent when it has none. Parameters that repeat them refer to them.
    private final Slice fdName = new Slice();
    private final Slice fdNameRaw = new Slice();

    /** Writes the event over the one before, with those groups that both sides know of. */
    public void write(SyscallEventSource event, int projection) {
        out.clear();
        append(event, projection);
    }

    /** As {@link #write}, behind the five bytes that tell Kafka's readers the schema. */
    public void writeFramed(int schemaId, SyscallEventSource event, int projection) {
        out.clear();
        WireFormat.putHeader(out, schemaId);
        append(event, projection);
    }

    /** The buffer: the record is its first {@link #length} bytes, until the next write. */
    public byte[] array() {
        return out.array();
    }

    public int length() {
        return out.length();
    }

    public byte[] copyBytes() {
        return out.copyBytes();
    }

    /**
     * Where in the record {@link ContainerDetails} may put what a container runtime tells later;
     * negative if it has no place for that.
     */
    public int detailsAt() {
        return detailsAt;
    }

    private void append(SyscallEventSource event, int projection) {
        int groups = event.projection() & projection;
        out.putLong(event.type());
        out.putLong(groups);
        out.putLong(event.shape());
        out.putLong(event.time());
        out.putLong(event.tid());
        if (presence(event.hasRes())) {
            out.putLong(event.res());
        }
        fdName.setAbsent();
        fdNameRaw.setAbsent();
        if (presence(event.hasFd())) {
            putFd(event);
        }
        if (contexts.find(event.tid(), event.contextVersion(), groups)) {
            contexts.putActor(out);
            putArgs(event);
            contexts.putLeaders(out);
        } else {
            putContextAndArgs(event, groups);
        }
        putGroups(event, groups);
        putIdentity(event);
    }

    private void putContextAndArgs(SyscallEventSource event, int groups) {
        int actorStart = out.length();
        putActor(event, groups);
        int actorLength = out.length() - actorStart;
        putArgs(event);
        int leadersStart = out.length();
        if (presence(FieldGroup.LEADERS.in(groups) && event.hasLeaders())) {
            leaders.put(event, groups);
        }
        contexts.keep(event, groups, out, actorStart, actorLength, leadersStart);
    }

    private void putActor(SyscallEventSource event, int groups) {
        if (presence(event.hasProcess())) {
            putProcess(event);
        }
        event.containerId(slice);
        out.putBytes(slice);
        event.containerFullId(slice);
        out.putOptionalBytes(slice);
        putUser(event, groups);
        putAncestors(event, groups);
    }

    private void putFd(SyscallEventSource event) {
        out.putLong(event.fdNum());
        out.putLong(event.fdType());
        out.putLong(event.fdFlags());
        event.fdName(fdName);
        out.putOptionalBytes(fdName);
        event.fdNameRaw(fdNameRaw);
        out.putOptionalBytes(fdNameRaw);
        out.putLong(event.fdL4Protocol());
        out.putLong(event.fdOpenFlags());
        out.putLong(event.fdDev());
        out.putLong(event.fdIno());
        if (presence(event.hasTuple())) {
            event.clientIp(slice);
            out.putOptionalBytes(slice);
            out.putLong(event.clientPort());
            event.serverIp(slice);
            out.putOptionalBytes(slice);
            out.putLong(event.serverPort());
            out.putLong(event.localEnd());
        }
    }

    private void putProcess(SyscallEventSource event) {
        event.processName(slice);
        out.putBytes(slice);
        event.processExe(slice);
        out.putBytes(slice);
        event.processExePath(slice);
        out.putBytes(slice);
        putProcessArgs(event);
        event.processCwd(slice);
        out.putBytes(slice);
        out.putLong(event.processFlags());
        out.putLong(event.processTty());
        out.putLong(event.processPid());
        out.putLong(event.processVpid());
        out.putLong(event.processVtid());
        out.putLong(event.processSid());
        out.putLong(event.processPgid());
        out.putLong(event.processVpgid());
        out.putLong(event.processCloneTime());
        out.putLong(event.processPidnsStartTime());
        out.putLong(event.processExeIno());
        out.putLong(event.processExeCtime());
        out.putLong(event.processExeMtime());
        out.putLong(event.processCapInheritable());
        out.putLong(event.processCapPermitted());
        out.putLong(event.processCapEffective());
    }

    private void putProcessArgs(SyscallEventSource event) {
        int count = event.processArgCount();
        int start = beginArray(count);
        for (int arg = 0; arg < count; arg++) {
            event.processArg(arg, slice);
            out.putBytes(slice);
        }
        endArray(count, start);
    }

    private void putUser(SyscallEventSource event, int groups) {
        out.putLong(event.userUid());
        out.putLong(event.userGid());
        out.putLong(event.userLoginUid());
        event.userName(slice);
        out.putBytes(slice);
        event.userGroupName(slice);
        out.putBytes(slice);
        event.userLoginName(slice);
        out.putBytes(slice);
        if (presence(FieldGroup.USER_DETAILS.in(groups) && event.hasUserDetails())) {
            event.userHome(slice);
            out.putBytes(slice);
            event.userShell(slice);
            out.putBytes(slice);
        }
    }

    private void putAncestors(SyscallEventSource event, int groups) {
        int count = event.ancestorCount();
        int start = beginArray(count);
        for (int ancestor = 0; ancestor < count; ancestor++) {
            event.ancestorName(ancestor, slice);
            out.putBytes(slice);
            out.putLong(event.ancestorPid(ancestor));
            // No field asks for these of anyone but the parent, and times are long.
            out.putLong(ancestor == 0 ? event.ancestorVpid(ancestor) : 0);
            out.putLong(ancestor == 0 ? event.ancestorCloneTime(ancestor) : 0);
            if (presence(hasDetails(event, ancestor, groups))) {
                putAncestorDetails(event, ancestor);
            }
        }
        endArray(count, start);
    }

    static boolean hasDetails(SyscallEventSource event, int ancestor, int groups) {
        FieldGroup group = ancestor == 0 ? FieldGroup.PARENT_DETAILS : FieldGroup.ANCESTOR_DETAILS;
        return group.in(groups) && event.hasAncestorDetails(ancestor);
    }

    private void putAncestorDetails(SyscallEventSource event, int ancestor) {
        event.ancestorExe(ancestor, slice);
        out.putBytes(slice);
        event.ancestorExePath(ancestor, slice);
        out.putBytes(slice);
        int count = event.ancestorArgCount(ancestor);
        int start = beginArray(count);
        for (int arg = 0; arg < count; arg++) {
            event.ancestorArg(ancestor, arg, slice);
            out.putBytes(slice);
        }
        endArray(count, start);
    }

    private void putArgs(SyscallEventSource event) {
        int count = event.argCount();
        int start = beginArray(count);
        for (int arg = 0; arg < count; arg++) {
            boolean resolved = event.hasArgText(arg);
            if (resolved) {
                out.putLong(EventItems.RESOLVED_ARG);
            }
            putRawArg(event, arg);
            if (resolved) {
                putArgText(event, arg);
            }
        }
        endArray(count, start);
    }

    private void putArgText(SyscallEventSource event, int arg) {
        event.argText(arg, slice);
        boolean fdNameFollows = fdName.length() > 0 && slice.endsWith(fdName);
        int length = fdNameFollows ? slice.length() - fdName.length() : slice.length();
        out.putBytes(slice.array(), slice.offset(), length);
        out.putBoolean(fdNameFollows);
    }

    private void putRawArg(SyscallEventSource event, int arg) {
        switch (event.argKind(arg)) {
            case ABSENT -> out.putLong(ArgKind.ABSENT.ordinal());
            case NUMBER -> {
                out.putLong(ArgKind.NUMBER.ordinal());
                out.putLong(event.argNumber(arg));
            }
            case BYTES -> {
                event.argBytes(arg, slice);
                putArgBytes();
            }
        }
    }

    private void putArgBytes() {
        boolean isName = fdName.present() && slice.contentEquals(fdName);
        if (isName || fdNameRaw.present() && slice.contentEquals(fdNameRaw)) {
            out.putLong(EventItems.SAME_AS_FD);
            out.putBoolean(isName);
        } else {
            out.putLong(ArgKind.BYTES.ordinal());
            out.putBytes(slice);
        }
    }

    private void putGroups(SyscallEventSource event, int groups) {
        if (presence(FieldGroup.ENVIRONMENT.in(groups) && event.hasEnvironment())) {
            putEnvironment(event);
        }
        if (presence(FieldGroup.CGROUPS.in(groups) && event.hasCgroups())) {
            putCgroups(event);
        }
        if (presence(FieldGroup.RESOURCES.in(groups) && event.hasResources())) {
            putResources(event);
        }
        if (presence(FieldGroup.STDIO.in(groups) && event.hasStdio())) {
            putStdio(event);
        }
        boolean detailed = FieldGroup.CONTAINER_NAMES.in(groups);
        detailsAt = detailed ? out.length() : NONE;
        ContainerMetadata metadata = detailed ? event.containerMetadata() : null;
        if (presence(metadata != null)) {
            byte[] encoded = metadata.encoded(groups);
            out.putEncoded(encoded, 0, encoded.length);
        }
    }

    private void putEnvironment(SyscallEventSource event) {
        int count = event.environmentCount();
        int start = beginArray(count);
        for (int variable = 0; variable < count; variable++) {
            event.environment(variable, slice);
            out.putBytes(slice);
        }
        endArray(count, start);
    }

    private void putCgroups(SyscallEventSource event) {
        int count = event.cgroupCount();
        int start = beginArray(count);
        for (int cgroup = 0; cgroup < count; cgroup++) {
            event.cgroup(cgroup, slice);
            out.putBytes(slice);
        }
        endArray(count, start);
    }

    private void putResources(SyscallEventSource event) {
        out.putLong(event.vmSize());
        out.putLong(event.vmRss());
        out.putLong(event.vmSwap());
        out.putLong(event.minorFaults());
        out.putLong(event.majorFaults());
        out.putLong(event.fdLimit());
        out.putLong(event.fdOpen());
        out.putLong(event.threads());
        out.putLong(event.children());
    }

    private void putStdio(SyscallEventSource event) {
        int count = event.stdioCount();
        int start = beginArray(count);
        for (int fd = 0; fd < count; fd++) {
            out.putLong(event.stdioType(fd));
            event.stdioName(fd, slice);
            out.putBytes(slice);
        }
        endArray(count, start);
    }

    private void putIdentity(SyscallEventSource event) {
        event.node(slice);
        out.putBytes(slice);
        out.putLong(event.cpu());
        out.putLong(event.num());
        out.putLong(event.tie());
        out.putLong(event.run());
        out.putLong(event.pubSeq());
    }

    /** Writes the branch of a union of null and something. */
    private boolean presence(boolean present) {
        out.putLong(present ? 1 : 0);
        return present;
    }

    private int beginArray(int count) {
        return count == 0 ? 0 : out.beginBlock(count);
    }

    private void endArray(int count, int start) {
        if (count == 0) {
            out.putLong(0);
        } else {
            out.endBlock(start);
        }
    }
}
