// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what the embedded pipeline needs of a host: each check says what it found and how to
 * mend it.
 */
public final class Doctor {

    /** BPF ring buffers, CAP_BPF and CAP_PERFMON came with 5.8. */
    private static final int KERNEL_MAJOR = 5;

    private static final int KERNEL_MINOR = 8;

    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;

    /** Heap of 1 GiB, and what broker, Flink and rings take beside it. */
    private static final long MEMORY_KIB = 1_536L * 1_024;

    private final Host host;

    Doctor(Host host) {
        this.host = host;
    }

    public static Doctor ofThisHost() {
        return new Doctor(Host.here());
    }

    /** What the probe needs. */
    public List<Finding> probe() {
        return List.of(machine(), kernel(), capabilities(), btf(), tracing(), lockdown());
    }

    /**
     * What broker and cluster need.
     *
     * @param port that the broker is to listen on; 0 for any
     */
    public List<Finding> pipeline(int port) {
        List<Finding> findings = new ArrayList<>(List.of(memory()));
        if (port != 0) {
            findings.add(port(port));
        }
        return findings;
    }

    private Finding machine() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return machine.equals("Linux amd64")
                ? Finding.good("machine", machine)
                : Finding.broken(
                        "machine", machine, "the probe is built for Linux on x86_64 only, so far");
    }

    private Finding kernel() {
        String release = host.text("/proc/sys/kernel/osrelease").orElse("unknown");
        String[] parts = release.split("[^0-9]+", 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return Finding.warning("kernel", release, "cannot tell its version; it must be 5.8");
        }
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        boolean enough = major > KERNEL_MAJOR || major == KERNEL_MAJOR && minor >= KERNEL_MINOR;
        return enough
                ? Finding.good("kernel", release)
                : Finding.broken(
                        "kernel", release, "the probe needs BPF ring buffers: Linux 5.8 or newer");
    }

    private Finding capabilities() {
        String subject = "capabilities";
        long effective =
                host.value("/proc/self/status", "CapEff")
                        .map(hex -> Long.parseUnsignedLong(hex, 16))
                        .orElse(0L);
        if (has(effective, CAP_SYS_ADMIN)) {
            return Finding.good(subject, "CAP_SYS_ADMIN");
        }
        if (has(effective, CAP_BPF) && has(effective, CAP_PERFMON)) {
            return Finding.good(subject, "CAP_BPF and CAP_PERFMON");
        }
        return Finding.broken(
                subject,
                "not allowed to load BPF programs",
                "run as root, or with CAP_BPF, CAP_PERFMON and CAP_SYS_PTRACE");
    }

    private Finding btf() {
        String path = "/sys/kernel/btf/vmlinux";
        return host.isReadable(path)
                ? Finding.good("BTF", path)
                : Finding.broken(
                        "BTF",
                        path + (host.exists(path) ? " is not readable" : " is missing"),
                        "boot a kernel built with CONFIG_DEBUG_INFO_BTF=y, as distributions' are;"
                                + " in a container, mount the host's /sys");
    }

    private Finding tracing() {
        for (String path : List.of("/sys/kernel/tracing", "/sys/kernel/debug/tracing")) {
            if (host.exists(path + "/events/raw_syscalls")) {
                return Finding.good("tracefs", path);
            }
        }
        return Finding.warning(
                "tracefs",
                "not mounted, or tracepoints of system calls are missing",
                "mount -t tracefs tracefs /sys/kernel/tracing");
    }

    private Finding lockdown() {
        String mode = host.text("/sys/kernel/security/lockdown").orElse("");
        return mode.contains("[confidentiality]")
                ? Finding.broken(
                        "lockdown",
                        "confidentiality",
                        "boot with lockdown=integrity or none: in this mode BPF may not read"
                                + " kernel memory")
                : Finding.good("lockdown", mode.isEmpty() ? "none" : mode);
    }

    private Finding memory() {
        long available =
                host.value("/proc/meminfo", "MemAvailable")
                        .map(text -> Long.parseLong(text.split(" ", 2)[0]))
                        .orElse(Long.MAX_VALUE);
        String found =
                available == Long.MAX_VALUE ? "unknown" : available / 1_024 + " MiB available";
        return available >= MEMORY_KIB
                ? Finding.good("memory", found)
                : Finding.warning(
                        "memory",
                        found,
                        "broker, Flink and probe together take about "
                                + MEMORY_KIB / 1_024
                                + " MiB");
    }

    private static Finding port(int port) {
        String subject = "port " + port;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket socket = new ServerSocket()) {
            // As the broker does: a port still in TIME_WAIT is no obstacle.
            socket.setReuseAddress(true);
            socket.bind(address);
            return Finding.good(subject, "free");
        } catch (IOException e) {
            return Finding.broken(
                    subject,
                    "taken (" + e.getMessage() + ")",
                    "stop what listens there (ss -ltnp), or choose another with --kafka-port");
        }
    }

    private static boolean has(long set, int capability) {
        return (set >>> capability & 1) == 1;
    }
}
