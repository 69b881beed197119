// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.collector.PlannedRules;
import dev.saker.collector.SensorPlan;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * What the probe costs the programs it watches: processor time, user and system, of four kinds of
 * work in interleaved pairs with and without it. With the plan of the rules; without rules with
 * everything ordinary. Usage: ProbeOverhead PAIRS [RULES...]
 */
public final class ProbeOverhead {
    private static final String SOURCE = "workload.c";
    private static final Duration POLL = Duration.ofMillis(10);

    /** Each takes one to two seconds, so that a pair sees the same machine. */
    private enum Work {
        OPEN(1_000_000),
        SPAWN(1_000),
        SHELL(1_000),
        BUILD(30);

        private final int times;

        Work(int times) {
            this.times = times;
        }
    }

    private final Path directory;
    private final Path program;
    private final Probe probe;
    private final ProbeOptions options;

    private ProbeOverhead(Path directory, ProbeOptions options) throws Exception {
        this.directory = directory;
        this.program = compiled(directory);
        this.options = options;
        this.probe = Probe.open(options);
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1) {
            System.err.println("usage: ProbeOverhead PAIRS [RULES...]");
            System.exit(2);
        }
        int pairs = Integer.parseInt(arguments[0]);
        List<Path> rules = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            rules.add(Path.of(arguments[i]));
        }
        measure(pairs, rules, 1);
    }

    /**
     * @param share of each work that is done: less for a test
     */
    static void measure(int pairs, List<Path> rules, double share) throws Exception {
        Path directory = Files.createTempDirectory("saker-overhead");
        ProbeOverhead overhead =
                new ProbeOverhead(
                        directory,
                        ProbeOptions.defaults().withEvents(plan(rules).selection(false)));
        System.out.println("work, ms without, ms with, ratio of pairs (95 %), events, lost");
        for (Work work : Work.values()) {
            System.out.println(overhead.measure(work, pairs, share));
        }
        overhead.probe.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static SensorPlan plan(List<Path> rules) throws IOException {
        if (rules.isEmpty()) {
            return SensorPlan.everything();
        }
        List<RuleSource> sources = new ArrayList<>();
        for (Path file : rules) {
            sources.add(new RuleSource(file.toString(), Files.readString(file)));
        }
        Compilation compilation = RuleCompiler.compile(sources, CompilerOptions.defaults());
        PlannedRules planned = new PlannedRules(compilation.ruleSet().orElseThrow(), false);
        return SensorPlan.following(List.of(planned), new BitSet(), Set.of(), 0);
    }

    private String measure(Work work, int pairs, double share) throws Exception {
        double[] ratios = new double[pairs];
        double without = 0;
        double with = 0;
        long before = probe.reader().received();
        long lostBefore = probe.drops().lost();
        run(work, share);
        for (int pair = 0; pair < pairs; pair++) {
            // By turns which comes first: what drifts must not favour one of them.
            double first = pair % 2 == 0 ? run(work, share) : watched(work, share);
            double second = pair % 2 == 0 ? watched(work, share) : run(work, share);
            double bare = pair % 2 == 0 ? first : second;
            double seen = pair % 2 == 0 ? second : first;
            ratios[pair] = seen / bare;
            without += bare / pairs;
            with += seen / pairs;
        }
        return String.format(
                "%s, %.0f, %.0f, %s, %d, %d",
                work,
                without / 1000,
                with / 1000,
                Paired.of(ratios),
                probe.reader().received() - before,
                probe.drops().lost() - lostBefore);
    }

    /** The same beside a reader that empties the rings. */
    private double watched(Work work, double share) throws Exception {
        probe.attach();
        Thread reader = new Thread(this::read, "reader");
        reader.start();
        try {
            return run(work, share);
        } finally {
            reader.interrupt();
            reader.join();
            probe.detach();
        }
    }

    private void read() {
        while (!Thread.currentThread().isInterrupted()) {
            probe.reader().poll((ring, offset, length, cpu) -> {}, Integer.MAX_VALUE);
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
        probe.reader().flush((ring, offset, length, cpu) -> {});
    }

    private double run(Work work, double share) throws IOException, InterruptedException {
        long times = Math.max(1, (long) (work.times * share));
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                work.name().toLowerCase(java.util.Locale.ROOT),
                                Long.toString(times),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the workload " + work + " failed");
        }
        return Double.parseDouble(said);
    }

    private static Path compiled(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        try (InputStream code = ProbeOverhead.class.getResourceAsStream(SOURCE)) {
            Files.write(source, code.readAllBytes());
        }
        Path program = directory.resolve("workload");
        Process compiler =
                new ProcessBuilder("gcc", "-O2", "-o", program.toString(), source.toString())
                        .inheritIO()
                        .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("gcc failed on " + source);
        }
        return program;
    }
}
