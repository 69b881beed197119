// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.publish.EventNumbers;
import dev.saker.collector.publish.EventTimes;
import dev.saker.collector.publish.KafkaPublisher;
import dev.saker.collector.publish.MarkerWriter;
import dev.saker.collector.publish.Publisher;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Writes a recording's events to Kafka, with a marker a second. Each recording in a file is a run
 * of its own, since it may be of another node, which is the records' key.
 */
final class RecordedEvents implements ReplayHandler {
    /** For Kafka to confirm what it was given. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Between two looks at the clock. */
    private static final int EVENTS_PER_LOOK = 256;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CollectorConfig config;
    private final SensorPlan plan;
    private final Collector.SchemaIds ids;
    private final EventIdentity identity = new EventIdentity();
    private final EventNumbers counter = new EventNumbers(0);
    private final SyscallEventWriter writer = new SyscallEventWriter();
    private SyscallEventSource source;
    private EventNumbers positions;
    private EventTimes times;
    private MarkerWriter markers;
    private long nextMarker;
    private volatile Publisher publisher;
    private volatile boolean stopping;
    private volatile long published;
    private volatile long failedBefore;

    RecordedEvents(CollectorConfig config, SensorPlan plan, Collector.SchemaIds ids) {
        this.config = config;
        this.plan = plan;
        this.ids = ids;
    }

    EventIdentity identity() {
        return identity;
    }

    /** Counts the events of all the recordings; their ties come from here, too. */
    EventNumbers counter() {
        return counter;
    }

    long published() {
        return published;
    }

    long failed() {
        Publisher present = publisher;
        return failedBefore + (present == null ? 0 : present.failed());
    }

    void stop() {
        stopping = true;
        Publisher present = publisher;
        if (present != null) {
            present.stopWaiting();
        }
    }

    @Override
    public void onBegin(SyscallEventSource newSource) {
        end();
        source = newSource;
        Slice node = new Slice();
        source.node(node);
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        positions = new EventNumbers(now);
        identity.run = positions.run();
        KafkaPublisher kafka = Collector.kafka(config, node.toString());
        publisher = Collector.spooling(config, kafka);
        kafka.greet(config.kafka());
    }

    @Override
    public void onEvent() {
        if (stopping) {
            throw new CancellationException();
        }
        if (times == null) {
            beginMarkers();
        }
        times.event(source.time());
        if (plan.publishes(source.type())) {
            identity.publishSequence = positions.sequence();
            writer.writeFramed(ids.event(), source, plan.projection());
            positions.advance();
            publisher.event(writer.array(), writer.length());
            published++; // by this thread alone
        }
        if (counter.number() % EVENTS_PER_LOOK == 0 && System.nanoTime() - nextMarker >= 0) {
            mark(MarkerKind.TICK);
        }
    }

    /** Time begins with the first event, whenever that was. */
    private void beginMarkers() {
        Slice node = new Slice();
        source.node(node);
        times = new EventTimes(Duration.ZERO, source.time());
        markers = new MarkerWriter(publisher, positions, times, node.toString(), ids.marker());
        mark(MarkerKind.START);
    }

    private void mark(MarkerKind kind) {
        nextMarker = System.nanoTime() + SECOND_NANOS;
        markers.write(kind, plan, 0, counter.number(), published, List.of());
    }

    /** The last marker, behind the last event, and everything confirmed or given up. */
    void end() {
        if (publisher == null) {
            return;
        }
        if (times != null) {
            mark(MarkerKind.STOP);
        }
        publisher.close(PATIENCE);
        failedBefore += publisher.failed();
        publisher = null;
        times = null;
    }
}
