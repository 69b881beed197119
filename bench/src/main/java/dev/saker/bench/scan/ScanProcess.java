// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one process took from its start to its end.
 *
 * @param cpu of the processors, for all its threads; up to some 20 ms before its end
 * @param peakKib most memory that was resident
 * @param output its lines
 */
record ScanProcess(Duration wall, Duration cpu, long peakKib, List<String> output) {
    private static final int RUNS = 5;

    /**
     * What asks more often takes itself what it measures: a short scan has both processors busy.
     */
    private static final long POLL_MS = 20;

    /** One run after the other, by how long they took. */
    static List<ScanProcess> runs(List<String> command) throws IOException, InterruptedException {
        List<ScanProcess> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(run(command));
        }
        runs.sort(Comparator.comparing(ScanProcess::wall));
        return runs;
    }

    static ScanProcess median(List<ScanProcess> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    static ScanProcess run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("scan", ".out");
        try {
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            long cpu = 0;
            long peak = 0;
            while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                cpu = process.info().totalCpuDuration().map(Duration::toNanos).orElse(cpu);
                peak = Math.max(peak, peak(process.pid()));
            }
            long wall = System.nanoTime() - start;
            List<String> output = new ArrayList<>(Files.readAllLines(said));
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
            return new ScanProcess(Duration.ofNanos(wall), Duration.ofNanos(cpu), peak, output);
        } finally {
            Files.delete(said);
        }
    }

    /** The number behind a word that begins a line. */
    long number(String word) {
        return output.stream()
                .filter(line -> line.startsWith(word))
                .mapToLong(line -> Long.parseLong(line.substring(word.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + word + " in " + output));
    }

    private static long peak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
