// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How many events a second of processor time the collector's reading thread takes from the rings,
 * applies to the host's state and holds against the rules. The collector is stopped while a program
 * fills the rings, and goes on when it has ended: so that the thread works without a pause. Fails
 * if an event is missing.
 *
 * <p>Arguments: the path of the saker script, rounds, rule files.
 */
public final class RingRate {
    /** Of each processor: what is made in a round fills less than half, where shedding begins. */
    private static final int RING_BYTES = 256 << 20;

    private static final long EVENTS_PER_SECOND = 600_000;
    private static final Duration FILLING = Duration.ofSeconds(2);

    /** Java's compiler is at work in them. */
    private static final int WARM_UPS = 5;

    private static final String THREAD = "saker-collector";
    private static final long LIMIT_SECONDS = 60;

    private final PrintStream out = System.out;
    private final int rounds;
    private final List<Path> rules;

    private RingRate(int rounds, List<Path> rules) {
        this.rounds = rounds;
        this.rules = rules;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("usage: RingRate SCRIPT ROUNDS RULES...");
            System.exit(2);
        }
        List<Path> rules = Stream.of(arguments).skip(2).map(Path::of).toList();
        RingRate bench = new RingRate(Integer.parseInt(arguments[1]), rules);
        String capture = "capture: {ring_bytes: " + RING_BYTES + "}";
        CollectorBench.run(Path.of(arguments[0]), capture, bench::run, topic -> {});
    }

    private void run(CollectorProcess collector, Path directory)
            throws IOException, InterruptedException {
        collector.push(rules);
        for (int i = 0; i < WARM_UPS; i++) {
            round(collector, directory);
        }
        double[] rates = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            rates[i] = round(collector, directory);
        }
        out.printf(
                "events a second of the reading thread's processor time: %s%n", Paired.of(rates));
    }

    private double round(CollectorProcess collector, Path directory)
            throws IOException, InterruptedException {
        long read = collector.read();
        long made;
        signal("STOP", collector);
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, EVENTS_PER_SECOND, FILLING)) {
            made = load.awaitEvents();
        } finally {
            signal("CONT", collector);
        }
        long before = nanos(collector.pid());
        long seen = read;
        for (int waited = 0; seen - read < made; waited++) {
            if (waited > LIMIT_SECONDS || collector.dropped() > 0) {
                throw new IllegalStateException("made " + made + ", read " + (seen - read));
            }
            TimeUnit.SECONDS.sleep(1);
            seen = collector.read();
        }
        long used = nanos(collector.pid()) - before;
        out.printf("%,d events in %,d ms%n", seen - read, used / 1_000_000);
        return (seen - read) * 1e9 / used;
    }

    private static void signal(String name, CollectorProcess to)
            throws IOException, InterruptedException {
        List<String> command = List.of("kill", "-" + name, Long.toString(to.pid()));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(command + " failed");
        }
    }

    /** What the reading thread has used, in ns. */
    private static long nanos(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).strip().equals(THREAD)) {
                    String[] numbers = Files.readString(thread.resolve("schedstat")).split(" ");
                    return Long.parseLong(numbers[0]);
                }
            }
        }
        throw new IOException("process " + pid + " has no thread " + THREAD);
    }
}
