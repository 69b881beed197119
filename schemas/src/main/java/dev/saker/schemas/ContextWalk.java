// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * Finds where a record's context ends without noting what is in it: process, container, user,
 * ancestors, in the order of {@link EventLeaf}. What lies behind it is often asked for by rules
 * that want nothing of it.
 */
final class ContextWalk {
    private static final int PROCESS_NUMBERS =
            EventLeaf.CONTAINER_ID.ordinal() - EventLeaf.PROCESS_FLAGS.ordinal();
    private static final int USER_NUMBERS =
            EventLeaf.USER_NAME.ordinal() - EventLeaf.USER_UID.ordinal();

    /** Id, id in the namespace, start. */
    static final int ANCESTOR_NUMBERS = 3;

    private ContextWalk() {}

    /** The position after the context that begins here, or {@link Varints#ODD}. */
    static int end(byte[] array, int start, int end) {
        int at = process(array, start, end);
        at = containerAndUser(array, at, end);
        return ancestors(array, at, end);
    }

    /** The position after container and user, which begin here. */
    static int containerAndUser(byte[] array, int start, int end) {
        int at = Varints.skipBytes(array, start, end);
        at = optionalBytes(array, at, end);
        at = Varints.skip(array, at, end, USER_NUMBERS);
        at = bytes(array, at, end, 3);
        return userDetails(array, at, end);
    }

    private static int process(byte[] array, int start, int end) {
        int branch = Varints.branch(array, start, end);
        if (branch <= 0) {
            return branch == 0 ? start + 1 : Varints.ODD;
        }
        return Varints.skip(array, untilFlags(array, start + 1, end), end, PROCESS_NUMBERS);
    }

    /** Where a process's flags lie, of which the name lies here. */
    static int untilFlags(byte[] array, int start, int end) {
        int at = bytes(array, start, end, 3);
        at = list(array, at, end);
        return Varints.skipBytes(array, at, end);
    }

    private static int bytes(byte[] array, int start, int end, int count) {
        int at = start;
        for (int i = 0; i < count; i++) {
            at = Varints.skipBytes(array, at, end);
        }
        return at;
    }

    private static int optionalBytes(byte[] array, int start, int end) {
        int branch = Varints.branch(array, start, end);
        if (branch <= 0) {
            return branch == 0 ? start + 1 : Varints.ODD;
        }
        return Varints.skipBytes(array, start + 1, end);
    }

    private static int userDetails(byte[] array, int start, int end) {
        int branch = Varints.branch(array, start, end);
        if (branch <= 0) {
            return branch == 0 ? start + 1 : Varints.ODD;
        }
        return bytes(array, start + 1, end, 2);
    }

    /** Blocks of texts. */
    private static int list(byte[] array, int start, int end) {
        int at = start;
        while (true) {
            int items = Varints.skip(array, at, end);
            if (items < 0) {
                return Varints.ODD;
            }
            long count = Varints.value(array, at, items);
            if (count == 0) {
                return items;
            }
            if (count < 0) {
                at = Varints.skipBytes(array, items, end);
            } else if (count <= end - items) {
                at = bytes(array, items, end, (int) count);
            } else {
                return Varints.ODD;
            }
        }
    }

    /** Our writer tells how many bytes a block has, which is stepped over without a look at it. */
    private static int ancestors(byte[] array, int start, int end) {
        int at = start;
        while (true) {
            int items = Varints.skip(array, at, end);
            if (items < 0) {
                return Varints.ODD;
            }
            long count = Varints.value(array, at, items);
            if (count == 0) {
                return items;
            }
            if (count < 0) {
                at = Varints.skipBytes(array, items, end);
            } else if (count <= end - items) {
                at = ancestors(array, items, end, count);
            } else {
                return Varints.ODD;
            }
        }
    }

    private static int ancestors(byte[] array, int start, int end, long count) {
        int at = start;
        for (long i = 0; i < count && at >= 0; i++) {
            at = ancestor(array, at, end);
        }
        return at;
    }

    private static int ancestor(byte[] array, int start, int end) {
        int at = Varints.skipBytes(array, start, end);
        at = Varints.skip(array, at, end, ANCESTOR_NUMBERS);
        return ancestorDetails(array, at, end);
    }

    /** The position after an ancestor's details, which are there or not. */
    static int ancestorDetails(byte[] array, int start, int end) {
        int branch = Varints.branch(array, start, end);
        if (branch <= 0) {
            return branch == 0 ? start + 1 : Varints.ODD;
        }
        int at = bytes(array, start + 1, end, 2);
        return list(array, at, end);
    }
}
