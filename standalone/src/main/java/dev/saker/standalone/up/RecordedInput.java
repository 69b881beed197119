// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.collector.CollectorConfig;
import dev.saker.collector.CollectorSummary;
import dev.saker.collector.RecordingCollector;
import dev.saker.collector.SensorPlan;
import dev.saker.rules.RuleSet;
import dev.saker.scap.EventTable;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The events of a recording. */
final class RecordedInput implements EventInput {

    private static final CollectorSummary NOTHING =
            new CollectorSummary(0, Map.of(), 0, 0, 0, 0, 0, 0);

    private final Path recording;
    private final SensorPlan plan;
    private volatile RecordingCollector collector;

    RecordedInput(Path recording, UpOptions options, RuleSet ruleSet) {
        this.recording = recording;
        this.plan = plan(options, ruleSet);
    }

    private static SensorPlan plan(UpOptions options, RuleSet ruleSet) {
        BitSet published =
                switch (options.publish()) {
                    case PLAN -> ruleSet.eventCodes();
                    case ALL -> every();
                };
        return SensorPlan.ofRecording(published, ruleSet.fieldGroups());
    }

    private static BitSet every() {
        BitSet codes = new BitSet();
        codes.set(0, EventTable.get().size());
        return codes;
    }

    @Override
    public CompletableFuture<Void> startAside(KafkaConnection kafka) {
        return CompletableFuture.runAsync(() -> start(kafka));
    }

    private void start(KafkaConnection kafka) {
        CollectorConfig config = CollectorConfig.of(kafka);
        try {
            collector =
                    RecordingCollector.start(config, recording, plan, new LocalSchemaRegistry());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public boolean isDone() {
        return collector != null && collector.isDone();
    }

    @Override
    public CollectorSummary summary() {
        return collector == null ? NOTHING : collector.summary();
    }

    @Override
    public Optional<String> problem() {
        return collector == null ? Optional.empty() : collector.problem();
    }

    @Override
    public List<String> passedOver() {
        return collector == null ? List.of() : collector.passedOver();
    }

    @Override
    public void stop() {
        if (collector != null) {
            collector.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
