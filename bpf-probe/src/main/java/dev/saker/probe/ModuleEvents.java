// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Falco's kernel module as a source of events, for kernels that have no BTF: API 10 and schema 4 of
 * falcosecurity/libs. Experimental: tested against a program that writes rings as the module does,
 * never run on the module itself.
 */
public final class ModuleEvents implements KernelEvents {
    private static final int SYSCALLS = 512;
    private static final int ENODEV = -19;
    private static final int ENOENT = -2;
    private static final long NANOS = 1_000_000_000;

    private final ModuleOptions options;
    private final List<ModuleDevice> devices;
    private final List<ModuleRing> rings = new ArrayList<>();
    private final OwnThreads own;
    private final ProbeReader reader;
    private boolean closed;

    /** Programs of the module, in the order of its enumeration. */
    private enum Program {
        SYS_ENTER,
        SYS_EXIT,
        PROCESS_EXIT,
        SWITCH,
        PAGE_FAULT_USER,
        PAGE_FAULT_KERNEL,
        SIGNAL,
        PROCESS_FORK,
        PROCESS_EXEC
    }

    private ModuleEvents(ModuleOptions options, List<ModuleDevice> devices, OwnThreads own)
            throws ProbeException {
        this.options = options;
        this.devices = devices;
        this.own = own;
        for (ModuleDevice device : devices) {
            rings.add(device.map(options.ringBytes(), own));
        }
        this.reader = new ProbeReader(rings, options.reorderWindow().toNanos(), this::now);
    }

    /** Opens the devices of all CPUs that are there. */
    public static ModuleEvents open(ModuleOptions options) throws ProbeException {
        NativeProbe.ensureLoaded();
        setRingBytes(options);
        List<ModuleDevice> devices = devices(options);
        try {
            for (ModuleDevice device : devices) {
                device.checkVersions();
            }
            return new ModuleEvents(options, devices, new OwnThreads(Path.of("/proc/self/task")));
        } catch (ProbeException | RuntimeException refused) {
            devices.forEach(ModuleDevice::close);
            throw refused;
        }
    }

    /** Before a device is opened, which is when the module makes its ring. */
    private static void setRingBytes(ModuleOptions options) throws ProbeException {
        Path parameter = options.parameters().resolve("g_buffer_bytes_dim");
        try {
            String wanted = Integer.toString(options.ringBytes());
            if (Files.exists(parameter) && !Files.readString(parameter).strip().equals(wanted)) {
                Files.writeString(parameter, wanted);
            }
        } catch (IOException e) {
            throw new ProbeException("cannot set the size of the kernel module's rings: " + e, e);
        }
    }

    private static List<ModuleDevice> devices(ModuleOptions options) throws ProbeException {
        List<ModuleDevice> devices = new ArrayList<>();
        for (int cpu = 0; ; cpu++) {
            int descriptor = NativeModule.open(options.devices() + cpu);
            if (descriptor >= 0) {
                devices.add(new ModuleDevice(descriptor, cpu));
            } else if (descriptor == ENOENT) {
                break;
            } else if (descriptor != ENODEV) { // a CPU that is switched off
                devices.forEach(ModuleDevice::close);
                throw new ProbeException(
                        "cannot open " + options.devices() + cpu + ": " + Errno.text(descriptor));
            }
        }
        if (devices.isEmpty()) {
            throw new ProbeException(
                    "there is no "
                            + options.devices()
                            + "0: Falco's kernel module is not loaded; without it leave out"
                            + " capture.source: kmod");
        }
        return devices;
    }

    @Override
    public synchronized void attach() throws ProbeException {
        requireOpen();
        ModuleDevice first = devices.get(0);
        first.control(ModuleDevice.SET_DATA_BYTES, options.dataBytes());
        enable(options.events());
        for (Program program : Program.values()) {
            boolean wanted = isWanted(program, options.events());
            first.control(
                    wanted ? ModuleDevice.ENABLE_TRACEPOINT : ModuleDevice.DISABLE_TRACEPOINT,
                    program.ordinal());
        }
    }

    private void enable(BitSet events) throws ProbeException {
        BitSet wanted = numbers(events);
        for (int number = 0; number < SYSCALLS; number++) {
            devices.get(0)
                    .control(
                            wanted.get(number)
                                    ? ModuleDevice.ENABLE_SYSCALL
                                    : ModuleDevice.DISABLE_SYSCALL,
                            number);
        }
    }

    /** Tracepoints stay as they were when it was attached. */
    @Override
    public BitSet selectable(BitSet codes) {
        BitSet selectable = (BitSet) codes.clone();
        for (Tracepoint tracepoint : Tracepoint.values()) {
            if (tracepoint.isIn(codes) && !tracepoint.isIn(options.events())) {
                tracepoint.clearIn(selectable);
            }
        }
        return selectable;
    }

    @Override
    public boolean checksRaces() {
        return false;
    }

    @Override
    public synchronized void setEvents(EventSelection events) {
        requireOpen();
        BitSet codes = events.whole();
        codes.or(events.forState());
        try {
            enable(codes);
        } catch (ProbeException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** Numbers of the system calls that raise these events. */
    static BitSet numbers(BitSet events) {
        int[] calls = NativeModule.calls();
        BitSet numbers = new BitSet();
        for (int i = 0; i < calls.length; i += 2) {
            // Beyond are calls of 32-bit programs, which have places of our own.
            if (calls[i] < SYSCALLS - 16 && events.get(calls[i + 1])) {
                numbers.set(calls[i]);
            }
        }
        return numbers;
    }

    private static boolean isWanted(Program program, BitSet events) {
        switch (program) {
            case SWITCH:
                return Tracepoint.SWITCH.isIn(events);
            case PAGE_FAULT_USER:
            case PAGE_FAULT_KERNEL:
                return Tracepoint.FAULT.isIn(events);
            case SIGNAL:
                return Tracepoint.SIGNAL.isIn(events);
            default:
                return true;
        }
    }

    @Override
    public synchronized void detach() {
        requireOpen();
        for (Program program : Program.values()) {
            try {
                devices.get(0).control(ModuleDevice.DISABLE_TRACEPOINT, program.ordinal());
            } catch (ProbeException refused) {
                // Closing the devices, which follows, ends it all the same.
                return;
            }
        }
    }

    /** The module's events carry the wall clock. */
    private long now() {
        own.refresh();
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    @Override
    public ProbeReader reader() {
        return reader;
    }

    @Override
    public synchronized DropCounters drops() {
        requireOpen();
        return ModuleCounters.read(rings);
    }

    /** Not noticed here: event times are the wall clock's own. */
    @Override
    public long clockJumps() {
        return 0;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the kernel module's devices are closed");
        }
    }

    @Override
    public void close() {
        reader.close();
        synchronized (this) {
            if (!closed) {
                closed = true;
                devices.forEach(ModuleDevice::close);
            }
        }
    }
}
