// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives up what a process needs no longer once its probe is attached. For good: no probe can be
 * opened, nor an attached one be given tracepoints, afterwards.
 */
public final class Confinement {
    /** CAP_DAC_READ_SEARCH and CAP_SYS_PTRACE: to read what /proc says of others' processes. */
    static final long READING_OF_PROCESSES = 1L << 2 | 1L << 19;

    private Confinement() {}

    /**
     * Leaves every thread of this process those capabilities that reading /proc takes, of those it
     * has, and lets no program that it starts gain any ({@code no_new_privs}).
     *
     * @return what is left, as bits
     * @throws ProbeException if some thread kept more
     */
    public static long keepReadingOfProcesses() throws ProbeException {
        NativeProbe.ensureLoaded();
        int error = NativeProbe.confine(READING_OF_PROCESSES);
        if (error < 0) {
            throw new ProbeException("cannot give up capabilities: " + Errno.text(error));
        }
        try {
            return left();
        } catch (IOException e) {
            throw new ProbeException("cannot read /proc/self/status: " + e.getMessage(), e);
        }
    }

    private static long left() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        return lines.stream()
                .filter(line -> line.startsWith("CapPrm:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16))
                .findFirst()
                .orElse(0);
    }
}
