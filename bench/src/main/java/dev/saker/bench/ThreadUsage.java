// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Time of the processors that the threads of a process have used so far, by their names as the
 * kernel cuts them (15 characters). Threads of one name are added up; one that has ended is gone.
 */
record ThreadUsage(Map<String, Duration> byName) {
    ThreadUsage {
        byName = Map.copyOf(byName);
    }

    static ThreadUsage of(long pid) throws IOException {
        Map<String, Duration> byName = new HashMap<>();
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                try {
                    String stat = Files.readString(thread.resolve("stat"));
                    byName.merge(name(stat), ProcessUsage.cpu(stat), Duration::plus);
                } catch (NoSuchFileException ended) {
                    continue;
                }
            }
        }
        return new ThreadUsage(byName);
    }

    /** The name stands in brackets, and may hold some itself. */
    static String name(String stat) {
        return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    }

    /** What each has used since then. */
    ThreadUsage since(ThreadUsage before) {
        Map<String, Duration> used = new HashMap<>();
        byName.forEach((name, now) -> used.put(name, now.minus(before.of(name))));
        return new ThreadUsage(used);
    }

    Duration of(String name) {
        return byName.getOrDefault(name, Duration.ZERO);
    }

    /** The shares of a core that are at least a tenth of a percent, the greatest first. */
    void print(Duration elapsed, PrintStream out) {
        byName.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .filter(thread -> thread.getValue().multipliedBy(1000).compareTo(elapsed) >= 0)
                .forEach(
                        thread ->
                                out.printf(
                                        "  %-20s %14.1f %%%n",
                                        thread.getKey(),
                                        100.0 * thread.getValue().toNanos() / elapsed.toNanos()));
    }
}
