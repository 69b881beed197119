// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import dev.saker.collector.state.Container;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * What goes out in order, and of which some has to wait until a runtime has told of its container.
 * The head waits, everything behind it too; never longer than allowed and never more than so many
 * bytes. One thread only.
 *
 * @param <T> what goes out
 */
public final class WaitingLine<T> {
    /** Where it goes. */
    public interface Exit<T> {
        /**
         * @param container what was waited for; null if the item is about none
         */
        void leave(T item, Container container);
    }

    private record Place<T>(T item, Container container, int bytes, long until) {}

    private final ArrayDeque<Place<T>> line = new ArrayDeque<>();
    private final long waitNanos;
    private final long maxBytes;
    private final Runnable news;
    private final Exit<T> exit;
    private final LongSupplier clock;
    private long bytes;
    private long waited;
    private long expired;

    /**
     * @param news looks for answers of runtimes
     * @param clock ns, as of {@link System#nanoTime}
     */
    public WaitingLine(
            Duration wait, long maxBytes, Runnable news, Exit<T> exit, LongSupplier clock) {
        this.waitNanos = wait.toNanos();
        this.maxBytes = maxBytes;
        this.news = news;
        this.exit = exit;
        this.clock = clock;
    }

    /**
     * Whether what is about a container cannot go straight out: it is not known yet, or somebody is
     * in the line already.
     */
    public boolean holdsUp(Container container) {
        if (isAwaited(container)) {
            news.run();
        }
        if (!line.isEmpty()) {
            advance();
        }
        return !line.isEmpty() || isAwaited(container) && waitNanos > 0;
    }

    /** To the end of the line. */
    public void add(T item, int itemBytes, Container container) {
        waited++;
        bytes += itemBytes;
        line.add(new Place<>(item, container, itemBytes, clock.getAsLong() + waitNanos));
        advance();
    }

    /** Lets out whatever need not wait any more. */
    public void advance() {
        news.run();
        while (!line.isEmpty() && mayLeave(line.peek())) {
            Place<T> head = line.poll();
            bytes -= head.bytes;
            exit.leave(head.item, head.container);
        }
    }

    private boolean mayLeave(Place<T> head) {
        if (!isAwaited(head.container)) {
            return true;
        }
        if (head.until - clock.getAsLong() > 0 && bytes <= maxBytes) {
            return false;
        }
        // Whatever else is of this container does not wait again.
        head.container.stopWaiting();
        expired++;
        return true;
    }

    private static boolean isAwaited(Container container) {
        return container != null && container.isAwaited();
    }

    public boolean isEmpty() {
        return line.isEmpty();
    }

    /** In the line now. */
    public long bytes() {
        return bytes;
    }

    /** How many had to wait, for their own container's sake or that of one before them. */
    public long waited() {
        return waited;
    }

    /** For how many containers the wait was in vain. */
    public long expired() {
        return expired;
    }
}
