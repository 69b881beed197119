// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.EventDrops;
import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.schemas.Alert;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the markers of each node and says when something is missing. Keyed by node, so that a
 * node keeps its history when partitions move between tasks.
 */
public final class GapFunction extends KeyedProcessFunction<String, MarkerMessage, OutgoingRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(GapFunction.class);

    private final TopicNames topics;
    private final RegistryAddress registry;
    private final EventDrops onDrops;
    private transient ValueState<NodeProgress> progress;
    private transient AlertRecords records;
    private transient Counter collectorGaps;
    private transient Counter lostEvents;
    private transient Counter repeatedEvents;
    private transient Counter staleMarkers;
    private transient Counter droppedEvents;
    private transient DropDetector detector;

    public GapFunction(TopicNames topics, RegistryAddress registry, EventDrops onDrops) {
        this.topics = topics;
        this.registry = registry;
        this.onDrops = onDrops;
    }

    @Override
    public void open(OpenContext context) {
        progress =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("progress", NodeProgress.class));
        records = new AlertRecords(topics, registry.open());
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        collectorGaps = metrics.counter("collector_gaps");
        lostEvents = metrics.counter("events_lost");
        repeatedEvents = metrics.counter("events_repeated");
        staleMarkers = metrics.counter("markers_of_replaced_runs");
        droppedEvents = metrics.counter("events_dropped");
        detector = new DropDetector(onDrops);
    }

    @Override
    public void processElement(MarkerMessage marker, Context context, Collector<OutgoingRecord> out)
            throws Exception {
        NodeProgress known = progress.value();
        if (known == null) {
            progress.update(NodeProgress.startingWith(marker));
            return;
        }
        var drops = detector.advance(known, marker);
        var gap = GapDetector.advance(known, marker);
        progress.update(known);
        if (gap.isPresent()) {
            report(gap.get(), out);
        }
        if (drops.isPresent()) {
            act(drops.get(), out);
        }
    }

    private void act(DropDetector.Drops drops, Collector<OutgoingRecord> out) {
        droppedEvents.inc(drops.lost());
        if (!drops.told()) {
            return;
        }
        for (EventDrops.Action action : onDrops.actions()) {
            switch (action) {
                case LOG:
                    LOG.warn("event=events_dropped node={} count={}", drops.node(), drops.lost());
                    break;
                case ALERT:
                    send(DropAlerts.of(drops), out);
                    break;
                case EXIT:
                    throw new SuppressRestartsException(
                            new IllegalStateException(
                                    "node "
                                            + drops.node()
                                            + ": "
                                            + DropAlerts.message(drops)
                                            + " syscall_event_drops.actions says exit"));
                default:
                    break;
            }
        }
    }

    private void report(Gap gap, Collector<OutgoingRecord> out) {
        if (gap instanceof Gap.CollectorGap collectorGap) {
            collectorGaps.inc();
            LOG.info("event=collector_gap {}", collectorGap);
            send(GapAlerts.of(collectorGap), out);
        } else if (gap instanceof Gap.EventsLost lost) {
            lostEvents.inc(lost.missing());
            LOG.info("event=events_lost {}", lost);
            send(GapAlerts.of(lost), out);
        } else if (gap instanceof Gap.Repeated repeated) {
            repeatedEvents.inc(repeated.extra());
            LOG.warn("event=events_repeated {}", repeated);
        } else if (gap instanceof Gap.StaleRun) {
            staleMarkers.inc();
        }
    }

    private void send(Alert alert, Collector<OutgoingRecord> out) {
        out.collect(records.avro(alert));
        out.collect(records.json(alert));
    }
}
