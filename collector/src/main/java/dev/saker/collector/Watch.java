// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.alertcapture.AlertCapture;
import dev.saker.collector.alertcapture.CaptureCounts;
import dev.saker.collector.publish.EventTimes;
import dev.saker.collector.publish.MarkerWriter;
import dev.saker.collector.publish.Publisher;
import dev.saker.collector.publish.RateLimit;
import dev.saker.collector.publish.Shedding;
import dev.saker.collector.source.ProbeSource;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.LocalAddresses;
import dev.saker.collector.state.ProcScanner;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.probe.DropCounters;
import dev.saker.probe.DropReason;
import dev.saker.probe.KernelEvents;
import dev.saker.probe.ShedStep;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Loss;
import dev.saker.schemas.MarkerKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the reading thread does between events: begin with /proc, a marker a second, keep house. */
final class Watch implements ProbeSource.Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Falco's: entries unseen for this long are looked after, all of them in the same time. */
    private static final long PURGE_SECONDS = 300;

    /** Reason of a loss: in the rings when the collector had to end. */
    static final String UNREAD = "unread_at_stop";

    private static final int SECONDS_BETWEEN_INTERFACES = 30;

    /** Longer than an event waits in a ring that is read empty again and again. */
    private static final long ENVIRONMENTS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final KernelEvents probe;
    private final HostState host;
    private final ProcScanner scanner;
    private final LocalAddresses addresses;
    private final Pipeline pipeline;
    private final EventTimes times;
    private final MarkerWriter markers;
    private final RulePlans plans;
    private PlanInForce inForce;
    private PlanInForce seen;
    private final Publisher publisher;
    private final Shedding shedding;
    private final ContainerFeed containers;
    private final Optional<AlertCapture> captures;
    private volatile CollectorCounts counts;
    private volatile long unread;
    private final RateLimit dropsLog = new RateLimit();
    private final RateLimit unknownLog = new RateLimit();
    private List<ThreadEntry> before = List.of();
    private long environmentsSince;
    private long ticks;
    private long lostReported;
    private long jumpsReported;
    private long unknownReported;

    Watch(
            KernelEvents probe,
            HostState host,
            ProcScanner scanner,
            LocalAddresses addresses,
            Pipeline pipeline,
            EventTimes times,
            MarkerWriter markers,
            RulePlans plans,
            Publisher publisher,
            Shedding shedding,
            ContainerFeed containers,
            Optional<AlertCapture> captures) {
        this.probe = probe;
        this.host = host;
        this.scanner = scanner;
        this.addresses = addresses;
        this.pipeline = pipeline;
        this.times = times;
        this.markers = markers;
        this.plans = plans;
        this.inForce = plans.newest();
        this.seen = inForce;
        this.publisher = publisher;
        this.shedding = shedding;
        this.containers = containers;
        this.captures = captures;
        this.counts = count();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    CollectorCounts counts() {
        return counts;
    }

    /**
     * Looks who is there before events are kept: a process that ends before {@link #begin} has read
     * /proc is known from here. To be called before the reading thread starts.
     */
    void lookAround() {
        before = scanner.read(host);
    }

    @Override
    public void begin() {
        addresses.refresh();
        long start = System.nanoTime();
        int threads = scanner.scan(host, before, times.last());
        before = List.of();
        LOG.info(
                "event=proc_scanned threads={} millis={}",
                threads,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        mark(MarkerKind.START);
    }

    @Override
    public void drained(long wallNanos) {
        times.drained(wallNanos);
        containers.outbound().advance();
        if (plans.newest() != seen) {
            switchTo(plans.newest());
        }
    }

    /**
     * The kernel first: what it sends is never less than what the pipeline wants while a plan
     * widens. What still waits in the rings is judged by the new plan.
     */
    private void switchTo(PlanInForce next) {
        boolean newEnvironment =
                FieldGroup.ENVIRONMENT.in(next.plan().projection() & ~inForce.plan().projection());
        if (newEnvironment && !environmentsComing()) {
            return;
        }
        BitSet selectable = probe.selectable(next.plan().captured());
        int fields =
                probe.checksRaces() ? FieldGroup.ALL : FieldGroup.ALL & ~FieldGroup.RACES.bit();
        SensorPlan plan = next.plan().within(selectable, fields);
        if (!plan.captured().equals(next.plan().captured())
                || plan.projection() != next.plan().projection()) {
            LOG.warn(
                    "event=plan_needs_restart reason=\"rules ask for events or fields that need"
                            + " programs which were not attached at the start\"");
        }
        if (newEnvironment) {
            scanner.readEnvironments(host);
        }
        probe.setEvents(plan.selection(captures.isPresent()));
        environmentsSince = 0;
        inForce = new PlanInForce(plan, next.filter(), next.ruleSet());
        pipeline.put(inForce);
        seen = next;
        mark(MarkerKind.TICK);
    }

    /**
     * Whether every exec that has not been dealt with carries its environment. Those in the rings
     * when it was asked for do not, and what they start is not in /proc as they left it.
     */
    private boolean environmentsComing() {
        long now = System.nanoTime();
        if (environmentsSince == 0) {
            probe.setEvents(inForce.plan().selection(true));
            environmentsSince = now;
        }
        return now - environmentsSince > ENVIRONMENTS_NANOS;
    }

    @Override
    public void tick() {
        ticks++;
        containers.outbound().advance();
        plans.tick(times.promise());
        host.users().refresh();
        if (ticks % SECONDS_BETWEEN_INTERFACES == 0) {
            addresses.refresh();
        }
        host.purge(PURGE_SECONDS, times.promise(), scanner::isAlive);
        shedding.tick();
        captures.ifPresent(capture -> capture.time(times.promise()));
        mark(MarkerKind.TICK);
        report();
    }

    @Override
    public void end(long eventsUnread) {
        unread = eventsUnread;
        if (unread > 0) {
            LOG.warn("event=unread_at_stop events={} reason=\"the host was too busy\"", unread);
        }
        captures.ifPresent(AlertCapture::close);
        containers.outbound().drain();
        mark(MarkerKind.STOP);
    }

    /** Asks nobody any more; may be called by any thread. */
    void close() {
        containers.close();
    }

    /** Events left in the rings at the end. */
    long unread() {
        return unread;
    }

    private void mark(MarkerKind kind) {
        counts = count();
        markers.write(
                kind,
                inForce.plan(),
                inForce.ruleSet(),
                counts.read(),
                counts.published(),
                losses(counts));
    }

    private CollectorCounts count() {
        return new CollectorCounts(
                probe.drops(),
                pipeline.read(),
                pipeline.published(),
                pipeline.filtered(),
                shedding.counts(),
                pipeline.malformed(),
                probe.reader().stragglers(),
                times.behind(),
                publisher.delivered(),
                publisher.failed(),
                publisher.queuedBytes(),
                probe.reader().pendingBytes(),
                publisher.spool(),
                times.last(),
                host.threads().size(),
                host.threads().refused(),
                host.threads().purged(),
                host.unknownThreads(),
                probe.clockJumps(),
                containers.counts(),
                captures.map(AlertCapture::counts).orElse(CaptureCounts.NONE));
    }

    /**
     * Reasons and CPUs without a loss are left out: on a good day the list is empty. A page fault
     * is there too, though it loses a parameter and not the event.
     */
    private List<Loss> losses(CollectorCounts counts) {
        List<Loss> losses = new ArrayList<>();
        DropCounters drops = counts.drops();
        for (int cpu = 0; cpu < drops.cpus(); cpu++) {
            for (DropReason reason : DropReason.values()) {
                if (drops.count(cpu, reason) > 0) {
                    losses.add(new Loss(reason.label(), cpu, drops.count(cpu, reason)));
                }
            }
        }
        for (ShedStep step : ShedStep.values()) {
            addLoss(losses, "ceiling_" + step.label(), counts.shed().byCeiling(step));
            addLoss(losses, "spool_" + step.label(), counts.shed().bySpool(step));
        }
        addLoss(losses, "malformed", counts.malformed());
        addLoss(losses, "delivery_failed", counts.failed() - counts.spool().dropped());
        addLoss(losses, "spool_dropped", counts.spool().dropped());
        addLoss(losses, UNREAD, unread);
        return losses;
    }

    private static void addLoss(List<Loss> losses, String reason, long count) {
        if (count > 0) {
            losses.add(new Loss(reason, Loss.NO_CPU, count));
        }
    }

    private void report() {
        long lost = counts.drops().lost();
        if (lost > lostReported && dropsLog.allows()) {
            LOG.warn("event=kernel_drops lost={} since_start={}", lost - lostReported, lost);
            lostReported = lost;
        }
        long unknown = counts.threadsUnknown();
        if (unknown > unknownReported && unknownLog.allows()) {
            LOG.info(
                    "event=threads_unknown threads={} since_start={} reason=\"they were gone before"
                            + " anything told of them\"",
                    unknown - unknownReported,
                    unknown);
            unknownReported = unknown;
        }
        long jumps = counts.clockJumps();
        if (jumps > jumpsReported) {
            LOG.warn(
                    "event=clock_set times={} since_start={} reason=\"event times follow it\"",
                    jumps - jumpsReported,
                    jumps);
            jumpsReported = jumps;
        }
    }
}
