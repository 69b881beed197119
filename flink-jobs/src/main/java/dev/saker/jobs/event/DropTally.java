// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;

/**
 * What a run has lost so far, told apart as Falco does in its alert about dropped events. An array,
 * since it travels with markers and is kept in state; the constants are places in it.
 */
public final class DropTally {
    /** Events that happened, those lost included. */
    public static final int EVENTS = 0;

    /** All that were lost, for whatever reason. */
    public static final int DROPS = 1;

    public static final int BUFFER = 2;
    public static final int CLONE_FORK = 3;
    public static final int EXECVE = 4;
    public static final int CONNECT = 5;
    public static final int OPEN = 6;
    public static final int DIR_FILE = 7;
    public static final int OTHER_INTEREST = 8;
    public static final int CLOSE = 9;
    public static final int PROC = 10;
    public static final int SCRATCH = 11;
    public static final int PAGE_FAULTS = 12;
    public static final int BUG = 13;

    /** Of those of the buffer: turned away before it was full. */
    public static final int SHED = 14;

    /** Read, and left out by the ceiling on what is published. */
    public static final int CEILING = 15;

    /** Read, and left out because the spool filled. */
    public static final int SPOOL = 16;

    public static final int SIZE = 17;

    /** In no place of its own. */
    private static final int NONE = DROPS;

    private DropTally() {}

    /**
     * What a marker tells. Records that were given up are not in it: they leave holes, which are an
     * alert by themselves.
     */
    public static long[] of(Marker marker) {
        long[] tally = new long[SIZE];
        tally[EVENTS] = marker.read();
        for (Loss loss : marker.losses()) {
            String reason = loss.reason();
            if (!reason.equals("delivery_failed") && !reason.equals("spool_dropped")) {
                add(tally, reason, loss.count());
            }
        }
        return tally;
    }

    private static void add(long[] tally, String reason, long count) {
        if (reason.equals("page_fault")) {
            tally[PAGE_FAULTS] += count; // the event came, without one of its parameters
            return;
        }
        int place = place(reason);
        boolean wasRead = place == CEILING || place == SPOOL || reason.equals("malformed");
        tally[EVENTS] += wasRead ? 0 : count;
        tally[DROPS] += count;
        tally[place] += place == NONE ? 0 : count;
        boolean shed = reason.startsWith("shed_");
        tally[SHED] += shed ? count : 0;
        boolean full = reason.startsWith("ring_full_") || reason.equals("unread_at_stop");
        tally[BUFFER] += shed || full ? count : 0;
    }

    private static int place(String reason) {
        switch (reason) {
            case "ring_full_clone_fork":
                return CLONE_FORK;
            case "ring_full_execve":
                return EXECVE;
            case "ring_full_connect":
                return CONNECT;
            case "ring_full_open":
                return OPEN;
            case "ring_full_file":
            case "shed_file":
                return DIR_FILE;
            case "ring_full_identity":
            case "ring_full_control":
                return OTHER_INTEREST;
            case "ring_full_close":
            case "shed_close":
                return CLOSE;
            case "ring_full_exit":
                return PROC;
            case "scratch":
                return SCRATCH;
            case "unreadable":
                return PAGE_FAULTS;
            case "oversize":
            case "tail_call":
            case "malformed":
                return BUG;
            default:
                break;
        }
        if (reason.startsWith("ceiling_")) {
            return CEILING;
        }
        return reason.startsWith("spool_") ? SPOOL : NONE;
    }
}
