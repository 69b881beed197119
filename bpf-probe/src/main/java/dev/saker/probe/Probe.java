// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * The BPF programs in the kernel: open, {@link #attach}, then read with {@link #reader} from one
 * thread. Everything here may be called from any thread at any time; closing makes a reader refuse
 * instead of touching memory that is gone.
 */
public final class Probe implements KernelEvents {
    private static final long CLOCK_EVERY_NANOS = 1_000_000_000;
    private static final int LOG_LINES = 30; // the verifier says why at the end
    private static final int CGROUP_LEVELS = 8; // as in exclude.bpf.h

    private final long handle;
    private final List<ByteBuffer> mappings = new ArrayList<>();
    private final Settings settings;
    private final PlanMemory plans;
    private final ByteBuffer counters;
    private final int cpus;
    private final EventClock clock;
    private final ProbeReader reader;
    private final int[] genericCodes;
    private final boolean raceChecks;
    private EventSelection selection;
    private int excludedTgids;
    private int excludedLevels;
    private long clockRefreshed = System.nanoTime();
    private boolean attached;
    private boolean closed;

    private Probe(long handle, ProbeOptions options) throws ProbeException {
        this.handle = handle;
        this.settings = new Settings(map(".data.settings"));
        this.plans = new PlanMemory(map(".data.plans"), settings, CallNumbers.of(handle));
        this.counters = map("counters").order(ByteOrder.nativeOrder());
        this.cpus = NativeProbe.mapSize(handle, "counters");
        this.clock = new EventClock(NativeProbe::clocks);
        settings.clockOffset(clock.offset());
        settings.dataBytes(options.dataBytes());
        settings.raceChecks(options.raceChecks());
        this.raceChecks = options.raceChecks();
        this.genericCodes = NativeProbe.genericCodes(handle);
        select(options.events());
        for (int pid : options.excludedPids()) {
            excludePid(pid);
        }
        for (Path directory : options.excludedCgroups()) {
            excludeCgroup(directory);
        }
        RingOptions ringOptions = options.rings();
        this.reader =
                new ProbeReader(
                        rings(ringOptions), ringOptions.reorderWindow().toNanos(), this::now);
    }

    /** Codes of all events that the probe can emit. */
    public static BitSet supportedEvents() {
        return SupportedEvents.codes();
    }

    /** The same without those that come with every move of a program, such as read and futex. */
    public static BitSet ordinaryEvents() {
        return SupportedEvents.ordinary();
    }

    /** Those that are captured only if they are asked for by name. */
    public static BitSet highRateEvents() {
        return SupportedEvents.highRate();
    }

    /** Names of the system calls without an event of their own, which generic events tell of. */
    public static Set<String> genericSyscalls() {
        return SupportedEvents.generic();
    }

    /** Loads the programs; they run from {@link #attach} on. */
    public static Probe open(ProbeOptions options) throws ProbeException {
        return open(options, true);
    }

    /**
     * @param directReads whether the kernel's structures are read by loads, where the kernel lets
     *     them be; else by calls of helpers, as before 6.2
     */
    static Probe open(ProbeOptions options, boolean directReads) throws ProbeException {
        List<String> missing = ProbeRequirements.missing();
        if (!missing.isEmpty()) {
            throw new ProbeException("cannot observe this host: " + String.join("; ", missing));
        }
        NativeProbe.ensureLoaded();
        long handle =
                NativeProbe.load(
                        NativeProbe.object(),
                        options.rings().cpusPerRing(),
                        options.rings().bytes(),
                        directReads);
        // Errors are small negative numbers; addresses of user space are positive.
        if (handle < 0) {
            throw new ProbeException(refusal("load", handle));
        }
        try {
            return new Probe(handle, options);
        } catch (ProbeException | RuntimeException e) {
            NativeProbe.close(handle);
            throw e;
        }
    }

    private static String refusal(String what, long error) {
        List<String> log = NativeProbe.log().lines().toList();
        List<String> tail = log.subList(Math.max(0, log.size() - LOG_LINES), log.size());
        return "cannot "
                + what
                + " the BPF programs: "
                + Errno.text(error)
                + (tail.isEmpty() ? "" : "\n" + String.join("\n", tail));
    }

    /** Events flow from here on. */
    @Override
    public synchronized void attach() throws ProbeException {
        requireOpen();
        int error = NativeProbe.attach(handle, Tracepoint.bits(selection, raceChecks));
        if (error < 0) {
            throw new ProbeException(refusal("attach", error));
        }
        attached = true;
    }

    /** No new events; what the rings hold can still be read. */
    @Override
    public synchronized void detach() {
        requireOpen();
        NativeProbe.detach(handle);
    }

    /** For one thread. */
    @Override
    public ProbeReader reader() {
        return reader;
    }

    /**
     * Those of these events that can be captured now: some need a program of their own, which is
     * attached only if one of its events was selected before {@link #attach}.
     */
    @Override
    public synchronized BitSet selectable(BitSet codes) {
        BitSet possible = (BitSet) codes.clone();
        if (attached) {
            codes.stream()
                    .filter(code -> isMissing(EventSelection.of(codes(code))))
                    .forEach(possible::clear);
        }
        return possible;
    }

    /** Whether calls with changed arguments are told, which is decided when it is opened. */
    @Override
    public boolean checksRaces() {
        return raceChecks;
    }

    private boolean isMissing(EventSelection events) {
        return (Tracepoint.bits(events, false) & ~Tracepoint.bits(selection, false)) != 0;
    }

    private static BitSet codes(int code) {
        BitSet one = new BitSet();
        one.set(code);
        return one;
    }

    /** Captures these events and no others from now on. */
    public synchronized void setEvents(BitSet codes) {
        setEvents(EventSelection.of(codes));
    }

    /**
     * Captures these events and no others from now on, all changes at once: no call meets a part of
     * them. Needs no capability.
     *
     * @throws IllegalArgumentException if it has an event that needs a tracepoint which was not
     *     selected when the probe was attached, or names a system call that there is not
     */
    @Override
    public synchronized void setEvents(EventSelection events) {
        requireOpen();
        int missing =
                attached ? Tracepoint.bits(events, false) & ~Tracepoint.bits(selection, false) : 0;
        if (missing != 0) {
            throw new IllegalArgumentException(
                    "to capture "
                            + Tracepoint.names(missing)
                            + " it must have been selected when the probe was attached");
        }
        select(events);
    }

    private void select(EventSelection events) {
        settings.environment(events.environment());
        plans.put(events, GenericCalls.numbers(events, genericCodes));
        if (!attached) {
            selection = events;
        }
    }

    /** Hides a process, given by its number in the initial pid namespace. */
    public synchronized void excludePid(int pid) throws ProbeException {
        requireOpen();
        add("excluded_tgids", pid, "process " + pid);
        if (excludedTgids == 0) {
            settings.excludedTgid(pid);
        }
        settings.excludedTgids(++excludedTgids);
    }

    /** Hides the processes of a cgroup (a directory of the v2 hierarchy) and of those below it. */
    public synchronized void excludeCgroup(Path directory) throws ProbeException {
        requireOpen();
        int level = CgroupPaths.level(directory);
        if (level >= CGROUP_LEVELS) {
            throw new ProbeException(
                    "cannot exclude cgroup "
                            + directory
                            + ": it lies "
                            + level
                            + " levels deep, at most "
                            + (CGROUP_LEVELS - 1)
                            + " are looked at");
        }
        add("excluded_cgroups", CgroupPaths.id(directory), "cgroup " + directory);
        excludedLevels |= 1 << level;
        settings.excludedCgroupLevels(excludedLevels);
    }

    private void add(String set, long key, String what) throws ProbeException {
        int error = NativeProbe.add(handle, set, key);
        if (error < 0) {
            throw new ProbeException("cannot exclude " + what + ": " + Errno.text(error));
        }
    }

    /** What the kernel side has produced and lost so far. */
    @Override
    public synchronized DropCounters drops() {
        requireOpen();
        return DropCounters.read(counters, cpus);
    }

    /** How often the wall clock was set while the probe ran. */
    @Override
    public long clockJumps() {
        return clock.jumps();
    }

    /** The reader asks for the time at least once a poll, which keeps the clock fresh. */
    private long now() {
        long nanoTime = System.nanoTime();
        if (nanoTime - clockRefreshed > CLOCK_EVERY_NANOS) {
            clockRefreshed = nanoTime;
            settings.clockOffset(clock.refresh());
        }
        return clock.now();
    }

    private List<Ring> rings(RingOptions options) throws ProbeException {
        List<Ring> rings = new ArrayList<>();
        for (int i = 0; i < NativeProbe.ringCount(handle); i++) {
            ByteBuffer consumer = keep(NativeProbe.mapConsumer(handle, i), "ring");
            ByteBuffer producer = keep(NativeProbe.mapProducer(handle, i, options.bytes()), "ring");
            rings.add(new Ring(consumer, producer, options.bytes()));
        }
        return rings;
    }

    private ByteBuffer map(String name) throws ProbeException {
        return keep(NativeProbe.mapArray(handle, name), name);
    }

    private ByteBuffer keep(ByteBuffer mapping, String name) throws ProbeException {
        if (mapping == null) {
            mappings.forEach(NativeProbe::unmap);
            throw new ProbeException("cannot map the memory of BPF map " + name);
        }
        mappings.add(mapping);
        return mapping;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the probe is closed");
        }
    }

    @Override
    public void close() {
        // The reader first, and not under our lock: it takes its own, and its clock never needs
        // ours.
        reader.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            NativeProbe.close(handle);
            mappings.forEach(NativeProbe::unmap);
        }
    }
}
