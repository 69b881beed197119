// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.ReplayJob;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** A replay as a batch job in this process. */
public final class ReplayRun {
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final long PROGRESS_MILLIS = 1_000;

    private final Source<EventRecord, ?, ?> source;
    private final int parallelism;

    private ReplayRun(Source<EventRecord, ?, ?> source, int parallelism) {
        this.source = source;
        this.parallelism = parallelism;
    }

    /** Of a recording: one host, one task. */
    public static ReplayRun of(Path recording) {
        return new ReplayRun(new RecordingSource(recording), 1);
    }

    public static ReplayRun of(TopicSlice slice, KafkaConnection kafka, RegistryAddress registry) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new ReplayRun(
                ReplayJob.records(kafka, registry, slice.from(), slice.to()),
                Math.max(1, Math.min(cores, slice.from().size())));
    }

    /**
     * What came of it.
     *
     * @param alerts by event time
     * @param counts of the job, by the names in {@link MatchCounters}
     */
    public record Outcome(List<Alert> alerts, Map<String, Object> counts) {
        public long count(String name) {
            return counts.get(name) instanceof Long count ? count : 0;
        }
    }

    /**
     * @param progress is told now and then how many records have been read, and at the end; by one
     *     thread at a time
     * @throws ExecutionException if the job failed
     */
    public Outcome run(List<RuleFile> rules, Matching matching, LongConsumer progress)
            throws Exception {
        StreamExecutionEnvironment environment = environment();
        try {
            DataStream<OutgoingRecord> records =
                    new ReplayJob(rules, matching).addTo(environment, source);
            DataStream.Collector<OutgoingRecord> collector = new DataStream.Collector<>();
            records.filter(record -> record.topic.equals(Topics.ALERTS))
                    .name("alerts")
                    .uid("alerts")
                    .collectAsync(collector);
            JobClient job = environment.executeAsync(ReplayJob.NAME);
            ScheduledExecutorService watch = watch(job, progress);
            try {
                List<Alert> alerts = alerts(collector);
                Map<String, Object> counts =
                        job.getJobExecutionResult().get().getAllAccumulatorResults();
                stop(watch);
                progress.accept(read(counts)); // a short run is over before anybody has looked
                // At the end of its input a batch job takes it that time goes on for ever.
                long last = counts.get(MatchCounters.LAST_TIME) instanceof Long time ? time : 0;
                alerts.removeIf(alert -> alert.time() > last);
                return new Outcome(alerts, counts);
            } finally {
                watch.shutdownNow();
            }
        } finally {
            environment.close();
        }
    }

    private StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    private static List<Alert> alerts(DataStream.Collector<OutgoingRecord> collector)
            throws Exception {
        List<Alert> alerts = new ArrayList<>();
        int start = WireFormat.HEADER_LENGTH;
        CloseableIterator<OutgoingRecord> records = collector.getOutput();
        try {
            while (records.hasNext()) {
                byte[] value = records.next().value;
                alerts.add(AlertCodec.decode(value, start, value.length - start));
            }
        } finally {
            records.close();
        }
        alerts.sort(Comparator.comparingLong(Alert::time).thenComparing(Alert::alertId));
        return alerts;
    }

    private static ScheduledExecutorService watch(JobClient job, LongConsumer progress) {
        ScheduledExecutorService watch =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "saker-replay-progress");
                            thread.setDaemon(true);
                            return thread;
                        });
        watch.scheduleWithFixedDelay(
                () ->
                        job.getAccumulators()
                                .thenAcceptAsync(counts -> progress.accept(read(counts)), watch),
                PROGRESS_MILLIS,
                PROGRESS_MILLIS,
                TimeUnit.MILLISECONDS);
        return watch;
    }

    private static void stop(ScheduledExecutorService watch) throws InterruptedException {
        watch.shutdownNow();
        watch.awaitTermination(1, TimeUnit.SECONDS);
    }

    private static long read(Map<String, Object> counts) {
        long read = 0;
        for (String name :
                List.of(
                        MatchCounters.EVENTS,
                        MatchCounters.MARKERS,
                        MatchCounters.REPEATED,
                        MatchCounters.UNDECODABLE)) {
            read += counts.get(name) instanceof Long count ? count : 0;
        }
        return read;
    }
}
