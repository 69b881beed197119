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
public final class SyscallEventReader extends AncestryReader {
    private static final ArgKind[] ARG_KINDS = ArgKind.values();
    private static final int FIRST_OUTLINE = 1024;

    private final ItemIndex args = new ItemIndex();
    private final ItemIndex environment = new ItemIndex();
    private final ItemIndex cgroups = new ItemIndex();
    private final ItemIndex stdio = new ItemIndex();

    private final ComposedTexts texts = new ComposedTexts();
    private final Slice fdName = new Slice();
    private final AvroOutput outline = new AvroOutput(FIRST_OUTLINE);

    /** Turns to the record in these bytes, which stay the caller's. */
    public SyscallEventReader wrap(byte[] array, int offset, int length) {
        begin(array, offset, length);
        forgetIfKnown();
        return this;
    }

    @Override
    void forgetItems() {
        super.forgetItems();
        args.forget();
        environment.forget();
        cgroups.forget();
        stdio.forget();
        texts.forget();
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

    /** Moves to a parameter's raw form and answers its branch. */
    private int seekRawArg(int arg) {
        in.position(index(args, EventLeaf.ARGS).start(arg));
        int branch = in.readBranch(EventItems.ARG_BRANCHES);
        return branch == EventItems.RESOLVED_ARG
                ? in.readBranch(EventItems.RAW_ARG_BRANCHES)
                : branch;
    }
}
