// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.HostSnapshot;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ProcScanner;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadTable;
import dev.saker.collector.state.Users;
import dev.saker.probe.EventHandler;
import dev.saker.probe.Probe;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapFormatException;
import dev.saker.scap.file.RecordingWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Records this host: its processes, descriptors, addresses, users and groups as they are, then what
 * happens. The host's state is kept while recording, so that every file of a rotation begins with
 * its own lists and can be read alone. Used once, by one thread.
 */
public final class LiveRecording implements EventHandler {
    private static final Path PROC = Path.of("/proc");
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final int EVENTS_PER_TURN = 10_000;

    private final RecordingFiles files;
    private final Snaplen snaplen;
    private final ProcScanner scanner = new ProcScanner(PROC, true);
    private final HostState host;
    private final StateUpdater updater;
    private final HostSnapshot snapshot;
    private final ScapEvent event = new ScapEvent();
    private RecordingWriter writer;
    private int filesBegun;
    private long listBytes;
    private long events;
    private long malformed;
    private boolean full;

    /**
     * @param snaplen how many bytes of what is read and written are kept, of those the probe sends
     */
    public LiveRecording(RecordingFiles files, int snaplen) {
        this.files = files;
        this.snaplen = new Snaplen(snaplen);
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        this.host =
                new HostState(
                        ThreadTable.DEFAULT_CAPACITY,
                        new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                        Users.ofThisHost(),
                        scanner,
                        ProcScanner.bootTime(PROC, now));
        this.updater = new StateUpdater(host);
        this.snapshot = new HostSnapshot(host, ThisMachine.describe(host.bootTime()));
    }

    /**
     * Records until somebody has had enough or the file is full.
     *
     * @param probe attached, so that nothing is missed between the lists and the first event
     */
    public void run(Probe probe, BooleanSupplier enough) throws IOException {
        host.addresses().refresh();
        scanner.scan(host, TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
        try {
            begin();
            while (!full && !enough.getAsBoolean()) {
                probe.reader().poll(this, EVENTS_PER_TURN, WAIT);
            }
            probe.detach();
            if (!full) {
                probe.reader().flush(this);
            }
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        } finally {
            if (writer != null) {
                writer.close();
            }
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
            updater.apply(event);
            write(ring, offset, cpu);
            updater.finish();
        } catch (ScapFormatException odd) {
            malformed++;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void write(ByteBuffer ring, int offset, int cpu) throws IOException {
        if (snaplen.exceeds(event)) {
            ByteBuffer cut = snaplen.cut(event);
            writer.event(cut, 0, cut.limit(), cpu, 0);
        } else {
            writer.event(ring, offset, event.length(), cpu, 0);
        }
        events++;
        if (writer.written() - listBytes >= files.maxBytes()) {
            full = !files.isRotated();
            if (!full) {
                begin();
            }
        }
    }

    private void begin() throws IOException {
        if (writer != null) {
            writer.close();
        }
        writer = files.open(filesBegun++);
        snapshot.write(writer);
        listBytes = writer.written();
    }
}
