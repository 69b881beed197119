// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The natives of probe_jni.c and how they get into the process: they travel in the jar, libbpf and
 * what it needs beside them, and are unpacked into a private directory just long enough to be
 * loaded. Failures come back as -errno.
 */
final class NativeProbe {
    private static final String FOLDER = "native/";
    private static final String LIBRARY = "libsakerprobe.so";
    private static boolean loaded;

    private NativeProbe() {}

    /**
     * A handle, or -errno.
     *
     * @param directReads false reads the kernel's structures by helpers; true lets loads do it
     *     where the kernel can, and falls back when its verifier will not have them
     */
    static native long load(byte[] object, int cpusPerRing, int ringBytes, boolean directReads);

    /**
     * @param optional which of the programs of {@link Tracepoint} are attached too, as bits
     */
    static native int attach(long handle, int optional);

    static native void detach(long handle);

    static native void close(long handle);

    /** What libbpf said since the last load or attach of this thread. */
    static native String log();

    static native int ringCount(long handle);

    static native ByteBuffer mapConsumer(long handle, int ring);

    static native ByteBuffer mapProducer(long handle, int ring, int bytes);

    static native ByteBuffer mapArray(long handle, String name);

    static native int mapSize(long handle, String name);

    /**
     * Number in the machine's table, code, number of parameters and {@link EventClass} of each
     * system call's event, by turns, as the object has them.
     */
    static native int[] events(long handle);

    /**
     * By turns: a number that 32-bit programs call by, and a number of the machine's table that it
     * may stand for.
     */
    static native int[] otherNumbers(long handle);

    /** By number of system call: the code that scap gives it if it has no event of its own. */
    static native int[] genericCodes(long handle);

    static native int unmap(ByteBuffer buffer);

    static native int add(long handle, String set, long key);

    /** Gives up, in every thread, the capabilities that are no bits of {@code keep}. */
    static native int confine(long keep);

    /** Fills in the monotonic, the boot and the wall clock of one moment, in nanoseconds. */
    static native void clocks(long[] into);

    static synchronized void ensureLoaded() throws ProbeException {
        if (loaded) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("saker-probe");
            List<Path> unpacked = new ArrayList<>();
            try {
                for (String name : libraries()) {
                    unpacked.add(unpack(name, folder));
                }
                System.load(unpacked.get(unpacked.size() - 1).toString());
                loaded = true;
            } finally {
                // The loader holds the files by now; nothing is left behind for others to replace.
                for (Path file : unpacked) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new ProbeException(
                    "cannot load the native part of the probe: "
                            + e.getMessage()
                            + "; a temporary directory mounted noexec is the usual reason: set"
                            + " -Djava.io.tmpdir to another",
                    e);
        }
    }

    static byte[] object() throws ProbeException {
        try {
            return read("probe.bpf.o");
        } catch (IOException e) {
            throw new ProbeException("cannot read the BPF object: " + e.getMessage(), e);
        }
    }

    private static List<String> libraries() throws IOException {
        List<String> names =
                new ArrayList<>(
                        new String(read("libraries.txt"), StandardCharsets.UTF_8).lines().toList());
        names.add(LIBRARY);
        return names;
    }

    private static Path unpack(String name, Path folder) throws IOException {
        return Files.write(folder.resolve(name), read(name));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = NativeProbe.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException(
                        name
                                + " is not in the jar: it was built without clang, or for another"
                                + " machine than "
                                + System.getProperty("os.arch"));
            }
            return in.readAllBytes();
        }
    }
}
