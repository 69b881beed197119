// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.function.Consumer;

/**
 * What one correlation remembers of one key. Events are given in the order of {@link Hit}; before
 * each of them time is moved on to it. Moving time on early changes nothing that is found, only
 * when it is told, so timers that fire late or all at once do no harm.
 */
public abstract class KeyState {

    /** There is nothing to wait for. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    protected static final long NEVER = Long.MIN_VALUE;

    private final long latenessNanos;
    private long clock = NEVER;
    private long forgotten;

    protected KeyState() {
        this(0);
    }

    /**
     * @param latenessNanos so far behind its time an event is still taken
     */
    protected KeyState(long latenessNanos) {
        this.latenessNanos = latenessNanos;
    }

    /**
     * Takes an event.
     *
     * @return whether it was taken: one that comes too far behind its time is not
     */
    public final boolean apply(Hit hit, Consumer<Match> out) {
        if (hit.time() < clock && clock - hit.time() > latenessNanos) {
            return false;
        }
        advanceTo(hit.time(), out);
        take(hit, out);
        return true;
    }

    /** Every event before this time has been given. */
    public final void advanceTo(long time, Consumer<Match> out) {
        if (time > clock) {
            clock = time;
            pass(time, out);
        }
    }

    protected abstract void take(Hit hit, Consumer<Match> out);

    protected abstract void pass(long time, Consumer<Match> out);

    /**
     * When time has to be moved on though no event comes: a result is due, or memory is to be
     * freed. {@link #NO_DEADLINE} when there is no such time.
     */
    public abstract long deadline();

    /** Whether a new state would do as well. */
    public abstract boolean isEmpty();

    /** Something that may have counted has to go, for there is too much of it. */
    protected final void forget(long count) {
        forgotten += count;
    }

    /** How much was forgotten because of a limit, since this was asked last. */
    public final long takeForgotten() {
        long count = forgotten;
        forgotten = 0;
        return count;
    }

    /** Appends what {@link KeyStates#read} reads. */
    public final void write(StateWriter out) {
        out.octet(KeyStates.FORMAT);
        out.fixed(clock);
        writeContent(out);
    }

    final void read(StateReader in) {
        clock = in.fixed();
        readContent(in);
    }

    protected abstract void writeContent(StateWriter out);

    protected abstract void readContent(StateReader in);

    /** So far behind its time an event is still taken, ns. */
    protected final long latenessNanos() {
        return latenessNanos;
    }

    /** {@code time + span}, at most the end of time. */
    protected static long after(long time, long span) {
        long sum = time + span;
        return sum < time ? NO_DEADLINE : sum;
    }
}
