// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.order.OrderedOperator;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.ruleset.VersionOrigin;
import dev.saker.jobs.stage.AlertOrder;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.keyed.KeyState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateSnapshotContext;

/**
 * All correlations whose keys several hosts may share, keyed by correlation and key: hits are put
 * into order by event time first. What is found at an event is told; what is found of a moment goes
 * to where the node of its last event is heard of.
 */
public final class FleetOperator extends OrderedOperator<FleetHit> {
    private static final long serialVersionUID = 1;

    /** A key is its own owner. */
    private static final String ALL = "";

    private static final Comparator<FleetHit> ORDER =
            Comparator.<FleetHit>comparingLong(hit -> hit.time)
                    .thenComparing(hit -> hit.node)
                    .thenComparingLong(hit -> hit.sequence);

    private final TopicNames topics;
    private final RegistryAddress registry;
    private final VersionOrigin origin;
    private transient CorrelationContext context;
    private transient Cells cells;
    private transient Map<String, FleetKeys> known;
    private transient Map<String, Hosted> crowded;

    /**
     * @param bounded whether the job runs in batch mode
     */
    public FleetOperator(
            TopicNames topics, RegistryAddress registry, VersionOrigin origin, boolean bounded) {
        super(TypeInformation.of(FleetHit.class), bounded);
        this.topics = topics;
        this.registry = registry;
        this.origin = origin;
    }

    @Override
    public void open() throws Exception {
        super.open();
        context =
                CorrelationContext.open(
                        topics, registry, origin, getRuntimeContext(), getMetricGroup());
        cells = new Cells(getKeyedStateBackend(), context, isBounded());
        known = new HashMap<>();
        crowded = new HashMap<>();
        if (!isBounded()) {
            restore();
        }
    }

    private void restore() throws Exception {
        record Stored(String key, Cell cell, int bytes) {}
        List<Stored> all = new ArrayList<>();
        cells.inventory((key, none, cell, bytes) -> all.add(new Stored(key, cell, bytes)));
        all.sort(
                Comparator.<Stored>comparingLong(stored -> stored.cell().touched())
                        .thenComparing(Stored::key));
        for (Stored stored : all) {
            String address = Addresses.address(stored.key());
            keys(address).heard(stored.key(), stored.cell().touched());
            context.hosted(stored.cell().version(), stored.cell().shadow(), address)
                    .ifPresent(hosted -> hosted.metrics().live(1, stored.bytes()));
        }
    }

    @Override
    public void close() throws Exception {
        if (context != null) {
            context.close();
        }
        super.close();
    }

    @Override
    protected long time(FleetHit hit) {
        return hit.time;
    }

    @Override
    protected Comparator<FleetHit> order() {
        return ORDER;
    }

    @Override
    protected boolean isInOrder(FleetHit hit) {
        return false;
    }

    @Override
    protected void unfold(FleetHit folded, Consumer<FleetHit> out) {
        folded.forEach(out);
    }

    /** The match keeps hits of late events back, but of those correlations that allow for them. */
    @Override
    protected void takeLate(FleetHit late) throws Exception {
        Optional<HostedSet> set = context.set(late.version, late.shadow);
        if (set.isEmpty()) {
            return;
        }
        Hosted hosted = set.get().at(late.hit().hit().correlation());
        if (behindNanos(late) <= hosted.correlation().pattern().latenessNanos()) {
            take(late);
        } else {
            hosted.metrics().late.inc();
        }
    }

    @Override
    protected void take(FleetHit fleetHit) throws Exception {
        Optional<HostedSet> set = context.set(fleetHit.version, fleetHit.shadow);
        if (set.isEmpty()) {
            return;
        }
        for (Hosted old : context.replaced(set.get())) {
            context.outdated(old, keys(old.address()).count());
        }
        Hit hit = fleetHit.hit().hit();
        Hosted hosted = set.get().at(hit.correlation());
        Live live = cells.of(fleetHit.key, ALL, hosted);
        AlertOrder order =
                AlertOrder.atHit(
                        hit.time(), fleetHit.node, fleetHit.sequence, fleetHit.place, false);
        tellUpTo(hit.time(), live);
        List<Match> found = new ArrayList<>();
        if (!live.state().apply(hit, found::add)) {
            hosted.metrics().late.inc();
        }
        hosted.metrics().forgotten.inc(live.state().takeForgotten());
        for (Match match : found) {
            context.found(set.get(), match, order, this);
        }
        live.touched = Math.max(live.touched, hit.time());
        touch(hosted, fleetHit.key, hit.time());
        settle(live);
    }

    /** Told of a moment: when the node is heard of. */
    private void await(Match match, Hosted hosted, long due) {
        HostSignal signal = new HostSignal();
        signal.node = match.last().node();
        signal.kind = HostSignal.AWAITED;
        signal.time = due;
        signal.version = hosted.version().version();
        signal.shadow = hosted.version().shadow();
        signal.body = new Awaited(due, signal.version, signal.shadow, match).toBytes();
        aside(CorrelationWays.HOSTS, signal, Math.floorDiv(due, 1_000_000L));
    }

    private void touch(Hosted hosted, String key, long time) {
        if (isBounded()) {
            return;
        }
        FleetKeys keys = keys(hosted.address());
        if (keys.heard(key, time)) {
            hosted.metrics().live(1, 0);
            if (keys.count() > mostKeys(hosted)) {
                crowded.put(hosted.address(), hosted);
            }
        }
    }

    /** Tasks share the number of keys that may be remembered. */
    private int mostKeys(Hosted hosted) {
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        return Math.max(1, hosted.correlation().limits().keys() / tasks);
    }

    /** Not earlier: which keys go must not hang on the order in which keys of one time come. */
    @Override
    protected void endStretch() throws Exception {
        for (Hosted hosted : crowded.values()) {
            FleetKeys keys = keys(hosted.address());
            for (String oldest : keys.forgetBeyond(mostKeys(hosted), STRETCH_NANOS)) {
                setCurrentKey(oldest);
                int bytes = cells.remove(oldest, ALL);
                hosted.metrics().evicted.inc();
                hosted.metrics().live(-1, -bytes);
            }
        }
        crowded.clear();
    }

    private FleetKeys keys(String address) {
        return known.computeIfAbsent(address, a -> new FleetKeys());
    }

    @Override
    protected void reach(long nanos) throws Exception {
        String key = (String) getCurrentKey();
        Live live = cells.find(key, ALL);
        if (live == null) {
            keys(Addresses.address(key)).remove(key);
            return;
        }
        if (live.due > nanos) {
            return;
        }
        live.due = KeyState.NO_DEADLINE;
        tellUpTo(nanos, live);
        settle(live);
    }

    /** Moment by moment, for the order of what is told hangs on when it became certain. */
    private void tellUpTo(long nanos, Live live) {
        for (long due = live.state().deadline(); due <= nanos; due = live.state().deadline()) {
            long moment = due;
            live.state().advanceTo(moment, match -> await(match, live.hosted(), moment));
        }
    }

    /** The time it is to be woken at is its earliest so far: later ones do not ask for a timer. */
    private void settle(Live live) throws Exception {
        if (live.state().isEmpty()) {
            int bytes = cells.remove(live.owner, ALL);
            int known = keys(live.hosted().address()).remove(live.owner) ? 1 : 0;
            live.hosted().metrics().live(-known, -bytes);
            return;
        }
        live.changed = true;
        long due = live.state().deadline();
        if (due < live.due) {
            live.due = due;
            wakeAt(due);
        }
    }

    @Override
    protected void endKey() {
        cells.clear();
    }

    @Override
    public void snapshotState(StateSnapshotContext snapshot) throws Exception {
        cells.flush();
        super.snapshotState(snapshot);
    }
}
