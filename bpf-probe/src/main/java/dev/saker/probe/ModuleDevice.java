// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;

/** One CPU's device of Falco's kernel module, open; what it is asked by ioctl. */
final class ModuleDevice implements AutoCloseable {
    static final int DISABLE_SYSCALL = request(30);
    static final int ENABLE_SYSCALL = request(29);
    static final int ENABLE_TRACEPOINT = request(31);
    static final int DISABLE_TRACEPOINT = request(32);
    static final int SET_DATA_BYTES = request(4);

    private static final int API_VERSION = request(24);
    private static final int SCHEMA_VERSION = request(25);
    private static final long API_MAJOR = 10;
    private static final long SCHEMA_MAJOR = 4;
    private static final int PAGE = 4096;

    private final int descriptor;
    private final int cpu;
    private ByteBuffer info;
    private ByteBuffer data;

    ModuleDevice(int descriptor, int cpu) {
        this.descriptor = descriptor;
        this.cpu = cpu;
    }

    private static int request(int number) {
        return 's' << 8 | number;
    }

    /** Refuses a module whose rings or events are not those that we know. */
    void checkVersions() throws ProbeException {
        check("API", API_VERSION, API_MAJOR);
        check("schema", SCHEMA_VERSION, SCHEMA_MAJOR);
    }

    private void check(String what, int request, long major) throws ProbeException {
        long[] version = new long[1];
        int error = NativeModule.ask(descriptor, request, version);
        if (error < 0) {
            throw new ProbeException(
                    "the kernel module does not tell its " + what + ": " + Errno.text(error));
        }
        if (version[0] >>> 44 != major) {
            throw new ProbeException(
                    "the kernel module has "
                            + what
                            + " version "
                            + (version[0] >>> 44)
                            + "."
                            + (version[0] >>> 24 & 0xfffff)
                            + "; "
                            + major
                            + " is wanted");
        }
    }

    /** The module tells the two apart by their lengths. */
    ModuleRing map(int ringBytes, OwnThreads own) throws ProbeException {
        data = NativeModule.map(descriptor, 2L * ringBytes, false);
        info = NativeModule.map(descriptor, PAGE, true);
        if (data == null || info == null) {
            throw new ProbeException("cannot map the ring of CPU " + cpu);
        }
        return new ModuleRing(info, data, cpu, own);
    }

    void control(int request, long argument) throws ProbeException {
        long error = NativeModule.control(descriptor, request, argument);
        if (error < 0) {
            throw new ProbeException(
                    "the kernel module refuses request "
                            + (request & 0xff)
                            + " for "
                            + argument
                            + ": "
                            + Errno.text(error));
        }
    }

    int cpu() {
        return cpu;
    }

    @Override
    public void close() {
        if (data != null) {
            NativeProbe.unmap(data);
        }
        if (info != null) {
            NativeProbe.unmap(info);
        }
        NativeModule.close(descriptor);
    }
}
