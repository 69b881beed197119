// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.kafka.KafkaConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * From a system call to the alert's line on standard output, through the real `saker up` in its own
 * process: once on an idle host and once for each load. Both ends are timed by this process's
 * clock.
 *
 * <p>Arguments: the path of the saker script, then perhaps {@code host} or {@code sorted} to time a
 * correlation whose keys are the host's, or none's, in place of a rule, or {@code committed} to
 * time the rule until who reads committed records has its alert, which waits for the checkpoints of
 * `saker up` (5 s apart); then loads in events per second, then, after `--`, rule files to load
 * beside the one that is timed.
 */
public final class AlertLatency implements AutoCloseable {
    private static final int WARM_UP = 300;
    private static final int SAMPLES = 1_500;
    private static final double MEAN_PAUSE_MS = 20; // long beside no batching interval in the way
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STRAGGLER_LIMIT = Duration.ofSeconds(20);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final String PREFIX = "timed-";
    private static final String RULE = "rule";
    private static final String COMMITTED = "committed";
    private static final String RULE_HEAD =
            "- rule: Timed file opened\n  desc: The benchmark opened a file of its own.\n";

    /** How what is timed begins. Each file is opened once, and so is a key of its own. */
    private static final Map<String, String> FORMS =
            Map.of(
                    RULE,
                    RULE_HEAD,
                    COMMITTED,
                    RULE_HEAD,
                    "host",
                    counted("evt.hostname, fd.name"),
                    "sorted",
                    counted("fd.name"));

    private final Path directory;
    private final Process saker;
    private final int kafkaPort;
    private final boolean committed;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final AtomicLongArray opened = new AtomicLongArray(1 << 20);
    private final SplittableRandom pauses = new SplittableRandom(1);
    private volatile ConcurrentHistogram histogram = newHistogram();
    private int sent;

    private AlertLatency(Path script, Path directory, String form, List<String> rules)
            throws IOException {
        this.directory = directory;
        committed = form.equals(COMMITTED);
        kafkaPort = CollectorProcess.freePort();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                script.toString(),
                                "up",
                                "--json",
                                "--kafka-port",
                                Integer.toString(kafkaPort)));
        for (String file : rules) {
            command.addAll(List.of("--rules", file));
        }
        command.addAll(List.of("--rules", timedRule(form).toString()));
        saker = new ProcessBuilder(command).start();
        saker.getOutputStream().close();
        follow("alerts", this::readAlerts);
        follow("speech", this::readSpeech);
    }

    private static String counted(String by) {
        return "- correlation: Timed file opened\n  type: event_count\n  by: ["
                + by
                + "]\n  within: 1s\n  threshold: {gte: 1}\n";
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        List<String> rules = words.subList(Math.min(end + 1, words.size()), words.size());
        boolean named = end > 1 && FORMS.containsKey(words.get(1));
        String form = named ? words.get(1) : RULE;
        Path directory = Files.createTempDirectory("saker-latency");
        try (AlertLatency bench = new AlertLatency(Path.of(words.get(0)), directory, form, rules)) {
            bench.awaitReady();
            if (bench.committed) {
                KafkaConnection kafka = KafkaConnection.plaintext("127.0.0.1:" + bench.kafkaPort);
                CommittedAlerts.follow(kafka, bench::take);
            }
            bench.measure(words.subList(named ? 2 : 1, end));
        }
    }

    private void measure(List<String> loads) throws Exception {
        sample(WARM_UP);
        LatencyTable table = new LatencyTable(System.out);
        table.row("idle", sample(SAMPLES));
        for (String load : loads) {
            table.row(load + " events/s", sampleUnder(Long.parseLong(load)));
        }
    }

    private LatencyTable.Sample sampleUnder(long eventsPerSecond) throws Exception {
        Duration time = Duration.ofMinutes(5); // longer than the sampling, which ends it
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, eventsPerSecond, time)) {
            sample(WARM_UP / 3);
            LatencyTable.Sample sample = sample(SAMPLES);
            if (!load.isRunning()) {
                throw new IllegalStateException("the load ended before the measurement did");
            }
            return sample;
        }
    }

    private LatencyTable.Sample sample(int count) throws Exception {
        histogram = newHistogram();
        for (int i = 0; i < count; i++) {
            pause();
            Path timed = directory.resolve(PREFIX + sent);
            opened.set(sent++, System.nanoTime());
            Files.createFile(timed);
            Files.delete(timed);
        }
        long deadline = System.nanoTime() + STRAGGLER_LIMIT.toNanos();
        while (histogram.getTotalCount() < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return new LatencyTable.Sample(count, histogram);
    }

    private Path timedRule(String form) throws IOException {
        String condition =
                "  condition: evt.type in (open, openat, openat2) and fd.name startswith "
                        + directory
                        + "/"
                        + PREFIX
                        + "\n";
        String rest = "  output: \"opened %fd.name\"\n  priority: DEBUG\n";
        return Files.writeString(
                directory.resolve("timed.yaml"), FORMS.get(form) + condition + rest);
    }

    /** Exponential pauses, so that no sample keeps step with a timer of the pipeline. */
    private void pause() throws InterruptedException {
        double pauseMs = -Math.log(1 - pauses.nextDouble()) * MEAN_PAUSE_MS;
        TimeUnit.MICROSECONDS.sleep((long) (pauseMs * 1_000));
    }

    private void awaitReady() throws InterruptedException {
        if (!ready.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("saker was not ready after " + START_LIMIT);
        }
    }

    @Override
    public void close() {
        saker.destroy();
        try {
            saker.waitFor(STRAGGLER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        saker.destroyForcibly();
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void follow(String name, Reading reading) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                reading.run();
                            } catch (IOException e) {
                                return; // the process is gone, and its pipe with it
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
    }

    private static ConcurrentHistogram newHistogram() {
        return new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    }

    private void readAlerts() throws IOException {
        try (BufferedReader lines = reader(saker.getInputStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!committed) {
                    take(line);
                }
            }
        }
    }

    private void take(String alert) {
        long now = System.nanoTime();
        int at = alert.indexOf("/" + PREFIX);
        if (at >= 0) {
            int number = number(alert, at + 1 + PREFIX.length());
            histogram.recordValue(now - opened.get(number));
        }
    }

    private static int number(String line, int from) {
        int to = from;
        while (Character.isDigit(line.charAt(to))) {
            to++;
        }
        return Integer.parseInt(line, from, to, 10);
    }

    private void readSpeech() throws IOException {
        try (BufferedReader lines = reader(saker.getErrorStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println(line);
                if (line.equals("saker: ready")) {
                    ready.countDown();
                }
            }
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
