// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.EventTimestamps;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.marker.MarkerWatermarks;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.run.CorrelationRun;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * What some hosts send for a minute, by a seed: each in its order, with many events in one
 * millisecond and some at one time; those of different hosts out of order by up to three seconds.
 */
public final class RandomHosts {
    /** When all of them begin, ns. */
    public static final long START = 1_700_000_000_000_000_000L;

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final int SECONDS = 60;
    private static final int HOSTS = 4;
    private static final int LOST = 5;
    private static final int NEVER = -1;

    private static final long RUN = 7;
    private static final int CROWD_USERS = 40;

    private final int crowd;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, Long> lastRuns = new HashMap<>();
    private long end;

    /** A record, and when it is appended where. */
    private record Sent(String node, long time, long sequence, long append, EventRecord record) {}

    public RandomHosts(long seed) {
        this(seed, 0, 0);
    }

    /**
     * @param crowd so many events a second of each host, nine of ten of one user; 0 for a few of
     *     each
     */
    private RandomHosts(long seed, int restarted, int crowd) {
        this.crowd = crowd;
        SplittableRandom random = new SplittableRandom(seed);
        for (int host = 0; host < HOSTS; host++) {
            int restart = host < HOSTS - restarted ? NEVER : 20 + 5 * host;
            host("host-" + host, host % 2, restart, random.split());
        }
    }

    /** The collectors of so many, the last ones, lose some events and are started anew. */
    public static RandomHosts withRestarts(long seed, int restarted) {
        return new RandomHosts(seed, restarted, 0);
    }

    /** So many events a second of each host, nine of ten of one user. */
    public static RandomHosts crowded(long seed, int perSecond) {
        return new RandomHosts(seed, 0, perSecond);
    }

    private void host(String node, int partition, int restart, SplittableRandom random) {
        long run = RUN;
        long sequence = 0;
        long append = START / MILLI;
        long time = START;
        int lag = random.nextInt(3_000);
        for (int second = 0; second <= SECONDS; second++) {
            long from = START + second * SECOND;
            if (second == restart - 1) {
                sequence += LOST;
            } else if (second == restart) {
                run++;
                sequence = 0;
            }
            append = Math.max(append, from / MILLI + random.nextInt(lag + 1));
            add(node, partition, marker(node, from, run, sequence), from, sequence++, append);
            int count = crowd == 0 ? random.nextInt(5) : crowd;
            time = Math.max(time, from);
            for (int event = 0; event < count; event++) {
                time = Math.min(time + nextStep(random), from + SECOND - 1);
                append = Math.max(append, time / MILLI + random.nextInt(lag + 1));
                byte[] body = event(node, time, run, sequence, random).body();
                EventRecord record = EventRecord.of("events", sequence, body, time);
                add(node, partition, record, time, sequence++, append);
            }
        }
        lastRuns.put(node, run);
        end = START + (SECONDS + 10) * SECOND;
        add(node, partition, marker(node, end, run, sequence), end, sequence, end / MILLI);
    }

    private long nextStep(SplittableRandom random) {
        return crowd == 0 ? step(random) : random.nextLong(2 * SECOND / crowd);
    }

    /** Often none, often less than a millisecond, and often exactly to a second. */
    private static long step(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(900_000);
            case 2 -> 250 * MILLI;
            default -> random.nextInt(600) * MILLI;
        };
    }

    private TestEvent event(
            String node, long time, long run, long sequence, SplittableRandom random) {
        String step = String.valueOf("aaabbbccddu".charAt(random.nextInt(11)));
        return new TestEvent(
                node,
                time,
                run,
                sequence,
                "/" + step + "/" + random.nextInt(5),
                crowd == 0 ? "user-" + random.nextInt(3) : crowdUser(random),
                random.nextInt(10));
    }

    private static String crowdUser(SplittableRandom random) {
        return random.nextInt(10) == 0 ? "user-" + random.nextInt(CROWD_USERS) : "crowd";
    }

    private static EventRecord marker(String node, long time, long run, long sequence) {
        return EventRecord.ofMarker("events", new MarkerMessage(node, time, run, sequence, false));
    }

    private void add(
            String node, int partition, EventRecord record, long time, long sequence, long append) {
        record.partition = partition;
        record.key = node.getBytes();
        record.appendTime = append;
        sent.add(new Sent(node, time, sequence, append, record));
    }

    /** The run that the collector of a host ends in. */
    public long lastRun(String node) {
        return lastRuns.get(node);
    }

    /** Time of the last sign of every host. */
    public long end() {
        return end;
    }

    /** As they lie in the topic. */
    public List<List<EventRecord>> partitions() {
        List<List<EventRecord>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
        sent.stream()
                .sorted(Comparator.comparingLong(Sent::append))
                .forEach(one -> partitions.get(one.record.partition).add(one.record));
        partitions.forEach(
                records -> {
                    for (int i = 0; i < records.size(); i++) {
                        records.get(i).offset = i;
                    }
                });
        return partitions;
    }

    /** What a scan of all of it in its order says. */
    public List<Alert> scan(String rules) {
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("modes.yaml", rules)), CompilerOptions.defaults());
        RuleSet ruleSet =
                compilation
                        .ruleSet()
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                DiagnosticText.render(compilation.diagnostics())));
        Matcher matcher = new Matcher(ruleSet, MatchMode.ALL);
        List<Alert> alerts = new ArrayList<>();
        CorrelationRun run = new CorrelationRun(ruleSet.correlations(), alerts::add);
        AvroEventView view = new AvroEventView();
        List<Sent> ordered = new ArrayList<>(sent);
        ordered.sort(
                Comparator.comparingLong(Sent::time)
                        .thenComparing(Sent::node)
                        .thenComparingLong(Sent::sequence));
        for (Sent one : ordered) {
            run.time(one.time, one.node);
            if (one.record.kind == EventRecord.Kind.EVENT) {
                view.wrap(one.record.body, 0, one.record.body.length);
                matcher.match(view, new Told(run, one.node));
                run.event(view, one.node);
            }
        }
        run.end();
        return alerts;
    }

    private record Told(CorrelationRun run, String node) implements MatchHandler {
        @Override
        public void onMatch(Rule rule, EventView event) {
            run.matched(rule, event, node);
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            throw new AssertionError("undecided: " + field);
        }
    }

    /** From markers as in the job, at each one. */
    public static WatermarkStrategy<EventRecord> watermarks() {
        return new AtOnce();
    }

    private record AtOnce() implements WatermarkStrategy<EventRecord> {
        @Override
        public WatermarkGenerator<EventRecord> createWatermarkGenerator(
                WatermarkGeneratorSupplier.Context context) {
            MarkerWatermarks watermarks =
                    new MarkerWatermarks(Duration.ofSeconds(30), Duration.ofHours(1));
            return new WatermarkGenerator<>() {
                @Override
                public void onEvent(EventRecord record, long millis, WatermarkOutput output) {
                    watermarks.read(record, output);
                    watermarks.emit(output);
                }

                @Override
                public void onPeriodicEmit(WatermarkOutput output) {
                    // At each marker.
                }
            };
        }

        @Override
        public TimestampAssigner<EventRecord> createTimestampAssigner(
                TimestampAssignerSupplier.Context context) {
            return new EventTimestamps().createTimestampAssigner(context);
        }
    }
}
