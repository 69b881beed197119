// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.collector.Collector;
import dev.saker.collector.CollectorConfig;
import dev.saker.collector.CollectorSummary;
import dev.saker.collector.PlannedRules;
import dev.saker.collector.SensorPlan;
import dev.saker.collector.alertcapture.AlertCaptureOptions;
import dev.saker.collector.publish.ProducerOptions;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeException;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The collector of this host inside the pipeline; or none, and then every count is 0. */
final class HostCapture implements EventInput {

    /** Somebody waits at the terminal. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final CollectorSummary NOTHING =
            new CollectorSummary(0, Map.of(), 0, 0, 0, 0, 0, 0);

    private final Optional<SensorPlan> plan;
    private final CollectorConfig.Publish publish;
    private final Optional<Path> captures;
    private Optional<Collector> collector = Optional.empty();

    private HostCapture(
            Optional<SensorPlan> plan, CollectorConfig.Publish publish, Optional<Path> captures) {
        this.plan = plan;
        this.publish = publish;
        this.captures = captures;
    }

    /** What is captured follows from the rules, unless everything is asked for. */
    static HostCapture of(UpOptions options, PlannedRules rules) {
        return new HostCapture(
                options.probe() ? Optional.of(plan(options, rules)) : Optional.empty(),
                options.publish() == UpOptions.Publish.ALL
                        ? CollectorConfig.Publish.ALL
                        : CollectorConfig.Publish.PLAN,
                options.captures());
    }

    @Override
    public CompletableFuture<Void> startAside(KafkaConnection kafka) {
        return plan.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> start(kafka, plan.get()));
    }

    private synchronized void start(KafkaConnection kafka, SensorPlan sensorPlan) {
        CollectorConfig config =
                CollectorConfig.of(kafka)
                        .withAdmin(CollectorConfig.Admin.NONE)
                        .withPublish(publish)
                        .withProducer(ProducerOptions.defaults().withoutCeiling())
                        .withAlertCapture(
                                captures.map(AlertCaptureOptions::in)
                                        .orElse(AlertCaptureOptions.none()));
        try {
            collector = Optional.of(Collector.start(config, sensorPlan, new LocalSchemaRegistry()));
        } catch (ProbeException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public boolean isLive() {
        return plan.isPresent();
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public List<String> passedOver() {
        return List.of();
    }

    @Override
    public synchronized CollectorSummary summary() {
        return collector.map(Collector::summary).orElse(NOTHING);
    }

    @Override
    public synchronized Optional<String> problem() {
        return collector.flatMap(Collector::problem);
    }

    @Override
    public synchronized void stop() {
        collector.ifPresent(running -> running.stop(PATIENCE));
    }

    @Override
    public void close() {
        stop();
    }

    private static SensorPlan plan(UpOptions options, PlannedRules rules) {
        BitSet archived =
                options.publish() == UpOptions.Publish.ALL ? Probe.ordinaryEvents() : new BitSet();
        return SensorPlan.following(List.of(rules), archived, Set.of(), 0);
    }
}
