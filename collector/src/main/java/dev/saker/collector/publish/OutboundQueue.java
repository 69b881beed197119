// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.containers.WaitingLine;
import dev.saker.collector.state.Container;
import dev.saker.schemas.ContainerDetails;
import dev.saker.schemas.ContainerMetadata;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Records on their way out, in order. Those of a container that its runtime has not told of yet
 * wait for that, and with them whatever comes behind; then they say what was told, or that nothing
 * was. All others pass without being copied. One thread publishes.
 */
public final class OutboundQueue implements Publisher {
    private static final long PAUSE_NANOS = 1_000_000;

    private final Publisher publisher;
    private final WaitingLine<Held> line;
    private volatile long unresolved;
    private volatile long heldBytes;

    /** A record; of an event if it has a place for what is told of containers. */
    private record Held(byte[] record, int detailsAt, int groups, boolean isMarker) {}

    /**
     * @param news looks for answers of container runtimes
     */
    public OutboundQueue(Publisher publisher, ContainerOptions options, Runnable news) {
        this.publisher = publisher;
        this.line =
                new WaitingLine<>(
                        options.longestWait(),
                        options.waitBytes(),
                        news,
                        this::leave,
                        System::nanoTime);
    }

    /**
     * An event's record at the beginning of the array, which the caller goes on to use.
     *
     * @param detailsAt where the record has room for what is told of the container; negative if it
     *     has none
     * @param groups that the record was written with
     * @param container null if the event is of none
     */
    public void event(byte[] framed, int length, int detailsAt, int groups, Container container) {
        Container its = detailsAt < 0 ? null : container;
        if (line.holdsUp(its)) {
            Held held = new Held(Arrays.copyOf(framed, length), detailsAt, groups, false);
            line.add(held, length, its);
            heldBytes = line.bytes();
        } else if (its != null && framed[detailsAt] == 0 && !its.isHost()) {
            // The answer came between writing and here, or there will be none.
            leave(new Held(Arrays.copyOf(framed, length), detailsAt, groups, false), its);
        } else {
            publisher.event(framed, length);
            unresolved += its != null && isUnresolved(its) ? 1 : 0; // by this thread alone
        }
    }

    private static boolean isUnresolved(Container container) {
        return !container.isHost() && container.metadata() == null;
    }

    @Override
    public void event(byte[] framed, int length) {
        event(framed, length, -1, 0, null);
    }

    @Override
    public void marker(byte[] framed) {
        if (line.holdsUp(null)) {
            line.add(new Held(framed, -1, 0, true), framed.length, null);
            heldBytes = line.bytes();
        } else {
            publisher.marker(framed);
        }
    }

    /** Lets out what need not wait any more: to be called often. */
    public void advance() {
        line.advance();
        heldBytes = line.bytes();
    }

    /** Waits until nothing waits, which is not long. */
    public void drain() {
        while (!line.isEmpty()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            advance();
        }
    }

    private void leave(Held held, Container container) {
        if (held.isMarker) {
            publisher.marker(held.record);
            return;
        }
        byte[] record = held.record;
        boolean open = container != null && !container.isHost() && record[held.detailsAt] == 0;
        if (open) {
            ContainerMetadata told = container.metadata();
            unresolved += told == null ? 1 : 0;
            record =
                    ContainerDetails.put(
                            record,
                            held.detailsAt,
                            told == null ? ContainerMetadata.UNRESOLVED : told,
                            held.groups);
        }
        publisher.event(record, record.length);
    }

    /** Records that waited. */
    public long waited() {
        return line.waited();
    }

    /** Records of containers that nobody had told of in time. */
    public long unresolved() {
        return unresolved;
    }

    /** Bytes of records that wait. */
    public long heldBytes() {
        return heldBytes;
    }

    @Override
    public long delivered() {
        return publisher.delivered();
    }

    @Override
    public long failed() {
        return publisher.failed();
    }

    @Override
    public long queuedBytes() {
        return publisher.queuedBytes() + heldBytes;
    }

    @Override
    public SpoolCounts spool() {
        return publisher.spool();
    }

    @Override
    public Duration waiting() {
        return publisher.waiting();
    }

    @Override
    public void stopWaiting() {
        publisher.stopWaiting();
    }

    @Override
    public void close(Duration patience) {
        publisher.close(patience);
    }
}
