// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import dev.saker.jobs.DetectionJob;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.alert.AlertCounters;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.run.Correlator;
import dev.saker.rules.correlate.run.StepMatcher;
import dev.saker.rules.event.AvroEventView;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The detection job with three tasks for keys, once over hits of a thousand keys alike, once over
 * hits nine of ten of which are of one key: what the tasks of the keys take of processors, and what
 * the busiest of them takes, by turns in one process. Fails when there are other alerts than a scan
 * finds.
 *
 * <p>Arguments: events of a run and rounds; 600000 and 3 unless given.
 */
public final class SkewedKeys implements AutoCloseable {
    private static final int TASKS = 3;
    private static final int KEYS = 1_000;

    /** One of so many events is a hit. */
    private static final int EVERY = 4;

    /** Events at the end of which none is a hit, so that event time passes all hits. */
    private static final int QUIET = 60_000;

    /** Rounds until Java's compilers have settled. */
    private static final int WARM_UP = 2;

    private static final String VERTEX = "correlate across hosts";
    private static final long LIMIT_NANOS = 120_000_000_000L;
    private static final String RULES =
            """
            - macro: watched
              condition: evt.type in (open, openat, openat2) and fd.name startswith /srv/watched/
            - {correlation: Count, type: event_count, condition: watched, by: [fd.directory], within: 10s, threshold: {gte: 500}, output: "%corr.count", priority: NOTICE}
            - {correlation: Values, type: value_count, condition: watched, by: [fd.directory], field: fd.name, within: 10s, threshold: {gte: 30}, output: "%corr.distinct", priority: NOTICE}
            - {correlation: Sum, type: value_sum, condition: watched, by: [fd.directory], field: evt.rawres, within: 10s, threshold: {gte: 3000}, output: "%corr.value", priority: NOTICE}
            - correlation: Steps
              type: temporal_ordered
              by: [fd.directory]
              within: 10s
              steps:
                - {id: one, condition: watched and fd.filename = n1}
                - {id: not, not: true, condition: watched and fd.filename = n2}
                - {id: two, condition: watched and fd.filename = n3}
              output: "%one.fd.name %two.fd.name"
              priority: NOTICE
            """;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Path directory;
    private final EmbeddedKafka broker;
    private final RuleSet rules;
    private final int events;
    private int runs;

    /** Processor time in ns of the tasks of keys together, and of the busiest. */
    private record Cost(long all, long busiest) {}

    /** Events of a topic, and how many alerts they raise. */
    private record Written(String topic, int alerts) {}

    private SkewedKeys(Path directory, int events) throws Exception {
        this.directory = directory;
        this.events = events;
        this.rules = CorrelationTable.compile(List.of(new RuleSource("skewed.yaml", RULES)));
        this.broker = new EmbeddedKafka(directory.resolve("kafka"), 0);
        broker.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            Topics.create(admin, TopicOptions.defaults());
        }
        new RuleSetTopic(KafkaConnection.plaintext(broker.bootstrap()), new LocalSchemaRegistry())
                .pushForAllTime(
                        new RuleFiles(List.of(new RuleFile("skewed.yaml", RULES))), "bench");
    }

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 600_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (SkewedKeys bench = new SkewedKeys(Files.createTempDirectory("saker-skew"), events)) {
            Written uniform = bench.write("saker.bench.uniform", 0);
            Written skewed = bench.write("saker.bench.skewed", 90);
            for (int round = 0; round < WARM_UP; round++) {
                bench.run(uniform);
                bench.run(skewed);
            }
            double[] all = new double[rounds];
            double[] busiest = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                Cost even = bench.run(uniform);
                Cost uneven = bench.run(skewed);
                all[round] = (double) uneven.all() / even.all();
                busiest[round] = (double) uneven.busiest() / even.busiest();
            }
            Arrays.sort(all);
            Arrays.sort(busiest);
            System.out.printf(
                    "90 %% of one key / uniform, median: %.2f all tasks of keys (%.2f to %.2f),"
                            + " %.2f the busiest (%.2f to %.2f)%n",
                    all[rounds / 2],
                    all[0],
                    all[rounds - 1],
                    busiest[rounds / 2],
                    busiest[0],
                    busiest[rounds - 1]);
        }
        System.exit(0); // the broker leaves threads behind
    }

    private Written write(String topic, int percentOfOne) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        long start = Instant.now().minusNanos(WatchedStream.span(events)).getEpochSecond();
        WatchedTopic.write(broker.bootstrap(), topic, stream(percentOfOne, start), events);
        int alerts = scan(stream(percentOfOne, start));
        System.out.printf("%s: %d events, %d alerts%n", topic, events, alerts);
        return new Written(topic, alerts);
    }

    private WatchedStream stream(int percentOfOne, long startSeconds) {
        int projection = FieldGroup.DEFAULT | rules.fieldGroups();
        return new WatchedStream(
                new Paths(percentOfOne), EVERY, projection, startSeconds * 1_000_000_000L);
    }

    /** Files of a folder for each key. */
    private final class Paths implements Supplier<String> {
        private final SplittableRandom random = new SplittableRandom(1);
        private final int percentOfOne;
        private int given;

        Paths(int percentOfOne) {
            this.percentOfOne = percentOfOne;
        }

        @Override
        public String get() {
            boolean hit = ++given < (events - QUIET) / EVERY;
            int key = random.nextInt(100) < percentOfOne ? 0 : random.nextInt(KEYS);
            String folder = hit ? "/srv/watched/k" : "/srv/other/k";
            return folder + key + "/n" + random.nextInt(40);
        }
    }

    private int scan(WatchedStream stream) {
        int[] alerts = new int[1];
        CorrelationSet set = rules.correlations();
        Correlator correlator = new Correlator(set, (match, moment) -> alerts[0]++);
        StepMatcher steps = new StepMatcher(set);
        AvroEventView view = new AvroEventView();
        for (int i = 0; i < events; i++) {
            byte[] record = stream.next();
            view.wrap(record, 0, record.length);
            correlator.advanceTo(view.time());
            steps.match(view, () -> "node-1", i, correlator::apply);
        }
        return alerts[0];
    }

    private Cost run(Written written) throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        String name = "skew-" + runs++;
        // Flink keeps checkpoints in memory otherwise, of 5 MB at most, and the job fails over and
        // over.
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve(name).toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(TASKS, settings);
        new DetectionJob(config(written.topic(), name)).addTo(environment);
        JobClient job = environment.executeAsync(name);
        await(job, MatchCounters.EVENTS, events);
        await(job, AlertCounters.ALERTS, written.alerts());
        Cost cost = cost();
        job.cancel().get();
        System.out.printf(
                "%-20s %6.0f ms in %d tasks, %6.0f ms in the busiest%n",
                written.topic(), cost.all() / 1e6, TASKS, cost.busiest() / 1e6);
        return cost;
    }

    private DetectionJobConfig config(String topic, String name) {
        String text =
                """
                kafka: {bootstrap_servers: '%s'}
                topics: {events: %s}
                group: %s
                start_from: earliest
                parallelism: %d
                transactions: {prefix: %s}
                """
                        .formatted(broker.bootstrap(), topic, name, TASKS, name);
        return YamlConfig.parse(name, text, DetectionJobConfig.class);
    }

    /** Exactly so many, for what comes of the last records comes with them. */
    private static void await(JobClient job, String counter, long wanted) throws Exception {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        long count = -1;
        while (count < wanted && System.nanoTime() < deadline) {
            Thread.sleep(100);
            count = job.getAccumulators().get().get(counter) instanceof Long known ? known : 0;
        }
        if (count != wanted) {
            throw new IllegalStateException(count + " of " + counter + ", expected " + wanted);
        }
    }

    /** Of the tasks' threads up to now. */
    private Cost cost() {
        long all = 0;
        long busiest = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(VERTEX)) {
                long time = threads.getThreadCpuTime(thread.getThreadId());
                all += time;
                busiest = Math.max(busiest, time);
            }
        }
        return new Cost(all, busiest);
    }

    @Override
    public void close() {
        broker.close();
    }
}
