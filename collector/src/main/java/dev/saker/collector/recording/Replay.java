// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.publish.EventNumbers;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.RecordedHost;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadTable;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapFormatException;
import dev.saker.scap.convert.EventConverter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedInterface;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingHandler;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.MalformedEventException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A recording's way through the host's state: what the pipeline of the collector is for a live
 * host, without numbers of publication and without Kafka. One thread only.
 */
public final class Replay implements RecordingHandler {
    /** A recording that does not say where it was made. */
    private static final String NO_NAME = "<NA>";

    private final EventIdentity identity;
    private final EventNumbers numbers;
    private final ScapEvent event = new ScapEvent();
    private final EventConverter converter = new EventConverter(this);
    private final ReplayHandler handler;
    private final boolean strictFalco;
    private RecordedHost host;
    private StateUpdater updater;
    private long notUnderstood;
    private boolean inLists = true;
    private String node = NO_NAME;
    private EventContext context;
    private RunningTimes times;

    public Replay(ReplayHandler handler) {
        this(handler, false);
    }

    /**
     * @param strictFalco whether what Falco keeps of the host by mistake is kept so here, too
     */
    public Replay(ReplayHandler handler, boolean strictFalco) {
        this(handler, new EventIdentity(), new EventNumbers(0), strictFalco);
    }

    /**
     * @param identity what the source tells an event by; number, tie and CPU are set here
     * @param numbers counts the events
     */
    public Replay(ReplayHandler handler, EventIdentity identity, EventNumbers numbers) {
        this(handler, identity, numbers, false);
    }

    private Replay(
            ReplayHandler handler,
            EventIdentity identity,
            EventNumbers numbers,
            boolean strictFalco) {
        this.handler = handler;
        this.identity = identity;
        this.numbers = numbers;
        this.strictFalco = strictFalco;
        forgetHost();
    }

    /**
     * Reads a recording to its end.
     *
     * @throws dev.saker.scap.file.RecordingException at the first damage; what is before it has
     *     been handed out
     */
    public void run(RecordingReader recording) throws IOException {
        recording.readAll(converter);
    }

    /** Reads its first blocks, at most so many. */
    public void run(RecordingReader recording, long blocks) throws IOException {
        for (long left = blocks; left > 0 && recording.next(converter); left--) {
            // the converter has handed it on
        }
    }

    /** How many events there were so far, those of the lists before the first included. */
    public long events() {
        return numbers.number();
    }

    /** How many events have a layout that cannot be turned into today's. */
    public long unconverted() {
        return converter.unconverted();
    }

    /** How many of them have a parameter that is not what the event table says. */
    public long notUnderstood() {
        return notUnderstood;
    }

    /** Another recording behind the first is of another host, or of the same at another time. */
    @Override
    public void onBegin() {
        if (context != null) {
            forgetHost();
        }
    }

    private void forgetHost() {
        host =
                new RecordedHost(
                        ThreadTable.DEFAULT_CAPACITY,
                        new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                        strictFalco);
        updater = new StateUpdater(host.state());
        context = null;
        times = new RunningTimes();
        inLists = true;
        node = NO_NAME;
    }

    @Override
    public void onMachine(Machine machine) {
        host.machine(machine);
        if (!machine.hostName().isEmpty()) {
            node = machine.hostName();
        }
    }

    @Override
    public void onInterface(RecordedInterface address) {
        host.state().addresses().add(address.address(), address.mask());
    }

    @Override
    public void onUser(RecordedUser user) {
        host.user(user);
    }

    @Override
    public void onGroup(RecordedGroup group) {
        host.group(group);
    }

    @Override
    public void onProcess(RecordedProcess process) {
        host.process(process);
    }

    @Override
    public void onDescriptor(long tid, RecordedDescriptor descriptor) {
        host.descriptor(tid, descriptor);
    }

    @Override
    public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
        if (context == null) {
            begin();
        }
        identity.number = numbers.nextNumber();
        identity.cpu = cpu;
        try {
            event.wrap(buffer, offset);
        } catch (ScapFormatException odd) {
            // The block is whole, as the reader saw; what is behind it can be read.
            notUnderstood++;
            return;
        }
        identity.tie = numbers.tie(event.time(), event.tid(), event.type());
        try {
            CurrentEvent current = updater.apply(event);
            int code = current.code();
            times.event(event, cpu);
            if (isShown(code, flags) && handler.wants(code)) {
                context.of(current);
                handler.onEvent();
            }
        } catch (ScapFormatException | MalformedEventException oddParameter) {
            notUnderstood++;
        }
        // An event with an odd parameter ends what it ends all the same: a thread, a descriptor.
        updater.finish();
    }

    /**
     * Rules see neither what is there for the state's sake nor the lists before the first event.
     */
    private boolean isShown(int code, int flags) {
        inLists = inLists && StateUpdater.isOfLists(code);
        return !inLists && (flags & STATE_ONLY) == 0 && !StateUpdater.isForStateOnly(code);
    }

    private void begin() {
        host.finish();
        context = new RecordedContext(host.state(), identity, node, times);
        handler.onBegin(context);
    }
}
