// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Walks over the leaves of a record, only as far as it is asked, and remembers where they lie. What
 * lies before the context, and the context itself, it takes in one step where the record is written
 * as our own writer does.
 */
public abstract sealed class RecordWalk permits ProcessReader {
    private static final LeafKind[] KINDS = EventLeaf.kinds();
    static final int[] ENDS = EventLeaf.ends();
    static final long SAME_AS_PROCESS = Long.MIN_VALUE; // no number of a record
    private static final int FD = EventLeaf.FD.ordinal();
    private static final int FD_TUPLE = EventLeaf.FD_TUPLE.ordinal();
    private static final int CONTEXT = EventLeaf.PROCESS.ordinal();
    private static final int BEHIND_CONTEXT = EventLeaf.ARGS.ordinal();

    /** Bytes of a cache's line, and of what most records have before and in their context. */
    private static final int LINE = 64;

    private static final int BEGINNING = 5 * LINE;

    final AvroInput in = new AvroInput();

    // What is known of the leaves before `next`; their bytes end at `nextOffset`.
    final long[] numbers = new long[KINDS.length];
    final int[] starts = new int[KINDS.length];
    private final int[] lengths = new int[KINDS.length];
    final boolean[] present = new boolean[KINDS.length];
    private int next;
    private int nextOffset;

    // The same for the leaves behind the context, when that was stepped over; else tailNext is 0.
    private int tailNext;
    private int tailOffset;

    private final HeadWalk head = new HeadWalk(numbers, starts, lengths, present);
    private boolean headTried;
    private boolean headWalked;
    private int start;

    /** Of no meaning; without it the reads that make it would be left out. */
    private int asked;

    /** Turns to the record in these bytes. */
    final void begin(byte[] array, int offset, int length) {
        in.wrap(array, offset, length);
        next = 0;
        nextOffset = offset;
        tailNext = 0;
        headTried = false;
        headWalked = false;
        start = offset;
        if (length > BEGINNING) {
            askForBeginning(array, offset);
        }
    }

    /**
     * Has the lines of memory in which the record begins brought here all at once. A walk would ask
     * for each when it has read the one before, and wait as often as it asks.
     */
    private void askForBeginning(byte[] array, int offset) {
        asked =
                array[offset]
                        ^ array[offset + LINE]
                        ^ array[offset + 2 * LINE]
                        ^ array[offset + 3 * LINE]
                        ^ array[offset + 4 * LINE]
                        ^ array[offset + BEGINNING];
    }

    /** Looks at every leaf. */
    final void walkAll() {
        tailNext = 0;
        walk(KINDS.length - 1);
        in.position(nextOffset);
        in.expectEnd();
    }

    /**
     * Where in the array the context begins: process, container, user and ancestors, whose bytes
     * lie side by side. Equal bytes there mean equal answers about all of them.
     */
    public int contextStart() {
        walkTo(CONTEXT - 1);
        return next == CONTEXT ? nextOffset : starts[CONTEXT];
    }

    /** Where in the array the context ends. */
    public int contextEnd() {
        if (tailNext == 0 && next <= BEHIND_CONTEXT) {
            stepOverContext();
        }
        if (tailNext != 0) {
            return tailNext == BEHIND_CONTEXT ? tailOffset : starts[BEHIND_CONTEXT];
        }
        walk(BEHIND_CONTEXT - 1);
        return next == BEHIND_CONTEXT ? nextOffset : starts[BEHIND_CONTEXT];
    }

    /**
     * Tells that the context has this many bytes, so that what lies behind it is found without a
     * walk through it. The caller has seen the same bytes in another record.
     */
    public void stepOverContext(int length) {
        if (next <= CONTEXT) {
            tailOffset = contextStart() + length;
            tailNext = BEHIND_CONTEXT;
        }
    }

    /**
     * Takes in all before the context at once, unless that has happened. What is asked of it is
     * answered all the same without; this is for who will ask for much of it.
     */
    public void takeInHead() {
        if (!headTried && next < CONTEXT) {
            walkHead();
        }
    }

    /**
     * The bytes in which the descriptor's names lie, and if it has one and that is asked for its
     * tuple, with what lies between: equal bytes mean equal answers about all of them. Absent if
     * the record is written in a way in which their place was not noted.
     */
    public void descriptorBytes(boolean withTuple, Slice into) {
        takeInHead();
        if (!headWalked) {
            into.setAbsent();
        } else if (present[FD]) {
            int end = withTuple && present[FD_TUPLE] ? head.end() : head.namesEnd();
            into.set(in.array(), head.namesStart(), end - head.namesStart());
        } else {
            into.set(in.array(), start, 0);
        }
    }

    /** The same of the tuple alone, without its client if that is not asked for. */
    public void tupleBytes(boolean withClient, Slice into) {
        takeInHead();
        if (!headWalked) {
            into.setAbsent();
        } else if (present[FD_TUPLE]) {
            int begin = withClient ? starts[FD_TUPLE] : head.serverStart();
            into.set(in.array(), begin, head.end() - begin);
        } else {
            into.set(in.array(), start, 0);
        }
    }

    /** The record's bytes, lent, with what lies before and behind it. */
    public byte[] array() {
        return in.array();
    }

    /** The record's first number, whatever has been asked by now. */
    final int typeNumber() {
        return next == 0 ? firstNumber() : (int) number(EventLeaf.TYPE);
    }

    /** The type before anything else is asked: of most records nobody asks more. */
    private int firstNumber() {
        if (in.end() - start >= Short.BYTES) {
            int low = in.array()[start];
            int high = in.array()[start + 1];
            if (low >= 0 || high >= 0) {
                int bits = low >= 0 ? low : low & 0x7F | high << 7;
                return bits >>> 1 ^ -(bits & 1);
            }
        }
        return (int) number(EventLeaf.TYPE);
    }

    final long number(EventLeaf leaf) {
        int ordinal = leaf.ordinal();
        walkTo(ordinal);
        return numbers[ordinal];
    }

    /** The same of a leaf before the context that the walk over it leaves where it lies. */
    final long lateNumber(EventLeaf leaf) {
        int ordinal = leaf.ordinal();
        walkTo(ordinal);
        return headWalked ? head.lateNumber(ordinal) : numbers[ordinal];
    }

    final boolean present(EventLeaf leaf) {
        int ordinal = leaf.ordinal();
        walkTo(ordinal);
        return present[ordinal];
    }

    final void slice(EventLeaf leaf, Slice into) {
        slice(leaf.ordinal(), into);
    }

    final void slice(int leaf, Slice into) {
        walkTo(leaf);
        if (present[leaf]) {
            into.set(in.array(), starts[leaf], lengths[leaf]);
        } else {
            into.setAbsent();
        }
    }

    final void walkTo(int leaf) {
        if (next <= leaf) {
            walkOn(leaf);
        }
    }

    private void walkOn(int leaf) {
        if (leaf > 0) {
            takeInHead();
        }
        if (leaf >= BEHIND_CONTEXT && tailNext == 0 && next < BEHIND_CONTEXT) {
            stepOverContext();
        }
        if (tailNext != 0 && leaf >= BEHIND_CONTEXT) {
            walkTail(leaf);
        } else {
            walk(leaf);
        }
    }

    /** Takes in all before the context at once, unless something there is odd. */
    private void walkHead() {
        headTried = true;
        if (head.walk(in.array(), start, in.end())) {
            next = CONTEXT;
            nextOffset = head.end();
            headWalked = true;
        }
    }

    private void stepOverContext() {
        int end = ContextWalk.end(in.array(), contextStart(), in.end());
        if (end >= 0) {
            tailOffset = end;
            tailNext = BEHIND_CONTEXT;
        }
    }

    /** As {@link #walk}, behind a context that was stepped over. */
    private void walkTail(int last) {
        if (tailNext > last) {
            return;
        }
        in.position(tailOffset);
        int leaf = tailNext;
        while (leaf <= last) {
            leaf = step(leaf);
        }
        tailOffset = in.position();
        tailNext = leaf;
    }

    /** Takes in the leaves up to this one. After an exception the reader stands where it stood. */
    private void walk(int last) {
        in.position(nextOffset);
        int leaf = next;
        while (leaf <= last) {
            leaf = step(leaf);
        }
        nextOffset = in.position();
        next = leaf;
    }

    /** Takes in one leaf and answers which comes next. */
    private int step(int leaf) {
        switch (KINDS[leaf]) {
            case INT -> numbers[leaf] = in.readInt();
            case LONG -> numbers[leaf] = in.readLong();
            case OPTIONAL_LONG -> numbers[leaf] = readPresence(leaf) ? in.readLong() : 0;
            case BYTES -> {
                present[leaf] = true;
                readBytes(leaf);
            }
            case OPTIONAL_BYTES -> {
                if (readPresence(leaf)) {
                    readBytes(leaf);
                }
            }
            case OPTIONAL_RECORD -> {
                starts[leaf] = in.position();
                return readPresence(leaf) ? leaf + 1 : skipRecord(leaf);
            }
            case RECORD_OR_INT -> {
                return readReference(leaf) ? leaf + 1 : skipRecord(leaf);
            }
            case ARRAY -> {
                present[leaf] = true;
                skipArray(leaf);
            }
            case OPTIONAL_ARRAY -> {
                if (readPresence(leaf)) {
                    skipArray(leaf);
                }
            }
        }
        return leaf + 1;
    }

    /** Whether the record follows; else what stands for it has been read. */
    private boolean readReference(int leaf) {
        int branch = in.readBranch(3);
        numbers[leaf] = branch == 1 ? in.readInt() : SAME_AS_PROCESS;
        present[leaf] = branch == 2;
        return present[leaf];
    }

    private boolean readPresence(int leaf) {
        present[leaf] = in.readBranch(2) == 1;
        return present[leaf];
    }

    private void readBytes(int leaf) {
        lengths[leaf] = in.readLength();
        starts[leaf] = in.position();
        in.skip(lengths[leaf]);
    }

    /** Marks what lies below an absent record as absent and answers the leaf after it. */
    private int skipRecord(int leaf) {
        int end = ENDS[leaf];
        for (int below = leaf + 1; below < end; below++) {
            present[below] = false;
            numbers[below] = 0;
        }
        return end;
    }

    private void skipArray(int leaf) {
        starts[leaf] = in.position();
        EventItems.skipArray(in, EventItems.kindOf(leaf));
    }
}
