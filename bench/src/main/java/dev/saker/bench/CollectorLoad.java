// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The collector alone in its own process while a program opens and closes files at a rate: what it
 * takes of a core, by thread, and of memory, what an event weighs in Kafka, and whether its books
 * balance. Without rules it publishes everything; with rules it keeps to their plan, ordinary work
 * follows, of which it is told what share leaves the node, and forbidden deeds, all of which must.
 *
 * <p>Arguments: the path of the saker script, events per second (0: as many as there can be),
 * seconds, rule files, of which some rule must forbid that cat reads /etc/shadow.
 */
public final class CollectorLoad {
    /** The JIT is still at work for about so long, more if others use the machine. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final int MAX_WARM_UPS = 6;
    private static final String JIT = "C2 CompilerThre";
    private static final double JIT_SETTLED = 0.02; // of a core
    private static final int ROUNDS = 20;
    private static final int FORBIDDEN = 20;

    private final PrintStream out = System.out;
    private final long eventsPerSecond;
    private final Duration time;
    private final List<Path> rules;

    private CollectorLoad(long eventsPerSecond, Duration time, List<Path> rules) {
        this.eventsPerSecond = eventsPerSecond;
        this.time = time;
        this.rules = rules;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("usage: CollectorLoad SCRIPT EVENTS_PER_SECOND SECONDS [RULES...]");
            System.exit(2);
        }
        CollectorLoad bench =
                new CollectorLoad(
                        Long.parseLong(arguments[1]),
                        Duration.ofSeconds(Long.parseLong(arguments[2])),
                        Stream.of(arguments).skip(3).map(Path::of).toList());
        CollectorBench.run(Path.of(arguments[0]), bench::run, bench::report);
    }

    private void report(EventTopic topic) throws Exception {
        EventTopicSize.of(topic).print(out);
        if (!rules.isEmpty()) {
            require(ForbiddenReads.in(topic) == FORBIDDEN, "a forbidden deed did not leave");
        }
    }

    private void run(CollectorProcess collector, Path directory)
            throws IOException, InterruptedException {
        if (!rules.isEmpty()) {
            collector.push(rules);
        }
        warmUp(collector, directory);
        long read = collector.read();
        long dropped = collector.dropped();
        ThreadUsage threads = ThreadUsage.of(collector.pid());
        ProcessUsage before = ProcessUsage.of(collector.pid());
        long published = collector.published();
        long start = System.nanoTime();
        long made = load(directory, time);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        ProcessUsage after = ProcessUsage.of(collector.pid());
        threads = ThreadUsage.of(collector.pid()).since(threads);
        TimeUnit.SECONDS.sleep(2); // what it says of itself is a second old
        published = collector.published() - published;
        read = collector.read() - read;
        dropped = collector.dropped() - dropped;
        require(read + dropped >= made, "events were neither read nor lost");
        Duration cpu = after.cpu().minus(before.cpu());
        out.printf("events made            %,14d  (%,.0f/s)%n", made, rate(made, elapsed));
        out.printf(
                "events published       %,14d  (%,.0f/s)%n", published, rate(published, elapsed));
        out.printf("lost in the kernel     %,14d%n", dropped);
        out.printf("share of a core        %14.1f %%%n", 100 * share(cpu, elapsed));
        threads.print(elapsed, out);
        out.printf("time of one read       %14.2f us%n", cpu.toNanos() / 1e3 / read);
        out.printf("resident memory        %,14d KiB%n", after.residentKib());
        out.printf("  without ring pages   %,14d KiB%n", after.withoutRingsKib());
        if (!rules.isEmpty()) {
            ordinaryWork(collector, directory);
            ForbiddenReads.perform(FORBIDDEN);
        }
    }

    private void ordinaryWork(CollectorProcess collector, Path directory)
            throws IOException, InterruptedException {
        long read = collector.read();
        long published = collector.published();
        OrdinaryWork.perform(directory, ROUNDS);
        TimeUnit.SECONDS.sleep(2);
        read = collector.read() - read;
        published = collector.published() - published;
        out.printf("of ordinary work, read %,14d%n", read);
        out.printf(
                "  of which left        %,14d  (%.2f %%)%n", published, 100.0 * published / read);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private void warmUp(CollectorProcess collector, Path directory)
            throws IOException, InterruptedException {
        double jit = 1;
        for (int round = 0; round < MAX_WARM_UPS && jit > JIT_SETTLED; round++) {
            ThreadUsage before = ThreadUsage.of(collector.pid());
            long start = System.nanoTime();
            load(directory, WARM_UP);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            jit = share(ThreadUsage.of(collector.pid()).since(before).of(JIT), elapsed);
        }
        out.printf("JIT while warming up   %14.1f %%%n", 100 * jit);
    }

    private long load(Path directory, Duration length) throws IOException, InterruptedException {
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, eventsPerSecond, length)) {
            return load.awaitEvents();
        }
    }

    private static double rate(long count, Duration elapsed) {
        return count * 1e9 / elapsed.toNanos();
    }

    private static double share(Duration cpu, Duration elapsed) {
        return (double) cpu.toNanos() / elapsed.toNanos();
    }
}
