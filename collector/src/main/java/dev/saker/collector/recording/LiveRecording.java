// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.collector.containers.ContainerLookups;
import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.containers.WaitingLine;
import dev.saker.collector.state.Container;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.HostSnapshot;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ProcScanner;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.collector.state.ThreadTable;
import dev.saker.collector.state.UserNames;
import dev.saker.collector.state.Users;
import dev.saker.probe.EventHandler;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeException;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapFormatException;
import dev.saker.scap.file.RecordingWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Records this host: its processes, descriptors, addresses, users and groups as they are, then what
 * happens. The host's state is kept while recording, so that every file of a rotation begins with
 * its own lists and can be read alone. What container runtimes tell is recorded too, before the
 * first event in the container: events wait for it as a collector's records do; and so are the
 * users that the container's own files name. Used once, by one thread.
 */
public final class LiveRecording implements EventHandler {
    private static final Path PROC = Path.of("/proc");
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int EVENTS_PER_TURN = 10_000;

    private final RecordingFiles files;
    private final ContainerOptions asked;
    private final Snaplen snaplen;
    private final ProcScanner scanner = new ProcScanner(PROC, true);
    private final HostState host;
    private final StateUpdater updater;
    private final HostSnapshot snapshot;
    private final ScapEvent event = new ScapEvent();
    private final ContainerLookups lookups;
    private final RecordedContainers containers = new RecordedContainers();
    private final RecordedAccounts accounts = new RecordedAccounts();
    private final WaitingLine<Held> line;
    private RecordingWriter writer;
    private int filesBegun;
    private long listBytes;
    private long events;
    private long malformed;
    private List<ThreadEntry> before = List.of();
    private boolean full;
    private boolean rotates;

    /** An event on its way into the file. */
    private record Held(ByteBuffer bytes, int offset, int length, int cpu, boolean ofProbe) {
        long time() {
            return bytes.getLong(offset);
        }

        Held copy() {
            byte[] copied = new byte[length];
            bytes.get(offset, copied);
            ByteBuffer own = ByteBuffer.wrap(copied).order(ByteOrder.LITTLE_ENDIAN);
            return new Held(own, 0, length, cpu, ofProbe);
        }
    }

    /**
     * @param snaplen how many bytes of what is read and written are kept, of those the probe sends
     * @param asked the container runtimes
     */
    public LiveRecording(RecordingFiles files, int snaplen, ContainerOptions asked) {
        this.files = files;
        this.asked = asked;
        this.snaplen = new Snaplen(snaplen);
        this.host =
                new HostState(
                        ThreadTable.DEFAULT_CAPACITY,
                        new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                        Users.ofThisHost(),
                        scanner,
                        ProcScanner.bootTime(PROC));
        this.updater = new StateUpdater(host);
        this.snapshot = new HostSnapshot(host, ThisMachine.describe(host.bootTime()));
        this.lookups = ContainerLookups.open(asked);
        this.line =
                new WaitingLine<>(
                        asked.longestWait(),
                        asked.waitBytes(),
                        () -> lookups.tell(host, containers),
                        this::leave,
                        System::nanoTime);
        if (asked.enabled()) {
            host.containers().askBy(lookups);
        }
    }

    /**
     * Attaches the probe, so that nothing is missed between the lists and the first event. Who ends
     * before the lists are made has been seen before.
     */
    public void attach(Probe probe) throws ProbeException {
        before = scanner.read(host);
        probe.attach();
    }

    /**
     * Records until somebody has had enough or the file is full.
     *
     * @param probe attached by {@link #attach}
     */
    public void run(Probe probe, BooleanSupplier enough) throws IOException {
        host.addresses().refresh();
        scanner.scan(host, before, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
        before = List.of();
        try {
            awaitContainers();
            begin(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
            while (!full && !enough.getAsBoolean()) {
                probe.reader().poll(this, EVENTS_PER_TURN, WAIT);
                line.advance();
            }
            probe.detach();
            if (!full) {
                probe.reader().flush(this);
            }
            while (!line.isEmpty()) {
                LockSupport.parkNanos(SHORT_PAUSE_NANOS);
                line.advance();
            }
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        } finally {
            lookups.close();
            if (writer != null) {
                writer.close();
            }
        }
    }

    /** Those that run already: what is told of them stands at the file's beginning. */
    private void awaitContainers() {
        long until = System.nanoTime() + asked.longestWait().toNanos();
        while (host.containers().hasAwaited() && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(SHORT_PAUSE_NANOS);
            line.advance();
        }
    }

    /** How many events were written. */
    public long events() {
        return events;
    }

    /** How many events could not be understood, and were left out. */
    public long malformed() {
        return malformed;
    }

    /** Whether the recording ended because the file was full. */
    public boolean isFull() {
        return full;
    }

    @Override
    public void onEvent(ByteBuffer ring, int offset, int length, int cpu) {
        if (full) {
            return;
        }
        try {
            event.wrap(ring, offset);
            CurrentEvent current = updater.apply(event);
            ThreadEntry thread = current.thread();
            if (thread != null && !thread.container.isHost()) {
                tellAccounts(thread);
            }
            pass(ring, offset, cpu, thread == null ? null : thread.container);
            updater.finish();
        } catch (ScapFormatException odd) {
            malformed++;
        }
    }

    private void tellAccounts(ThreadEntry thread) {
        UserNames names = host.users().of(thread);
        if (names == host.users().ofHost()) {
            return; // its own are not known yet
        }
        accounts.tell(
                thread.container,
                names,
                event.time(),
                told -> pass(new Held(told, 0, told.limit(), 0, false), thread.container));
    }

    private void pass(ByteBuffer ring, int offset, int cpu, Container container) {
        ByteBuffer cut = snaplen.exceeds(event) ? snaplen.cut(event) : null;
        Held held =
                cut == null
                        ? new Held(ring, offset, event.length(), cpu, true)
                        : new Held(cut, 0, cut.limit(), cpu, true);
        pass(held, container);
    }

    private void pass(Held held, Container container) {
        if (line.holdsUp(container)) {
            line.add(held.copy(), held.length, container);
        } else {
            leave(held, container);
        }
    }

    private void leave(Held held, Container container) {
        if (full) {
            return;
        }
        try {
            if (container != null && containers.isUnwritten(container)) {
                describe(container, held.time());
            }
            write(held);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void describe(Container container, long time) throws IOException {
        ByteBuffer described = containers.event(container, time);
        writer.event(described, 0, described.limit(), 0, 0);
    }

    private void write(Held held) throws IOException {
        writer.event(held.bytes, held.offset, held.length, held.cpu, 0);
        events += held.ofProbe ? 1 : 0;
        if (writer.written() - listBytes >= files.maxBytes()) {
            full = !files.isRotated();
            rotates = !full;
        }
        // The lists say how the host is now: with events still waiting that would be too early.
        if (rotates && line.isEmpty()) {
            begin(held.time());
        }
    }

    private void begin(long time) throws IOException {
        if (writer != null) {
            writer.close();
        }
        rotates = false;
        writer = files.open(filesBegun++);
        snapshot.write(writer);
        containers.begin();
        accounts.begin();
        for (Container container : containers.unwritten()) {
            describe(container, time);
        }
        listBytes = writer.written();
    }
}
