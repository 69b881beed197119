// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the probe needs from the machine, and in what words to say that it is not there. */
public final class ProbeRequirements {
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;

    private ProbeRequirements() {}

    /** One sentence for each thing missing; empty if the probe should load. */
    public static List<String> missing() {
        return missing(Path.of("/"));
    }

    static List<String> missing(Path root) {
        List<String> missing = new ArrayList<>();
        if (!Files.isReadable(root.resolve("sys/kernel/btf/vmlinux"))) {
            missing.add(
                    "the kernel's type information (/sys/kernel/btf/vmlinux) is not readable: run"
                            + " Linux 5.8 or newer built with CONFIG_DEBUG_INFO_BTF=y, with /sys"
                            + " mounted");
        }
        long capabilities = capabilities(root);
        if (!has(capabilities, CAP_SYS_ADMIN)
                && !(has(capabilities, CAP_BPF) && has(capabilities, CAP_PERFMON))) {
            missing.add(
                    "loading BPF programs needs root, or CAP_BPF and CAP_PERFMON: run as root, or"
                            + " give the service AmbientCapabilities=CAP_BPF CAP_PERFMON");
        }
        return missing;
    }

    private static boolean has(long capabilities, int capability) {
        return (capabilities >> capability & 1) != 0;
    }

    private static long capabilities(Path root) {
        try (Stream<String> lines = Files.lines(root.resolve("proc/self/status"))) {
            return lines.filter(line -> line.startsWith("CapEff:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).trim(), 16))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // no /proc: nothing we could be allowed to do would work
        }
    }
}
