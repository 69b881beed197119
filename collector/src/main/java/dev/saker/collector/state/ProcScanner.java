// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the state of the host from /proc: all of it at the start, single threads later when an
 * event names one that no event told of.
 */
public final class ProcScanner implements ThreadLookup {
    /** How much of a second may go into single look-ups: reading a thread takes about 200 µs. */
    private static final long LOOKUP_NANOS_PER_SECOND = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int CLOCK_LOOKS = 4;

    private final Path proc;
    private final PidNamespaces namespaces;
    private boolean withEnvironment;
    private long budgetSecond;
    private long budgetUsed;

    public ProcScanner(Path proc, boolean withEnvironment) {
        this.proc = proc;
        this.namespaces = new PidNamespaces(proc);
        this.withEnvironment = withEnvironment;
    }

    /** When the host was booted, ns since the epoch; 0 if /proc does not tell. */
    public static long bootTime(Path proc) {
        long earliest = Long.MAX_VALUE;
        // Whoever loses the processor between the two looks takes the boot for later than it was.
        for (int look = 0; look < CLOCK_LOOKS; look++) {
            String uptime = ProcFile.text(proc.resolve("uptime"), 256).split(" ")[0];
            long now = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
            if (uptime.isEmpty()) {
                return 0;
            }
            long up = (long) (Double.parseDouble(uptime) * TimeUnit.SECONDS.toNanos(1));
            earliest = Math.min(earliest, now - up);
        }
        return earliest;
    }

    /** Every thread there is, as it is now, none of them in the host's table yet. */
    public List<ThreadEntry> read(HostState host) {
        ProcThread threads = new ProcThread(host, withEnvironment);
        ProcFds fds = new ProcFds(host);
        List<ThreadEntry> found = new ArrayList<>();
        for (long pid : ProcFile.numbers(proc)) {
            Path process = proc.resolve(Long.toString(pid));
            ThreadEntry leader = threads.read(process, pid);
            if (leader != null) {
                found.add(leader);
                fds.read(leader, process);
                readOthers(threads, leader, process.resolve("task"), found);
            }
        }
        namespaces.setStarts(found);
        return found;
    }

    private static void readOthers(
            ProcThread threads, ThreadEntry leader, Path tasks, List<ThreadEntry> found) {
        for (long tid : ProcFile.numbers(tasks)) {
            if (tid != leader.tid) {
                ThreadEntry entry = threads.read(tasks.resolve(Long.toString(tid)), tid, leader);
                if (entry != null) {
                    found.add(entry);
                }
            }
        }
    }

    /**
     * Fills the host's table with every thread there is.
     *
     * @param before those of a look before events began to be kept: who is gone by now may have
     *     made some of them
     * @return how many are known then
     */
    public int scan(HostState host, List<ThreadEntry> before, long time) {
        List<ThreadEntry> known = new ArrayList<>();
        keep(read(host), host, time, known);
        keep(before, host, time, known);
        known.forEach(entry -> ThreadTree.link(entry, host.threads()));
        host.contextChanged();
        return known.size();
    }

    /** Those that are not known yet, as far as there is room. */
    private static void keep(
            List<ThreadEntry> found, HostState host, long time, List<ThreadEntry> known) {
        for (ThreadEntry entry : found) {
            entry.lastSeen = time;
            if (host.threads().get(entry.tid) == null && host.threads().store(entry)) {
                known.add(entry);
            }
        }
    }

    @Override
    public ThreadEntry find(long tid, HostState host, long time) {
        if (!isAffordable(time)) {
            return null;
        }
        long start = System.nanoTime();
        ThreadEntry entry = read(tid, host, time);
        budgetUsed += System.nanoTime() - start;
        return entry;
    }

    /** Of all processes there are, for who did not want them when they were found. */
    public void readEnvironments(HostState host) {
        withEnvironment = true;
        for (long pid : ProcFile.numbers(proc)) {
            ThreadEntry leader = host.threads().get(pid);
            if (leader != null && leader.isMainThread()) {
                ProcThread.readEnvironment(host, leader, proc.resolve(Long.toString(pid)));
            }
        }
        host.contextChanged();
    }

    /** Whether a thread is alive: what the table is purged by. */
    public boolean isAlive(long tid) {
        return Files.exists(proc.resolve(Long.toString(tid)));
    }

    private ThreadEntry read(long tid, HostState host, long time) {
        Path directory = proc.resolve(Long.toString(tid));
        ThreadEntry entry = new ProcThread(host, withEnvironment).read(directory, tid);
        if (entry == null) {
            return null;
        }
        if (entry.isMainThread()) {
            namespaces.setStarts(List.of(entry));
            new ProcFds(host).read(entry, directory);
        } else {
            host.threadOrLookup(entry.pid, time);
        }
        return entry;
    }

    private boolean isAffordable(long time) {
        long second = TimeUnit.NANOSECONDS.toSeconds(time);
        if (second != budgetSecond) {
            budgetSecond = second;
            budgetUsed = 0;
        }
        return budgetUsed < LOOKUP_NANOS_PER_SECOND;
    }
}
