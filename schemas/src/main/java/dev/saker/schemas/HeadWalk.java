// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Takes in the leaves before a record's context, type to descriptor, in one straight walk, and
 * notes where the parts of the descriptor lie. Every event that any rule is for comes by here, so
 * there is no loop over leaves, and numbers that few ask for are left where they lie. Where
 * something is odd, or the array ends soon, it gives up, and the reader walks leaf by leaf.
 */
final class HeadWalk {
    private static final int TYPE = EventLeaf.TYPE.ordinal();
    private static final int PROJECTION = EventLeaf.PROJECTION.ordinal();
    private static final int SHAPE = EventLeaf.SHAPE.ordinal();
    private static final int TIME = EventLeaf.TIME.ordinal();
    private static final int TID = EventLeaf.TID.ordinal();
    private static final int RES = EventLeaf.RES.ordinal();
    private static final int FD = EventLeaf.FD.ordinal();
    private static final int FD_NUM = EventLeaf.FD_NUM.ordinal();
    private static final int FD_TYPE = EventLeaf.FD_TYPE.ordinal();
    private static final int FD_FLAGS = EventLeaf.FD_FLAGS.ordinal();
    private static final int FD_NAME = EventLeaf.FD_NAME.ordinal();
    private static final int FD_NAME_RAW = EventLeaf.FD_NAME_RAW.ordinal();
    private static final int FD_L4PROTO = EventLeaf.FD_L4PROTO.ordinal();
    private static final int FD_OPEN_FLAGS = EventLeaf.FD_OPEN_FLAGS.ordinal();
    private static final int FD_DEV = EventLeaf.FD_DEV.ordinal();
    private static final int FD_INO = EventLeaf.FD_INO.ordinal();
    private static final int FD_TUPLE = EventLeaf.FD_TUPLE.ordinal();
    private static final int CLIENT_IP = EventLeaf.FD_TUPLE_CLIENT_IP.ordinal();
    private static final int CLIENT_PORT = EventLeaf.FD_TUPLE_CLIENT_PORT.ordinal();
    private static final int SERVER_IP = EventLeaf.FD_TUPLE_SERVER_IP.ordinal();
    private static final int SERVER_PORT = EventLeaf.FD_TUPLE_SERVER_PORT.ordinal();
    private static final int LOCAL = EventLeaf.FD_TUPLE_LOCAL.ordinal();
    private static final int CONTEXT = EventLeaf.PROCESS.ordinal();

    /**
     * Bytes of all numbers and branches behind the first text: no step but a text's needs to ask
     * how far the array goes.
     */
    static final int ROOM = 7 * Varints.LONGEST + 4;

    /** The same of the whole head. */
    static final int ROOM_AT_START = 9 * Varints.LONGEST + 3 + ROOM;

    private static final int LONGEST_INT = 5;
    private static final int SURELY_INT = 4;
    private static final int NOWHERE = -1;

    private final long[] numbers;
    private final int[] starts;
    private final int[] lengths;
    private final boolean[] present;
    private byte[] array;
    private int limit;
    private boolean odd;
    private int namesStart;
    private int namesEnd;
    private int serverStart;
    private int end;

    /** The arrays are the reader's, by leaf. */
    HeadWalk(long[] numbers, int[] starts, int[] lengths, boolean[] present) {
        this.numbers = numbers;
        this.starts = starts;
        this.lengths = lengths;
        this.present = present;
    }

    /** Whether all was as it should be; else what was noted means nothing. */
    boolean walk(byte[] bytes, int start, int recordEnd) {
        if (bytes.length - start < ROOM_AT_START) {
            return false;
        }
        array = bytes;
        limit = recordEnd;
        odd = false;
        int at = integer(TYPE, start);
        at = integer(PROJECTION, at);
        at = integer(SHAPE, at);
        at = late(TIME, at);
        at = late(TID, at);
        at = isThere(RES, at) ? late(RES, at + 1) : nowhere(RES, at + 1);
        starts[FD] = at;
        end = isThere(FD, at) ? descriptor(at + 1) : noDescriptor(at + 1);
        return !odd && end <= limit;
    }

    private int descriptor(int start) {
        int at = late(FD_NUM, start);
        at = integer(FD_TYPE, at);
        at = integer(FD_FLAGS, at);
        namesStart = at;
        at = isThere(FD_NAME, at) ? text(FD_NAME, at + 1) : at + 1;
        at = isThere(FD_NAME_RAW, at) ? text(FD_NAME_RAW, at + 1) : at + 1;
        namesEnd = at;
        at = integer(FD_L4PROTO, at);
        at = lateInteger(FD_OPEN_FLAGS, at);
        at = late(FD_DEV, at);
        at = late(FD_INO, at);
        starts[FD_TUPLE] = at;
        return isThere(FD_TUPLE, at) ? tuple(at + 1) : noTuple(at + 1);
    }

    private int tuple(int start) {
        int at = isThere(CLIENT_IP, start) ? text(CLIENT_IP, start + 1) : start + 1;
        at = lateInteger(CLIENT_PORT, at);
        serverStart = at;
        at = isThere(SERVER_IP, at) ? text(SERVER_IP, at + 1) : at + 1;
        at = lateInteger(SERVER_PORT, at);
        return lateInteger(LOCAL, at);
    }

    private int noDescriptor(int at) {
        numbers[FD_TYPE] = 0;
        numbers[FD_FLAGS] = 0;
        numbers[FD_L4PROTO] = 0;
        present[FD_NAME] = false;
        present[FD_NAME_RAW] = false;
        present[FD_TUPLE] = false;
        starts[FD_NUM] = NOWHERE;
        starts[FD_OPEN_FLAGS] = NOWHERE;
        starts[FD_DEV] = NOWHERE;
        starts[FD_INO] = NOWHERE;
        return noTuple(at);
    }

    private int noTuple(int at) {
        present[CLIENT_IP] = false;
        present[SERVER_IP] = false;
        starts[CLIENT_PORT] = NOWHERE;
        starts[SERVER_PORT] = NOWHERE;
        starts[LOCAL] = NOWHERE;
        return at;
    }

    /** The position after the last leaf before the context. */
    int end() {
        return end;
    }

    /** Where the descriptor's names begin, the first of its leaves that are no numbers. */
    int namesStart() {
        return namesStart;
    }

    /** Where they end. */
    int namesEnd() {
        return namesEnd;
    }

    /** Where the tuple's server begins, which follows on the client, and its own end on it. */
    int serverStart() {
        return serverStart;
    }

    /** A number that the walk left where it lies; 0 if its record is absent. */
    long lateNumber(int leaf) {
        int at = starts[leaf];
        if (at < 0) {
            return 0;
        }
        int length = array[at] >= 0 ? 1 : Varints.length(array, at);
        return length <= Long.BYTES
                ? Varints.shortValue(array, at, length)
                : Varints.value(array, at, at + length);
    }

    /** Reads a number that must fit into an int. */
    private int integer(int leaf, int at) {
        int first = array[at];
        if (first >= 0) {
            numbers[leaf] = first >>> 1 ^ -(first & 1);
            return at + 1;
        }
        int length = Varints.length(array, at);
        if (length > LONGEST_INT) {
            return giveUp(at);
        }
        long value = Varints.shortValue(array, at, length);
        odd |= value != (int) value;
        numbers[leaf] = value;
        return at + length;
    }

    private int late(int leaf, int at) {
        starts[leaf] = at;
        if (array[at] >= 0) {
            return at + 1;
        }
        int length = Varints.length(array, at);
        return length > Varints.LONGEST ? giveUp(at) : at + length;
    }

    private int lateInteger(int leaf, int at) {
        int after = late(leaf, at);
        if (after - at > SURELY_INT) {
            long value = Varints.value(array, at, after);
            odd |= value != (int) value;
        }
        return after;
    }

    private int nowhere(int leaf, int at) {
        starts[leaf] = NOWHERE;
        return at;
    }

    private boolean isThere(int leaf, int at) {
        int branch = array[at];
        odd |= (branch & ~2) != 0;
        boolean there = branch != 0;
        present[leaf] = there;
        return there;
    }

    private int text(int leaf, int at) {
        int after = Varints.skipBytes(array, at, limit);
        if (after < 0 || array.length - after < ROOM) {
            return giveUp(at);
        }
        int start = array[at] >= 0 ? at + 1 : Varints.skip(array, at, limit);
        starts[leaf] = start;
        lengths[leaf] = after - start;
        return after;
    }

    /** Goes on from where it is, so that no step needs to ask whether there is a position. */
    private int giveUp(int at) {
        odd = true;
        return at;
    }
}
