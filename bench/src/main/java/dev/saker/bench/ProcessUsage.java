// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process has used so far: time of the processors, and memory with its rings apart. */
public record ProcessUsage(Duration cpu, long residentKib, long ringKib) {
    private static final long TICK_MS = 10; // USER_HZ is 100 on every Linux that Java runs on
    private static final String RING = "anon_inode:bpf-map";

    // Positions in /proc/PID/stat counted behind the name, which may itself hold blanks.
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    public static ProcessUsage of(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        return parse(
                Files.readString(proc.resolve("stat")), Files.readAllLines(proc.resolve("smaps")));
    }

    static ProcessUsage parse(String stat, List<String> smaps) {
        long resident = 0;
        long ring = 0;
        boolean inRing = false;
        for (String line : smaps) {
            if (line.startsWith("Rss:")) {
                long kib = Long.parseLong(line.replaceAll("\\D", ""));
                resident += kib;
                ring += inRing ? kib : 0;
            } else if (Character.digit(line.charAt(0), 16) >= 0) {
                inRing = line.endsWith(RING); // the head of a mapping: its address comes first
            }
        }
        return new ProcessUsage(cpu(stat), resident, ring);
    }

    /** What a line of /proc/PID/stat, or of one of its threads, says of user and system time. */
    static Duration cpu(String stat) {
        String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(numbers[USER_TIME]) + Long.parseLong(numbers[SYSTEM_TIME]);
        return Duration.ofMillis(ticks * TICK_MS);
    }

    long withoutRingsKib() {
        return residentKib - ringKib;
    }
}
