// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.admin;

import dev.saker.collector.CollectorCounts;
import dev.saker.collector.alertcapture.CaptureCounts;
import dev.saker.collector.publish.SpoolCounts;
import dev.saker.probe.DropReason;
import dev.saker.probe.ShedStep;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The collector's counts as Prometheus reads them. Every name says its unit. */
public final class CollectorMetrics implements AutoCloseable {
    private static final String PREFIX = "saker.collector.";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Supplier<CollectorCounts> counts;

    public CollectorMetrics(Supplier<CollectorCounts> counts) {
        this.counts = counts;
        bindEvents();
        bindShed();
        bindCaptures();
        bindKernel();
        bindSpool();
        bindState();
        bindContainers();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** The text of Prometheus' exposition format. */
    public String scrape() {
        return registry.scrape();
    }

    private void bindEvents() {
        counter("events.read", "Events read from the kernel", CollectorCounts::read);
        counter("events.published", "Events handed to Kafka", CollectorCounts::published);
        counter("events.filtered", "Events used for state alone", CollectorCounts::filtered);
        counter("events.malformed", "Events that could not be read", CollectorCounts::malformed);
        counter("records.delivered", "Records Kafka confirmed", CollectorCounts::delivered);
        counter("records.failed", "Records given up", CollectorCounts::failed);
        counter("events.stragglers", "Events behind a later one", CollectorCounts::stragglers);
        counter(
                "events.behind.marker",
                "Events earlier than a marker had promised",
                CollectorCounts::behindMarker);
        counter("clock.jumps", "Times the wall clock was set", CollectorCounts::clockJumps);
        gauge("event.lag.seconds", "Age of the last event", CollectorCounts::lagSeconds);
        gauge("producer.queue.bytes", "Waiting for Kafka", CollectorCounts::queuedBytes);
    }

    private void bindSpool() {
        Gauge.builder("saker.spool.bytes", counts, source -> source.get().spool().bytes())
                .description("In the spool's files")
                .register(registry);
        spoolCounter("records", "Records that went through the spool", SpoolCounts::spooled);
        spoolCounter("dropped.events", "Records the spool gave up", SpoolCounts::dropped);
        spoolCounter("damaged.bytes", "Cut off or passed over", SpoolCounts::damagedBytes);
    }

    private void spoolCounter(String name, String help, ToDoubleFunction<SpoolCounts> value) {
        FunctionCounter.builder(
                        "saker.spool." + name,
                        counts,
                        source -> value.applyAsDouble(source.get().spool()))
                .description(help)
                .register(registry);
    }

    private void bindShed() {
        for (ShedStep step : ShedStep.values()) {
            shedCounter("ceiling", step, source -> source.get().shed().byCeiling(step));
            shedCounter("spool", step, source -> source.get().shed().bySpool(step));
        }
    }

    private void bindCaptures() {
        captureCounter("begun", "Recordings that alerts began", CaptureCounts::begun);
        captureCounter("refused", "Not begun, too soon after others", CaptureCounts::refused);
        captureCounter("failed", "Not written, or not to the end", CaptureCounts::failed);
        captureCounter("removed", "Old ones that made room", CaptureCounts::removed);
        gauge("captures.bytes", "Of all recordings", source -> source.captures().bytes());
    }

    private void captureCounter(String name, String help, ToDoubleFunction<CaptureCounts> value) {
        counter("captures." + name, help, source -> value.applyAsDouble(source.captures()));
    }

    private void shedCounter(
            String cause, ShedStep step, ToDoubleFunction<Supplier<CollectorCounts>> value) {
        FunctionCounter.builder(PREFIX + "events.shed", counts, value)
                .tag("cause", cause)
                .tag("step", step.label())
                .description("Events read and not published, because there was too much")
                .register(registry);
    }

    private void bindKernel() {
        int cpus = counts.get().drops().cpus();
        for (int cpu = 0; cpu < cpus; cpu++) {
            int onCpu = cpu;
            FunctionCounter.builder(
                            PREFIX + "kernel.produced",
                            counts,
                            source -> source.get().drops().produced(onCpu))
                    .tag("cpu", Integer.toString(cpu))
                    .description("Events begun in the kernel")
                    .register(registry);
            for (DropReason reason : DropReason.values()) {
                FunctionCounter.builder(
                                PREFIX + "kernel.drops",
                                counts,
                                source -> source.get().drops().count(onCpu, reason))
                        .tag("cpu", Integer.toString(cpu))
                        .tag("reason", reason.label())
                        .description("Events, or parts of them, lost in the kernel")
                        .register(registry);
            }
        }
        gauge("ring.pending.bytes", "Waiting in the rings", CollectorCounts::pendingBytes);
    }

    private void bindState() {
        gauge("threads", "Threads in the table", CollectorCounts::threads);
        counter("threads.refused", "Threads without room", CollectorCounts::threadsRefused);
        counter("threads.purged", "Threads whose exit was lost", CollectorCounts::threadsPurged);
        counter(
                "threads.unknown",
                "Threads that made events and were told of by nothing",
                CollectorCounts::threadsUnknown);
    }

    private void bindContainers() {
        counter(
                "containers.asked",
                "Containers that runtimes were asked about",
                source -> source.containers().lookups().asked());
        counter(
                "containers.answered",
                "Containers that a runtime told of",
                source -> source.containers().lookups().answered());
        counter(
                "containers.unknown",
                "Questions that a runtime could not answer for a minute",
                source -> source.containers().lookups().unknown());
        counter(
                "containers.refused",
                "Questions beyond what a runtime is asked at once",
                source -> source.containers().lookups().refused());
        counter(
                "container.runtime.failures",
                "Times that a runtime did not answer",
                source -> source.containers().lookups().failed());
        counter(
                "container.records.waited",
                "Records that waited for what is told of a container",
                source -> source.containers().waited());
        counter(
                "container.records.unresolved",
                "Records of containers that nobody told of in time",
                source -> source.containers().unresolved());
        gauge(
                "container.held.bytes",
                "Records that wait for what is told of a container",
                source -> source.containers().heldBytes());
    }

    private void counter(String name, String help, ToDoubleFunction<CollectorCounts> value) {
        FunctionCounter.builder(PREFIX + name, counts, source -> value.applyAsDouble(source.get()))
                .description(help)
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<CollectorCounts> value) {
        Gauge.builder(PREFIX + name, counts, source -> value.applyAsDouble(source.get()))
                .description(help)
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
