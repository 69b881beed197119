// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.Arrays;

/**
 * Takes in the leaves before a record's context, type to descriptor, in one straight walk, and
 * notes where the parts of the descriptor lie. Every event that any rule is for comes by here, so
 * there is no loop over leaves. Where something is odd it gives up, and the reader walks leaf by
 * leaf.
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

    private final long[] numbers;
    private final int[] starts;
    private final int[] lengths;
    private final boolean[] present;
    private byte[] array;
    private int end;
    private int kindStart;
    private int protocolEnd;

    /** The arrays are the reader's, by leaf. */
    HeadWalk(long[] numbers, int[] starts, int[] lengths, boolean[] present) {
        this.numbers = numbers;
        this.starts = starts;
        this.lengths = lengths;
        this.present = present;
    }

    /** The position after the last leaf before the context, or {@link Varints#ODD}. */
    int walk(byte[] bytes, int start, int limit) {
        array = bytes;
        end = limit;
        int at = number(TYPE, start);
        at = number(PROJECTION, at);
        at = number(SHAPE, at);
        at = number(TIME, at);
        at = number(TID, at);
        at = optionalNumber(RES, at);
        int branch = Varints.branch(bytes, at, limit);
        if (branch < 0 || !areInts(TYPE, SHAPE)) {
            return Varints.ODD;
        }
        starts[FD] = at;
        present[FD] = branch == 1;
        if (branch == 0) {
            clear(FD + 1, CONTEXT);
            return at + 1;
        }
        return descriptor(at + 1);
    }

    private int descriptor(int start) {
        int at = number(FD_NUM, start);
        kindStart = at;
        at = number(FD_TYPE, at);
        at = number(FD_FLAGS, at);
        at = optionalBytes(FD_NAME, at);
        at = optionalBytes(FD_NAME_RAW, at);
        at = number(FD_L4PROTO, at);
        protocolEnd = at;
        at = number(FD_OPEN_FLAGS, at);
        at = number(FD_DEV, at);
        at = number(FD_INO, at);
        int branch = Varints.branch(array, at, end);
        if (branch < 0 || !areInts(FD_TYPE, FD_FLAGS) || !areInts(FD_L4PROTO, FD_OPEN_FLAGS)) {
            return Varints.ODD;
        }
        starts[FD_TUPLE] = at;
        present[FD_TUPLE] = branch == 1;
        if (branch == 0) {
            clear(FD_TUPLE + 1, CONTEXT);
            return at + 1;
        }
        return tuple(at + 1);
    }

    private int tuple(int start) {
        int at = optionalBytes(CLIENT_IP, start);
        at = number(CLIENT_PORT, at);
        at = optionalBytes(SERVER_IP, at);
        at = number(SERVER_PORT, at);
        at = number(LOCAL, at);
        boolean ints = areInts(CLIENT_PORT, CLIENT_PORT) && areInts(SERVER_PORT, LOCAL);
        return ints ? at : Varints.ODD;
    }

    /** Where the descriptor's type begins, its first leaf that rules ask for again and again. */
    int kindStart() {
        return kindStart;
    }

    /** Where the protocol ends, which follows on type, flags and names. */
    int protocolEnd() {
        return protocolEnd;
    }

    private int number(int leaf, int at) {
        if (at < 0 || at >= end) {
            return Varints.ODD;
        }
        int first = array[at];
        if (first >= 0) {
            numbers[leaf] = first >>> 1 ^ -(first & 1);
            return at + 1;
        }
        return longNumber(leaf, at);
    }

    private int longNumber(int leaf, int at) {
        int after = Varints.skip(array, at, end);
        if (after < 0 || after - at > 10) {
            return Varints.ODD;
        }
        numbers[leaf] = Varints.value(array, at, after);
        return after;
    }

    private int optionalNumber(int leaf, int at) {
        int branch = Varints.branch(array, at, end);
        if (branch < 0) {
            return Varints.ODD;
        }
        present[leaf] = branch == 1;
        numbers[leaf] = 0;
        return branch == 1 ? number(leaf, at + 1) : at + 1;
    }

    private int optionalBytes(int leaf, int at) {
        int branch = Varints.branch(array, at, end);
        if (branch < 0) {
            return Varints.ODD;
        }
        present[leaf] = branch == 1;
        return branch == 1 ? bytes(leaf, at + 1) : at + 1;
    }

    private int bytes(int leaf, int at) {
        int after = Varints.skipBytes(array, at, end);
        if (after >= 0) {
            int start = Varints.skip(array, at, end);
            starts[leaf] = start;
            lengths[leaf] = after - start;
        }
        return after;
    }

    private boolean areInts(int first, int last) {
        boolean all = true;
        for (int leaf = first; leaf <= last; leaf++) {
            all &= numbers[leaf] == (int) numbers[leaf];
        }
        return all;
    }

    private void clear(int first, int after) {
        Arrays.fill(present, first, after, false);
        Arrays.fill(numbers, first, after, 0);
    }
}
