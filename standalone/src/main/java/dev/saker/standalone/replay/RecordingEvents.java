// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The events of a recording as the records a collector would publish. A recording is read from end
 * to end by a thread of its own, since its reader calls and is not called.
 */
final class RecordingEvents implements Iterator<EventRecord>, ReplayHandler {
    private static final int AHEAD = 1_024;

    private final Path recording;
    private final BlockingQueue<Optional<EventRecord>> queue = new ArrayBlockingQueue<>(AHEAD);
    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final Thread thread = new Thread(this::read, "saker-replay-reader");
    private volatile Exception failure;
    private Optional<EventRecord> next = Optional.empty();
    private SyscallEventSource source;
    private long number;
    private boolean started;
    private boolean ended;

    RecordingEvents(Path recording) {
        this.recording = recording;
        thread.setDaemon(true);
    }

    /**
     * @throws UncheckedIOException if the recording is damaged here
     */
    @Override
    public boolean hasNext() {
        if (!started) {
            started = true;
            thread.start();
        }
        if (next.isEmpty() && !ended) {
            next = take();
            ended = next.isEmpty();
        }
        if (ended && failure instanceof IOException damaged) {
            throw new UncheckedIOException(damaged.getMessage(), damaged);
        }
        if (ended && failure != null) {
            throw new IllegalStateException(failure);
        }
        return !ended;
    }

    @Override
    public EventRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        EventRecord event = next.get();
        next = Optional.empty();
        return event;
    }

    private Optional<EventRecord> take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void read() {
        try (RecordingReader reader = RecordingReader.open(recording)) {
            new Replay(this).run(reader);
            if (source != null && number > 0) {
                queue.put(Optional.of(end()));
            }
        } catch (Stopped stopped) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        try {
            queue.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The host was watched up to its last event: the events are the clock. */
    private EventRecord end() {
        Slice node = new Slice();
        source.node(node);
        return EventRecord.ofMarker(
                recording.toString(),
                new MarkerMessage(node.toString(), source.time(), source.run(), ++number, false));
    }

    @Override
    public void onBegin(SyscallEventSource newSource) {
        source = newSource;
    }

    @Override
    public void onEvent() {
        writer.write(source, FieldGroup.ALL);
        byte[] body = Arrays.copyOf(writer.array(), writer.length());
        try {
            queue.put(
                    Optional.of(
                            EventRecord.of(recording.toString(), ++number, body, source.time())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /** Nobody wants the rest. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
