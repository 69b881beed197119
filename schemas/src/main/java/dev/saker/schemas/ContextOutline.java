// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * A record's context without what every process has of its own: ids, times, inode of the program.
 * Of processes that are alike else it is the same, and it is the record's own bytes, in pieces: it
 * is had by a walk over what is left out.
 */
final class ContextOutline {
    private static final int FLAGS_AND_TTY =
            EventLeaf.PROCESS_PID.ordinal() - EventLeaf.PROCESS_FLAGS.ordinal();
    private static final int OWN_NUMBERS =
            EventLeaf.PROCESS_CAP_INHERITABLE.ordinal() - EventLeaf.PROCESS_PID.ordinal();
    private static final int CAPABILITIES =
            EventLeaf.CONTAINER_ID.ordinal() - EventLeaf.PROCESS_CAP_INHERITABLE.ordinal();

    private ContextOutline() {}

    /**
     * Appends the outline of the context that begins here. The position after the context, or
     * {@link Varints#ODD}: then what was appended means nothing.
     */
    static int append(byte[] array, int start, int end, AvroOutput into) {
        int branch = Varints.branch(array, start, end);
        int own = branch == 1 ? ContextWalk.untilFlags(array, start + 1, end) : start + 1;
        int rest = own;
        if (branch == 1) {
            own = Varints.skip(array, own, end, FLAGS_AND_TTY);
            rest = Varints.skip(array, own, end, OWN_NUMBERS);
        }
        if (branch < 0 || rest < 0) {
            return Varints.ODD;
        }
        into.putEncoded(array, start, own - start);
        int at = branch == 1 ? Varints.skip(array, rest, end, CAPABILITIES) : rest;
        at = ContextWalk.containerAndUser(array, at, end);
        if (at < 0) {
            return Varints.ODD;
        }
        into.putEncoded(array, rest, at - rest);
        return ancestors(array, at, end, into);
    }

    private static int ancestors(byte[] array, int start, int end, AvroOutput into) {
        int at = start;
        while (at >= 0) {
            int items = Varints.skip(array, at, end);
            if (items < 0) {
                return Varints.ODD;
            }
            long count = Varints.value(array, at, items);
            if (count < 0) {
                items = Varints.skip(array, items, end); // the block's length in bytes
                count = -count;
            }
            if (items < 0 || count < 0 || count > end - items) {
                return Varints.ODD;
            }
            into.putLong(count);
            if (count == 0) {
                return items;
            }
            at = ancestors(array, items, end, count, into);
        }
        return at;
    }

    private static int ancestors(byte[] array, int start, int end, long count, AvroOutput into) {
        int at = start;
        for (long i = 0; i < count && at >= 0; i++) {
            int name = at;
            at = Varints.skipBytes(array, at, end);
            int details = Varints.skip(array, at, end, ContextWalk.ANCESTOR_NUMBERS);
            int after = ContextWalk.ancestorDetails(array, details, end);
            if (after >= 0) {
                into.putEncoded(array, name, at - name);
                into.putEncoded(array, details, after - details);
            }
            at = after;
        }
        return at;
    }
}
