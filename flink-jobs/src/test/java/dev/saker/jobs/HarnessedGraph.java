// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.correlate.CorrelationWays;
import dev.saker.jobs.correlate.FleetHit;
import dev.saker.jobs.correlate.FleetOperator;
import dev.saker.jobs.correlate.FoldOperator;
import dev.saker.jobs.correlate.HostOperator;
import dev.saker.jobs.correlate.HostSignal;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.MatchFunction;
import dev.saker.jobs.match.RuleOrigin;
import dev.saker.jobs.stage.AlertSignal;
import dev.saker.jobs.stage.AlertWays;
import dev.saker.jobs.stage.IncidentOperator;
import dev.saker.jobs.stage.RiskOperator;
import dev.saker.jobs.stage.SuppressOperator;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The operators of correlations as the detection graph joins them, one step at a time in one
 * thread: between two records all of them can be stopped, and started again with another number of
 * tasks each. Event time begins anew then, as it does in a job.
 */
@SuppressWarnings("try") // harnesses close with a plain Exception
final class HarnessedGraph implements AutoCloseable {
    private static final TopicNames TOPICS = TopicNames.defaults();
    private static final RegistryAddress REGISTRY = new RegistryAddress(RegistryAddress.LOCAL);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RuleOrigin rules;
    private final Set<String> nodes;
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Alert> shadows = new ArrayList<>();
    private final List<OutgoingRecord> late = new ArrayList<>();
    private final CountedMetrics metrics = new CountedMetrics();
    private final Map<String, Long> heard = new HashMap<>();
    private final HarnessedVertex<AlertSignal> incidents;
    private final HarnessedVertex<AlertSignal> risk;
    private final HarnessedVertex<AlertSignal> suppress;
    private final HarnessedVertex<HostSignal> hosts;
    private final HarnessedVertex<FleetHit> fleet;
    private OneInputStreamOperatorTestHarness<EventRecord, OutgoingRecord> match;
    private OneInputStreamOperatorTestHarness<FleetHit, FleetHit> fold;

    /**
     * @param nodes whose markers make event time
     * @param backends for each task its own
     */
    HarnessedGraph(RuleOrigin rules, Set<String> nodes, Supplier<StateBackend> backends) {
        this.rules = rules;
        this.nodes = new HashSet<>(nodes);
        incidents =
                new HarnessedVertex<>(
                        () -> new IncidentOperator(TOPICS, REGISTRY, rules, false),
                        signal -> signal.key,
                        backends,
                        this::left,
                        metrics);
        risk =
                new HarnessedVertex<>(
                        () -> new RiskOperator(TOPICS, REGISTRY, rules, false),
                        signal -> signal.key,
                        backends,
                        this::left,
                        metrics);
        suppress =
                new HarnessedVertex<AlertSignal>(
                                () -> new SuppressOperator(TOPICS, REGISTRY, rules, false),
                                signal -> signal.key,
                                backends,
                                this::left,
                                metrics)
                        .to(AlertWays.INCIDENTS, incidents);
        hosts =
                new HarnessedVertex<HostSignal>(
                                () -> new HostOperator(TOPICS, REGISTRY, rules, false),
                                signal -> signal.node,
                                backends,
                                this::left,
                                metrics)
                        .to(AlertWays.THROTTLES, suppress)
                        .to(AlertWays.RISKS, risk)
                        .to(AlertWays.INCIDENTS, incidents);
        fleet =
                new HarnessedVertex<FleetHit>(
                                () -> new FleetOperator(TOPICS, REGISTRY, rules, false),
                                hit -> hit.key,
                                backends,
                                this::left,
                                metrics)
                        .to(CorrelationWays.HOSTS, hosts)
                        .to(AlertWays.THROTTLES, suppress)
                        .to(AlertWays.RISKS, risk)
                        .to(AlertWays.INCIDENTS, incidents);
    }

    private List<HarnessedVertex<?>> vertices() {
        return List.of(fleet, hosts, suppress, risk, incidents);
    }

    /**
     * @param parallelism asked for each operator
     */
    void open(IntSupplier parallelism) throws Exception {
        match = newMatch();
        match.open();
        fold = newFold();
        fold.open();
        for (HarnessedVertex<?> vertex : vertices()) {
            vertex.open(parallelism.getAsInt());
        }
    }

    /** Everything stops and starts anew with what was known. */
    void restart(IntSupplier parallelism) throws Exception {
        sendFolded();
        OperatorSubtaskState matched = match.snapshot(1, 1);
        HarnessedVertex.close(match);
        HarnessedVertex.close(fold);
        fold = newFold();
        fold.open();
        match = newMatch();
        match.initializeState(matched);
        match.open();
        for (HarnessedVertex<?> vertex : vertices()) {
            vertex.restart(parallelism.getAsInt());
        }
        heard.clear();
    }

    /** A checkpoint that nothing goes back to. */
    void checkpoint() throws Exception {
        sendFolded();
        for (HarnessedVertex<?> vertex : vertices()) {
            vertex.checkpoint();
        }
    }

    private OneInputStreamOperatorTestHarness<EventRecord, OutgoingRecord> newMatch()
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new MatchFunction(TOPICS, REGISTRY, MatchMode.ALL, rules)),
                new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build());
    }

    private OneInputStreamOperatorTestHarness<FleetHit, FleetHit> newFold() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new FoldOperator(false),
                new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build());
    }

    /** What was gathered goes before the barrier. */
    private void sendFolded() throws Exception {
        fold.prepareSnapshotPreBarrier(1);
        drainFolded();
    }

    /** The next record of the topic. */
    void process(EventRecord record) throws Exception {
        match.processElement(record, Math.floorDiv(record.time, NANOS_PER_MILLI));
        drain();
        if (record.kind == EventRecord.Kind.MARKER) {
            heard.put(record.marker.node, Math.floorDiv(record.time, NANOS_PER_MILLI));
            if (heard.keySet().containsAll(nodes)) {
                advance(nodes.stream().mapToLong(heard::get).min().orElseThrow() - 1);
            }
        }
    }

    /** Event time waits for this node no more. */
    void leave(String node) {
        nodes.remove(node);
    }

    /** What is behind several goes by the one that is furthest back. */
    private void advance(long watermark) throws Exception {
        match.processWatermark(new Watermark(watermark));
        drain();
        fold.processWatermark(new Watermark(watermark));
        drainFolded();
        long behindFleet = fleet.advance(watermark);
        long behindHosts = Math.min(behindFleet, hosts.advance(behindFleet));
        long behindSuppress = Math.min(behindHosts, suppress.advance(behindHosts));
        risk.advance(behindHosts);
        incidents.advance(behindSuppress);
    }

    private void drain() {
        Queue<Object> output = match.getOutput();
        for (Object one = output.poll(); one != null; one = output.poll()) {
            if (one instanceof StreamRecord<?> record) {
                left((OutgoingRecord) record.getValue());
            }
        }
        drain(CorrelationWays.FLEET, fold::processElement);
        drain(CorrelationWays.HOSTS, hosts::process);
        drain(AlertWays.THROTTLES, suppress::process);
        drain(AlertWays.RISKS, risk::process);
        drain(AlertWays.INCIDENTS, incidents::process);
    }

    private void drainFolded() {
        Queue<Object> output = fold.getOutput();
        for (Object one = output.poll(); one != null; one = output.poll()) {
            if (one instanceof StreamRecord<?> record) {
                fleet.process((FleetHit) record.getValue(), record.getTimestamp());
            }
        }
    }

    /** Takes what came another way. */
    private interface Input<T> {
        void process(T value, long millis) throws Exception;
    }

    private <T> void drain(OutputTag<T> way, Input<T> to) {
        Queue<StreamRecord<T>> aside = match.getSideOutput(way);
        if (aside == null) {
            return;
        }
        for (StreamRecord<T> one = aside.poll(); one != null; one = aside.poll()) {
            try {
                to.process(one.getValue(), one.getTimestamp());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void left(OutgoingRecord record) {
        switch (record.topic) {
            case Topics.ALERTS -> alerts.add(alert(record));
            case Topics.ALERTS_SHADOW -> shadows.add(alert(record));
            case Topics.EVENTS_LATE -> late.add(record);
            case Topics.ALERTS_JSON -> {}
            default -> throw new AssertionError(record.topic);
        }
    }

    private static Alert alert(OutgoingRecord record) {
        int start = WireFormat.HEADER_LENGTH;
        return AlertCodec.decode(record.value, start, record.value.length - start);
    }

    /** All alerts so far. */
    List<Alert> alerts() {
        return alerts;
    }

    /** All alerts of sets on trial. */
    List<Alert> shadows() {
        return shadows;
    }

    /** Copies of late events. */
    List<OutgoingRecord> late() {
        return late;
    }

    /** Of all operators. */
    CountedMetrics metrics() {
        return metrics;
    }

    HarnessedVertex<HostSignal> hosts() {
        return hosts;
    }

    HarnessedVertex<FleetHit> fleet() {
        return fleet;
    }

    @Override
    public void close() throws Exception {
        HarnessedVertex.close(match);
        HarnessedVertex.close(fold);
        for (HarnessedVertex<?> vertex : vertices()) {
            vertex.close();
        }
    }
}
