// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.probe.DropCounters;
import dev.saker.probe.DropReason;
import dev.saker.probe.EventHandler;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.probe.ProbeReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens and closes files on every processor and holds the probe's books to account: every event
 * produced was either received or counted as lost. Arguments: seconds, and events a second to be
 * offered; without these as many as the processors make.
 */
public final class KernelDrops {
    private static final int BATCH = 8192;
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final EventHandler IGNORE = (ring, offset, length, cpu) -> {};

    private KernelDrops() {}

    public static void main(String[] arguments) throws Exception {
        Duration time =
                Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 30);
        long eventsPerSecond = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
        Path directory = Files.createTempDirectory("saker-drops");
        try (Probe probe = Probe.open(ProbeOptions.defaults())) {
            probe.attach();
            long made = readUnderLoad(probe, directory, eventsPerSecond, time);
            probe.detach();
            probe.reader().flush(IGNORE);
            report(probe.drops(), probe.reader(), made, time, System.out);
        }
    }

    private static long readUnderLoad(
            Probe probe, Path directory, long eventsPerSecond, Duration time) throws Exception {
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, eventsPerSecond, time)) {
            while (load.isRunning()) {
                probe.reader().poll(IGNORE, BATCH, WAIT);
            }
            return load.awaitEvents();
        }
    }

    private static void report(
            DropCounters drops, ProbeReader reader, long made, Duration time, PrintStream out) {
        out.printf("made by the load   %,14d  (%,d/s)%n", made, made / time.toSeconds());
        out.printf("produced           %,14d%n", drops.produced());
        out.printf("received           %,14d%n", reader.received());
        out.printf("out of order       %,14d%n", reader.stragglers());
        for (DropReason reason : DropReason.values()) {
            if (drops.count(reason) > 0) {
                out.printf("%-18s %,14d%n", reason.label(), drops.count(reason));
            }
        }
        long unaccounted = drops.produced() - reader.received() - drops.lost();
        double part = 100.0 * drops.lost() / Math.max(1, drops.produced());
        out.printf("lost               %,14d  (%.4f %%)%n", drops.lost(), part);
        out.printf("unaccounted for    %,14d%n", unaccounted);
        if (unaccounted != 0) {
            System.exit(1);
        }
    }
}
