// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** The items of the event record's arrays: how to step over them and find where each begins. */
final class EventItems {
    enum Kind {
        BYTES,
        ANCESTOR,
        ARG,
        STD_FD
    }

    // Branches of a parameter. The first three are those of ArgKind.
    static final int SAME_AS_FD = 3;
    static final int RESOLVED_ARG = 4;
    static final int ARG_BRANCHES = 5;
    static final int RAW_ARG_BRANCHES = 4;

    private static final int ANCESTORS = EventLeaf.ANCESTORS.ordinal();
    private static final int ARGS = EventLeaf.ARGS.ordinal();
    private static final int STDIO = EventLeaf.STDIO.ordinal();

    private EventItems() {}

    static Kind kindOf(int leaf) {
        if (leaf == ANCESTORS) {
            return Kind.ANCESTOR;
        }
        if (leaf == ARGS) {
            return Kind.ARG;
        }
        return leaf == STDIO ? Kind.STD_FD : Kind.BYTES;
    }

    /** Steps over an array, over a whole block at once where the block tells its size. */
    static void skipArray(AvroInput in, Kind kind) {
        while (true) {
            long count = in.readLong();
            if (count == 0) {
                return;
            }
            if (count < 0) {
                in.skip(in.readLength());
            } else {
                for (long item = 0; item < count; item++) {
                    skipItem(in, kind);
                }
            }
        }
    }

    /** Notes where each item begins. Unlike {@link #skipArray} it does not believe block sizes. */
    static void index(AvroInput in, Kind kind, ItemIndex index) {
        index.forget();
        while (true) {
            long count = in.readLong();
            if (count == 0) {
                index.complete();
                return;
            }
            if (count > 0) {
                indexItems(in, kind, index, count);
            } else {
                int blockEnd = in.readLength() + in.position();
                indexItems(in, kind, index, -count);
                if (in.position() != blockEnd) {
                    throw in.malformed("a block of an array is not as long as it says");
                }
            }
        }
    }

    private static void indexItems(AvroInput in, Kind kind, ItemIndex index, long count) {
        if (count < 0 || count > in.remaining()) {
            // An item takes a byte at least. Long.MIN_VALUE is its own negative.
            throw in.malformed(count + " items with " + in.remaining() + " bytes left");
        }
        for (long item = 0; item < count; item++) {
            index.add(in.position());
            skipItem(in, kind);
        }
    }

    private static void skipItem(AvroInput in, Kind kind) {
        switch (kind) {
            case BYTES -> in.skipBytes();
            case ANCESTOR -> skipAncestor(in);
            case ARG -> skipArg(in);
            case STD_FD -> {
                in.readInt();
                in.skipBytes();
            }
        }
    }

    private static void skipAncestor(AvroInput in) {
        in.skipBytes();
        in.readLong();
        in.readLong();
        in.readLong();
        if (in.readBranch(2) == 1) {
            in.skipBytes();
            in.skipBytes();
            skipArray(in, Kind.BYTES);
        }
    }

    private static void skipArg(AvroInput in) {
        int branch = in.readBranch(ARG_BRANCHES);
        if (branch == RESOLVED_ARG) {
            skipRawArg(in);
            in.skipBytes();
            in.readBoolean();
        } else {
            skipRaw(in, branch);
        }
    }

    /** Steps over the raw form inside a parameter with a text. */
    static void skipRawArg(AvroInput in) {
        skipRaw(in, in.readBranch(RAW_ARG_BRANCHES));
    }

    private static void skipRaw(AvroInput in, int branch) {
        if (branch == ArgKind.NUMBER.ordinal()) {
            in.readLong();
        } else if (branch == ArgKind.BYTES.ordinal()) {
            in.skipBytes();
        } else if (branch == SAME_AS_FD) {
            in.readBoolean();
        }
    }
}
