// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import dev.saker.bench.rules.MatchTable;
import dev.saker.bench.rules.RecordedEvents;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The detection job, from Kafka through match and correlations to Kafka, with the rules Falco ships
 * and 100 correlations, against a job that only passes the bytes on, and one that only reads them:
 * by turns over the same topic, each in a process of its own. What is measured is the rest of a run
 * that has gone on for a while, on core 0. Fails when an alert of a correlation is missing or too
 * many.
 *
 * <p>Arguments: the folder of the conformance data, whose recording of ordinary work the events are
 * from; events that are measured, rounds, and events before them until Java's compilers have
 * settled: 4000000, 3 and 8000000 unless given.
 */
public final class DetectionRate implements AutoCloseable {

    private static final int CORRELATIONS = 100;
    private static final String ALERT_OF_OURS = "Varied ";
    private static final String WORK = "captures/work.scap.gz";
    private static final int RECORDED = 60_000;

    /** Makes an alert of eight events in ten thousand, which is plenty beside 2 % that matter. */
    private static final int COMPLETE_OF_TEN = 1;

    private static final Duration ALERTS_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final EmbeddedKafka broker;
    private final int warmUp;
    private final int measured;
    private final int expected;
    private int runs;

    /** Records taken by a moment; both times in ns. */
    private record Moment(long records, long cpu, long clock) {}

    /** Records a second of processor time, and of the clock. */
    private record Rate(double perCore, double perSecond) {}

    private DetectionRate(Path directory, Path conformance, int warmUp, int measured)
            throws Exception {
        this.directory = directory;
        this.warmUp = warmUp;
        this.measured = measured;
        List<RuleSource> files = new ArrayList<>(MatchTable.falco(conformance));
        files.add(new RuleSource("varied.yaml", VariedCorrelations.text(CORRELATIONS)));
        RuleSet rules = CorrelationTable.compile(files);
        this.broker = new EmbeddedKafka(directory.resolve("kafka"), 0);
        broker.start();
        KafkaConnection kafka = KafkaConnection.plaintext(broker.bootstrap());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            Topics.create(admin, TopicOptions.defaults());
        }
        List<RuleFile> texts =
                files.stream().map(file -> new RuleFile(file.name(), file.text())).toList();
        new RuleSetTopic(kafka, new LocalSchemaRegistry())
                .pushForAllTime(new RuleFiles(texts), "bench");
        int all = warmUp + measured;
        int projection = FieldGroup.DEFAULT | rules.fieldGroups();
        Instant start = Instant.now().minusNanos(WatchedStream.span(all));
        WatchedStream stream =
                new WatchedStream(
                        CORRELATIONS,
                        projection,
                        start.getEpochSecond() * 1_000_000_000L,
                        RecordedEvents.atOneTime(conformance.resolve(WORK), projection, RECORDED),
                        COMPLETE_OF_TEN);
        WatchedTopic.write(broker.bootstrap(), stream, all);
        this.expected = stream.alerts();
        System.out.printf(
                "%d rules, %d correlations, %d events, %d alerts of correlations%n",
                rules.rules().size(), CORRELATIONS, all, expected);
    }

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4_000_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        int warmUp = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 8_000_000;
        Path directory = Files.createTempDirectory("saker-detection-rate");
        try (DetectionRate bench =
                new DetectionRate(directory, Path.of(arguments[0]), warmUp, events)) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                bench.run(RateProcess.READ);
                Rate pass = bench.run(RateProcess.PASS);
                Rate detect = bench.run(RateProcess.DETECT);
                ratios[round] = detect.perCore() / pass.perCore();
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "detection / passthrough, median: %.2f (%.2f to %.2f)%n",
                    ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
        }
        System.exit(0); // the broker leaves threads behind
    }

    private Rate run(String what) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                KafkaConsumer<byte[], byte[]> alerts = alertsFromHere()) {
            NewTopic passed = new NewTopic(RateProcess.PASSED_ON, 1, (short) 1);
            admin.createTopics(List.of(passed)).all().get();
            boolean detects = what.equals(RateProcess.DETECT);
            Rate rate = measure(what, () -> awaitAlerts(alerts, detects ? expected : 0));
            System.out.printf(
                    "%-7s %,12.0f events/s of processor time, %,12.0f events/s%n",
                    what, rate.perCore(), rate.perSecond());
            admin.deleteTopics(List.of(RateProcess.PASSED_ON)).all().get();
            return rate;
        }
    }

    private Rate measure(String what, Runnable check) throws IOException {
        Path log = directory.resolve(what + runs + ".log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx700m",
                                "-XX:+UseSerialGC", // as Java chooses on one core
                                "-XX:InlineSmallCode=500", // these two as ./saker does
                                "-XX:FreqInlineSize=60",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RateProcess.class.getName(),
                                broker.bootstrap(),
                                what,
                                what + runs++,
                                Integer.toString(warmUp))
                        .redirectError(log.toFile())
                        .start();
        try (BufferedReader said = process.inputReader()) {
            Rate rate = rate(moments(said, log));
            check.run();
            return rate;
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private List<Moment> moments(BufferedReader lines, Path log) throws IOException {
        List<Moment> moments = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            Moment moment =
                    new Moment(
                            Long.parseLong(words[0]),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]));
            if (moment.records() >= warmUp + measured) {
                return moments;
            }
            moments.add(moment);
        }
        throw new IllegalStateException("the job ended before the events did, see " + log);
    }

    private Rate rate(List<Moment> moments) {
        Moment first = moments.get(0);
        Moment last = moments.get(moments.size() - 1);
        double records = last.records() - first.records();
        if (records < measured / 2.0) {
            throw new IllegalStateException("too few events to measure");
        }
        return new Rate(
                records / ((last.cpu() - first.cpu()) / 1e9),
                records / ((last.clock() - first.clock()) / 1e9));
    }

    private KafkaConsumer<byte[], byte[]> alertsFromHere() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(Map.of("bootstrap.servers", broker.bootstrap()), bytes, bytes);
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.ALERTS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private static void awaitAlerts(KafkaConsumer<byte[], byte[]> alerts, int expected) {
        Set<String> ids = new HashSet<>();
        long deadline = System.nanoTime() + ALERTS_LIMIT.toNanos();
        while (ids.size() < expected && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : alerts.poll(Duration.ofMillis(200))) {
                if (header(record, AlertRecords.RULE).startsWith(ALERT_OF_OURS)) {
                    ids.add(header(record, AlertRecords.ALERT_ID));
                }
            }
        }
        if (ids.size() != expected) {
            throw new IllegalStateException(
                    ids.size() + " alerts of correlations, expected " + expected);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        broker.close();
    }
}
