// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.admin.AdminServer;
import dev.saker.collector.admin.CollectorMetrics;
import dev.saker.collector.alertcapture.AlertCapture;
import dev.saker.collector.alertcapture.AlertCaptureOptions;
import dev.saker.collector.alertcapture.CapturingRules;
import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.publish.EventNumbers;
import dev.saker.collector.publish.EventTimes;
import dev.saker.collector.publish.KafkaPublisher;
import dev.saker.collector.publish.MarkerWriter;
import dev.saker.collector.publish.Publisher;
import dev.saker.collector.publish.Shedding;
import dev.saker.collector.recording.ThisMachine;
import dev.saker.collector.source.DutyCycle;
import dev.saker.collector.source.ProbeSource;
import dev.saker.collector.spool.SpoolOptions;
import dev.saker.collector.spool.SpoolingPublisher;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.HostSnapshot;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ProcScanner;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.Users;
import dev.saker.probe.DropReason;
import dev.saker.probe.KernelEvents;
import dev.saker.probe.ModuleEvents;
import dev.saker.probe.ModuleOptions;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeException;
import dev.saker.probe.ProbeOptions;
import dev.saker.scap.file.Machine;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.Subjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running collector: the probe's events, with the host's state put to them, go to Kafka until it
 * is stopped. Made by {@link #start}; may be asked and stopped by any thread.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final Path PROC = Path.of("/proc");

    /** What stopping may take: reading the rings empty, and Kafka confirming. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Unwell when the thread has not looked at the rings for so long: Kafka takes nothing. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private final KernelEvents probe;
    private final Publisher publisher;
    private final Watch watch;
    private final RuleSetReadiness rules;
    private final ProbeSource source;
    private final CollectorMetrics metrics;
    private final Optional<AdminServer> admin;
    private boolean stopped;

    private Collector(
            KernelEvents probe,
            Publisher publisher,
            Watch watch,
            RuleSetReadiness rules,
            CollectorConfig config) {
        this.probe = probe;
        this.rules = rules;
        this.publisher = publisher;
        this.watch = watch;
        CollectorConfig.Capture capture = config.capture();
        this.source =
                new ProbeSource(
                        probe,
                        watch.pipeline(),
                        watch,
                        new DutyCycle(capture.pollShortest(), capture.pollLongest()));
        this.metrics = new CollectorMetrics(watch::counts);
        this.admin = openAdmin(config.admin());
    }

    /**
     * Starts a collector that publishes to Kafka.
     *
     * @param plan to begin with; rule sets of the topic replace it if the configuration says so
     */
    public static Collector start(CollectorConfig config, SensorPlan plan, SchemaRegistry registry)
            throws ProbeException {
        // Registered first: a registry that cannot be reached is found out before the probe loads.
        SchemaIds ids = SchemaIds.register(registry, config.topics());
        KafkaPublisher kafka = kafka(config, config.nodeName());
        Collector collector;
        try {
            RulePlans plans =
                    config.publish() == CollectorConfig.Publish.ALL
                            ? RulePlans.fixed(plan)
                            : new RulePlans(plan, sets -> SensorPlan.of(config, sets));
            RuleSetReadiness rules =
                    RuleSetReadiness.following(
                            config.kafka(), registry, plans, config.alertCapture());
            collector = start(config, spooling(config, kafka), ids, rules);
        } catch (ProbeException | RuntimeException refused) {
            kafka.close(Duration.ZERO);
            throw refused;
        }
        try {
            // The host is watched meanwhile: a Kafka that is away must not keep us from it.
            kafka.greet(config.kafka());
        } catch (KafkaException refused) {
            collector.stop(Duration.ZERO, Duration.ZERO);
            throw refused;
        }
        return collector;
    }

    static KafkaPublisher kafka(CollectorConfig config, String node) {
        return KafkaPublisher.connect(
                config.kafka(),
                config.producer(),
                config.spool().directory().isPresent(),
                config.topics().events(),
                config.topics().collectors(),
                node);
    }

    static Publisher spooling(CollectorConfig config, KafkaPublisher kafka) {
        SpoolOptions spool = config.spool();
        long memoryBytes = config.producer().memoryBytes();
        return spool.directory()
                .<Publisher>map(at -> SpoolingPublisher.open(spool, at, kafka, memoryBytes))
                .orElse(kafka);
    }

    /** Starts a collector with another way out. */
    static Collector start(
            CollectorConfig config, Publisher publisher, SchemaIds ids, RuleSetReadiness rules)
            throws ProbeException {
        SensorPlan plan = rules.plans().newest().plan();
        KernelEvents probe = open(config, plan);
        try {
            long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            Watch watch = watch(config, plan, publisher, ids, rules, probe, now);
            try {
                Collector collector = new Collector(probe, publisher, watch, rules, config);
                watch.lookAround();
                // Events wait in the rings while the thread reads /proc again, so that none is
                // missed between.
                probe.attach();
                collector.source.start();
                return collector;
            } catch (ProbeException | RuntimeException refused) {
                watch.close();
                throw refused;
            }
        } catch (ProbeException | RuntimeException refused) {
            probe.close();
            rules.close();
            throw refused;
        }
    }

    private static KernelEvents open(CollectorConfig config, SensorPlan plan)
            throws ProbeException {
        CollectorConfig.Capture capture = config.capture();
        if (capture.source() == CollectorConfig.Source.PROBE) {
            return Probe.open(probeOptions(config, plan));
        }
        LOG.warn("event=experimental reason=\"Falco's kernel module has never been tried\"");
        return ModuleEvents.open(
                ModuleOptions.of(
                        plan.captured(),
                        capture.snaplen(),
                        capture.ringBytes(),
                        capture.reorderWindow()));
    }

    private static ProbeOptions probeOptions(CollectorConfig config, SensorPlan plan) {
        CollectorConfig.Capture capture = config.capture();
        Set<Integer> pids = new HashSet<>(config.exclude().pids());
        pids.add((int) ProcessHandle.current().pid());
        boolean recorded = config.alertCapture().directory().isPresent();
        return ProbeOptions.defaults()
                .withEvents(plan.selection(recorded))
                .withDataBytes(capture.snaplen())
                .withRaceChecks(FieldGroup.RACES.in(plan.projection()))
                .withRings(capture.ringBytes(), capture.cpusPerRing())
                .withReorderWindow(capture.reorderWindow())
                .withExcluded(pids, Set.copyOf(config.exclude().cgroups()));
    }

    private static Watch watch(
            CollectorConfig config,
            SensorPlan plan,
            Publisher publisher,
            SchemaIds ids,
            RuleSetReadiness rules,
            KernelEvents probe,
            long now) {
        boolean withEnvironment = FieldGroup.ENVIRONMENT.in(plan.projection());
        ProcScanner scanner = new ProcScanner(PROC, withEnvironment);
        HostState host =
                new HostState(
                        config.state().threads(),
                        new ContainerPatterns(config.state().namespaces()),
                        Users.in(config.state().accounts(), PROC),
                        scanner,
                        ProcScanner.bootTime(PROC));
        String node = config.nodeName();
        EventIdentity identity = new EventIdentity();
        EventNumbers numbers = new EventNumbers(now);
        EventTimes times = new EventTimes(config.capture().reorderWindow(), now);
        EventContext context = new EventContext(host, identity, node, plan.projection());
        Optional<AlertCapture> captures =
                captures(config, rules.capturing(), host, context, identity);
        Shedding shedding =
                new Shedding(config.producer().maxBytesPerSecond(), publisher, System::nanoTime);
        ContainerFeed containers = new ContainerFeed(host, publisher, config.containers());
        Pipeline pipeline =
                new Pipeline(
                        new StateUpdater(host),
                        context,
                        identity,
                        numbers,
                        times,
                        rules.plans().newest(),
                        shedding,
                        captures,
                        containers.outbound(),
                        ids.event());
        MarkerWriter markers =
                new MarkerWriter(containers.outbound(), numbers, times, node, ids.marker());
        return new Watch(
                probe,
                host,
                scanner,
                host.addresses(),
                pipeline,
                times,
                markers,
                rules.plans(),
                publisher,
                shedding,
                containers,
                captures);
    }

    private static Optional<AlertCapture> captures(
            CollectorConfig config,
            CapturingRules rules,
            HostState host,
            EventContext context,
            EventIdentity identity) {
        AlertCaptureOptions options = config.alertCapture();
        if (options.directory().isEmpty()) {
            return Optional.empty();
        }
        Machine machine = ThisMachine.describe(host.bootTime(), config.nodeName());
        HostSnapshot snapshot = new HostSnapshot(host, machine);
        try {
            return Optional.of(AlertCapture.open(options, rules, snapshot, context, identity));
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "alert_capture.directory cannot be used: " + unusable, unusable);
        }
    }

    private Optional<AdminServer> openAdmin(CollectorConfig.Admin config) {
        if (config.port() < 0) {
            return Optional.empty();
        }
        AdminServer server =
                AdminServer.open(
                        config.address(),
                        config.port(),
                        this::problem,
                        this::fatalProblem,
                        metrics::scrape);
        LOG.info("event=admin_endpoint address={}", server.address());
        return Optional.of(server);
    }

    /** Where /healthz, /livez and /metrics are, if they are anywhere. */
    public Optional<InetSocketAddress> adminAddress() {
        return admin.map(AdminServer::address);
    }

    /** What keeps the collector from its work, if anything does. */
    public Optional<String> problem() {
        Optional<String> fatal = fatalProblem();
        if (fatal.isEmpty() && isKafkaAway()) {
            return Optional.of(
                    "Kafka has taken nothing for " + publisher.waiting().toSeconds() + " s");
        }
        return fatal;
    }

    /** What only a new process mends; what waits for Kafka would be lost with this one. */
    private Optional<String> fatalProblem() {
        if (source.failure().isPresent()) {
            return Optional.of("the reading thread has failed: " + source.failure().get());
        }
        // With Kafka away and the producer's memory full, the reading thread waits as it should.
        if (!isKafkaAway() && source.sinceLastTurn() > STUCK.toNanos()) {
            return Optional.of("the reading thread is stuck");
        }
        return Optional.empty();
    }

    private boolean isKafkaAway() {
        return publisher.waiting().compareTo(STUCK) > 0;
    }

    /** What became of the events so far; final after {@link #stop}. */
    public CollectorSummary summary() {
        CollectorCounts counts = watch.counts();
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (DropReason reason : DropReason.values()) {
            long count = counts.drops().count(reason);
            if (reason.losesEvent() && count > 0) {
                dropped.put(reason.label(), count);
            }
        }
        if (watch.unread() > 0) {
            dropped.put(Watch.UNREAD, watch.unread());
        }
        return new CollectorSummary(
                counts.read(),
                dropped,
                counts.filtered(),
                counts.shed().all(),
                counts.malformed(),
                counts.published(),
                publisher.failed(),
                counts.stragglers());
    }

    /** The counts of the last second. */
    public CollectorCounts counts() {
        return watch.counts();
    }

    /** Reads the rings empty, writes a STOP marker behind the last event and flushes. */
    public void stop() {
        stop(PATIENCE);
    }

    /**
     * The same, for who cannot wait that long: events that are still in the rings then are counted
     * as lost.
     */
    public void stop(Duration patience) {
        stop(patience, PATIENCE);
    }

    private synchronized void stop(Duration reading, Duration confirming) {
        if (stopped) {
            return;
        }
        stopped = true;
        if (!source.stop(reading)) {
            LOG.warn("event=stopping_without_kafka reason=\"it takes nothing\"");
            publisher.stopWaiting();
            source.stop(reading);
        }
        publisher.close(confirming);
        watch.close();
        rules.close();
        admin.ifPresent(AdminServer::close);
        metrics.close();
        probe.close();
        LOG.info("event=collector_stopped summary={}", summary());
    }

    @Override
    public void close() {
        stop();
    }

    /** Ids of our schemas in the registry. */
    record SchemaIds(int event, int marker) {
        static SchemaIds register(SchemaRegistry registry, CollectorConfig.TopicNames topics) {
            String events = topics.events();
            int event =
                    registry.register(
                            Subjects.of(events, Schemas.SYSCALL_EVENT), Schemas.SYSCALL_EVENT);
            int marker = registry.register(Subjects.of(events, Schemas.MARKER), Schemas.MARKER);
            registry.register(Subjects.of(topics.collectors(), Schemas.MARKER), Schemas.MARKER);
            return new SchemaIds(event, marker);
        }
    }
}
