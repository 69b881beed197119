// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import dev.saker.scap.file.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What reading and scanning recordings costs, each row a process of its own, by wall clock from its
 * start to its end, with the processor time beside it. Recordings are made where they are missing,
 * from ordinary work on this host (needs root), and kept. Answers are asserted: how many events
 * there are, that no rule matches ordinary work, an alert for each deed that was put into the hard
 * recording, and as many alerts as Falco gives for its deeds.
 *
 * <p>Arguments: the saker script, the folder of the conformance data, a folder for the recordings,
 * and, if wanted, an ordinary recording to take instead of making one.
 */
public final class ScanTable {
    /** At about a hundred bytes an event, some twelve millions of them. */
    private static final int MEGABYTES = 1_240;

    private static final long SMALL = 20_000;
    private static final long CROWD = 30_000;
    private static final int FILES_EACH = 9;
    private static final long SHORT_LIVES = 1_000_000;
    private static final int SHOWN = 5;
    private static final String DETECTED = "Events detected: ";

    private final Path saker;
    private final Path conformance;
    private final Recordings recordings;

    private ScanTable(Path saker, Path conformance, Recordings recordings) {
        this.saker = saker;
        this.conformance = conformance;
        this.recordings = recordings;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3 || arguments.length > 4) {
            System.err.println("usage: ScanTable SCRIPT CONFORMANCE FOLDER [RECORDING]");
            System.exit(2);
        }
        Path saker = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        Path ordinary = folder.resolve("ordinary.scap");
        if (arguments.length == 4) {
            ordinary = Path.of(arguments[3]);
        } else if (!Files.exists(ordinary)) {
            new WorkRecording(saker, folder.resolve("work")).make(ordinary, MEGABYTES);
        }
        Recordings recordings = new Recordings(folder, ordinary);
        new ScanTable(saker, Path.of(arguments[1]), recordings).run();
    }

    private void run() throws IOException, InterruptedException {
        Path none = recordings.text("none.yaml", "[]\n");
        Path stable = conformance.resolve("rules/falco_rules.yaml");
        Path varied = unpacked("rules/stable_x100_varied.yaml.gz");
        List<Path> all =
                List.of(
                        stable,
                        conformance.resolve("rules/falco-incubating_rules.yaml"),
                        conformance.resolve("rules/falco-sandbox_rules.yaml"));
        Path ordinary = recordings.ordinary();
        Path hard = recordings.hard();
        Path small = recordings.small(SMALL);
        checkDeeds(List.of(stable), "triggers.stable.first");
        checkDeeds(all, "triggers.all3.first");
        ScanProcess.run(List.of("sync")); // what was written just now is not to be written beside

        read("reader and decoder", ordinary);
        read("the same, gzip", recordings.packed());
        scan("scan, no rules", ordinary, List.of(none), 0);
        scan("scan, stable rules", ordinary, List.of(stable), 0);
        scan("scan, all three files", ordinary, all, 0);
        double loading = scan("stable x100, 20,000 events", small, List.of(varied), 0);
        scan("scan, stable x100, loading off", ordinary, List.of(varied), loading);
        scan("hard, stable rules", hard, List.of(stable), 0, recordings.deeds());
        // Of the varied rules those of one copy are about the file of the deeds.
        scan("hard, stable x100, loading off", hard, List.of(varied), loading, recordings.deeds());
        scan("20,000 events, stable rules", small, List.of(stable), 0);
        scan("30,000 threads, 300,000 fds", recordings.crowd(CROWD, FILES_EACH), List.of(none), 0);
        scan("1,000,000 short lives", recordings.shortLives(SHORT_LIVES), List.of(none), 0);
        allocation(ordinary, stable);
    }

    private void read(String row, Path recording) throws IOException, InterruptedException {
        List<ScanProcess> reads =
                ScanProcess.runs(
                        List.of(
                                java(),
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                // As ./saker has them for long recordings.
                                "-XX:InlineSmallCode=500",
                                "-XX:FreqInlineSize=60",
                                "-cp",
                                jar(ReadRecording.class) + ":" + jar(RecordingReader.class),
                                ReadRecording.class.getName(),
                                recording.toString()));
        long events = recordings.events(recording);
        for (ScanProcess read : reads) {
            long counted = Long.parseLong(read.output().get(0));
            if (counted != events) {
                throw new IllegalStateException(row + ": " + counted + " events, not " + events);
            }
        }
        print(row, events, ScanProcess.median(reads), 0);
    }

    /**
     * Returns how long it took, in seconds.
     *
     * @param without the seconds that do not count
     * @param wanted so many alerts
     */
    private double scan(String row, Path recording, List<Path> rules, double without, long wanted)
            throws IOException, InterruptedException {
        List<ScanProcess> scans = ScanProcess.runs(command(recording, rules));
        for (ScanProcess scan : scans) {
            if (scan.number(DETECTED) != wanted) {
                throw new IllegalStateException(
                        row + ": not " + wanted + " alerts, but " + beginning(scan.output()));
            }
        }
        ScanProcess median = ScanProcess.median(scans);
        print(row, recordings.events(recording), median, without);
        return seconds(median);
    }

    private static String beginning(List<String> lines) {
        return lines.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    }

    private double scan(String row, Path recording, List<Path> rules, double without)
            throws IOException, InterruptedException {
        return scan(row, recording, rules, without, 0);
    }

    /** As many alerts as Falco gives. */
    private void checkDeeds(List<Path> rules, String expected)
            throws IOException, InterruptedException {
        Path deeds = conformance.resolve("captures/triggers.scap.gz");
        List<String> scan = new ArrayList<>(command(deeds, rules));
        scan.addAll(List.of("--match", expected.substring(expected.lastIndexOf('.') + 1)));
        long alerts = ScanProcess.run(scan).number(DETECTED);
        Path answers = conformance.resolve("expected/" + expected + ".jsonl.gz");
        long wanted;
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(answers))) {
            wanted = new String(stream.readAllBytes()).lines().count();
        }
        System.out.printf("%-34s %d alerts, Falco's are %d%n", expected, alerts, wanted);
        if (alerts != wanted) {
            throw new IllegalStateException("not as many alerts as Falco gives");
        }
    }

    private void allocation(Path recording, Path rules) throws IOException, InterruptedException {
        ScanProcess scan =
                ScanProcess.run(
                        List.of(
                                java(),
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ScanAllocation.class.getName(),
                                recording.toString(),
                                rules.toString()));
        System.out.printf("%-34s %s%n", "allocation, stable rules", scan.output().get(0));
    }

    private List<String> command(Path recording, List<Path> rules) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(saker.toString(), "scan", "--capture", recording.toString()));
        for (Path file : rules) {
            command.addAll(List.of("--rules", file.toString()));
        }
        return command;
    }

    private Path unpacked(String name) throws IOException {
        try (InputStream stream =
                new GZIPInputStream(Files.newInputStream(conformance.resolve(name)))) {
            return recordings.text("varied.yaml", new String(stream.readAllBytes()));
        }
    }

    private static void print(String row, long events, ScanProcess process, double without) {
        double wall = seconds(process) - without;
        System.out.printf(
                "%-34s %9d events %7.2f s wall %7.2f s processor %7.2f M events/s %5d MiB%n",
                row,
                events,
                seconds(process),
                process.cpu().toNanos() / 1e9,
                events / wall / 1e6,
                process.peakKib() >> 10);
    }

    private static double seconds(ScanProcess process) {
        return process.wall().toNanos() / 1e9;
    }

    /** Alone: a class path of hundreds would have to be opened. */
    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
