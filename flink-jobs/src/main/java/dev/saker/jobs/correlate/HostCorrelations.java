// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.alert.Outlet;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.jobs.stage.AlertOrder;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.run.AbsenceGate;
import dev.saker.rules.correlate.run.SilenceAlerts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The correlations of hosts: what each signal of a node does. What rests on events that did not
 * come is told when the run of the collector that saw the last event was heard of afterwards; what
 * falls into a gap between two runs is not known, and that is told.
 */
final class HostCorrelations {
    private static final Logger LOG = LoggerFactory.getLogger(HostCorrelations.class);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SILENCE_MILLIS = AbsenceGate.SILENCE_NANOS / NANOS_PER_MILLI;

    /** Of a node that was not heard of for so long nothing is kept. */
    private static final long FORGET_MILLIS = 24 * 3_600_000L;

    /** Later than anything that can be waited for. */
    private static final long END = Long.MAX_VALUE - 1;

    private final CorrelationContext context;
    private final Cells cells;
    private final Outlet out;
    private final Map<String, HostLife> lives = new HashMap<>();

    HostCorrelations(CorrelationContext context, Cells cells, Outlet out) {
        this.context = context;
        this.cells = cells;
        this.out = out;
    }

    /** What is done with each node that changed. */
    interface LifeSink {
        void accept(HostLife life) throws Exception;
    }

    HostLife life(String node) {
        return lives.computeIfAbsent(node, HostLife::new);
    }

    void restore(HostLife life) {
        lives.put(life.node, life);
    }

    /** Those heard of longest ago first, as they were before. */
    void restoreKeys() throws Exception {
        record Stored(String node, String key, Cell cell, int bytes) {}
        List<Stored> all = new ArrayList<>();
        cells.inventory((node, key, cell, bytes) -> all.add(new Stored(node, key, cell, bytes)));
        all.sort(
                Comparator.<Stored>comparingLong(stored -> stored.cell().touched())
                        .thenComparing(Stored::key));
        for (Stored stored : all) {
            Optional<Hosted> hosted = hosted(stored.cell(), stored.key());
            int rank = hosted.map(known -> known.correlation().index()).orElse(0);
            HostLife life = life(stored.node());
            String address = Addresses.address(stored.key());
            life.turn = Math.max(life.turn, stored.cell().touched());
            life.keys.heard(address, stored.key());
            life.keys.waits(address, stored.key(), stored.cell().due(), rank);
            hosted.ifPresent(known -> known.metrics().live(1, stored.bytes()));
        }
    }

    private Optional<Hosted> hosted(Cell cell, String key) throws InterruptedException {
        return context.hosted(cell.version(), cell.shadow(), Addresses.address(key));
    }

    /** A signal of a node, the next one in its order. */
    void take(HostLife life, HostSignal signal, long watermark) throws Exception {
        life.changed = true;
        if (signal.kind == HostSignal.AWAITED) {
            life.awaited.add(Awaited.read(new StateReader(signal.body)));
            release(life);
            return;
        }
        sign(life, signal, watermark);
        if (signal.kind == HostSignal.HITS) {
            hits(life, signal);
        }
        release(life);
    }

    /** The node lives, and all its events before this have come. */
    private void sign(HostLife life, HostSignal signal, long watermark) throws Exception {
        if (life.run == HostLife.NEVER) {
            life.begin(signal.run, signal.time);
        } else if (signal.run > life.run) {
            newRun(life, signal);
        } else if (signal.run < life.run) {
            return; // a straggler of a run that another one replaced
        }
        life.heard = Math.max(life.heard, signal.time);
        // Signs come before the event time of all others has reached them, by far in a backlog.
        life.heardAtMillis = Math.max(watermark, Math.floorDiv(life.heard, NANOS_PER_MILLI));
        if (watermark != HostLife.NEVER) {
            life.settled(watermark * NANOS_PER_MILLI);
        }
        advance(life);
    }

    /**
     * What rests on the time between the two runs will never be known. What is awaited of fleets is
     * not told here: how much of that has come yet hangs on the event time of other nodes.
     */
    private void newRun(HostLife life, HostSignal signal) throws Exception {
        List<Match> unknown = ofKeysUpTo(life, END);
        if (!unknown.isEmpty()) {
            silent(life, signal.time, unknown);
        }
        life.begin(signal.run, signal.time);
    }

    private void advance(HostLife life) throws Exception {
        for (HostKeys.Due due = life.keys.next(life.heard);
                due != null;
                due = life.keys.next(life.heard)) {
            Live live = cells.find(life.node, due.key());
            if (live == null) {
                life.keys.remove(Addresses.address(due.key()), due.key());
                continue;
            }
            long moment = due.time();
            Optional<HostedSet> set = set(live);
            List<Match> found = new ArrayList<>();
            live.state().advanceTo(moment, found::add);
            for (Match match : found) {
                if (set.isPresent()) {
                    moment(life, set.get(), match, moment, true);
                }
            }
            settle(life, live);
        }
    }

    private Optional<HostedSet> set(Live live) throws InterruptedException {
        return context.set(live.hosted().version().version(), live.hosted().version().shadow());
    }

    /**
     * Something is told of a moment: not if its host was not watched all the time, by one run,
     * which may have been replaced by now.
     */
    private void moment(HostLife life, HostedSet set, Match match, long due, boolean ofThisHost) {
        Hosted hosted = set.at(match.correlation());
        if (match.awaitsMarker() && !life.sawAll(match.last().time(), due)) {
            hosted.metrics().uncertain.inc();
            LOG.debug("event=uncertain correlation={}", hosted.correlation().name());
            return;
        }
        String key = Addresses.with(hosted.address(), match.key());
        context.found(
                set, match, AlertOrder.ofMoment(due, match.correlation(), key, ofThisHost), out);
    }

    private void hits(HostLife life, HostSignal signal) throws Exception {
        Optional<HostedSet> set = context.set(signal.version, signal.shadow);
        if (set.isEmpty()) {
            return;
        }
        for (Hosted old : context.replaced(set.get())) {
            context.outdated(
                    old, lives.values().stream().mapToLong(l -> l.keys.count(old.address())).sum());
        }
        for (HitList.Placed placed : HitList.read(signal.body)) {
            Hosted hosted = set.get().at(placed.hit().correlation());
            hit(life, set.get(), hosted, placed.hit(), placed.place());
        }
    }

    private void hit(HostLife life, HostedSet set, Hosted hosted, Hit hit, int place)
            throws Exception {
        String key = Addresses.with(hosted.address(), hit.key());
        Live live = cells.of(life.node, key, hosted);
        live.touched = ++life.turn;
        if (life.keys.heard(hosted.address(), key)) {
            hosted.metrics().live(1, 0);
            evict(life, hosted);
        }
        AlertOrder order = AlertOrder.atHit(hit.time(), life.node, hit.sequence(), place, true);
        List<Match> found = new ArrayList<>();
        if (!live.state().apply(hit, found::add)) {
            hosted.metrics().late.inc();
        }
        hosted.metrics().forgotten.inc(live.state().takeForgotten());
        for (Match match : found) {
            // Time went on to the event first: that may have told of moments before it.
            if (match.awaitsMarker() || match.time() != hit.time()) {
                moment(life, set, match, match.time(), true);
            } else {
                context.found(set, match, order, out);
            }
        }
        settle(life, live);
    }

    /** The key of the correlation of which no event came for longest goes. */
    private void evict(HostLife life, Hosted hosted) throws Exception {
        String address = hosted.address();
        if (life.keys.count(address) > hosted.correlation().limits().keys()) {
            String oldest = life.keys.oldest(address);
            int bytes = cells.remove(life.node, oldest);
            life.keys.remove(address, oldest);
            hosted.metrics().evicted.inc();
            hosted.metrics().live(-1, -bytes);
        }
    }

    private void settle(HostLife life, Live live) throws Exception {
        Hosted hosted = live.hosted();
        if (live.state().isEmpty()) {
            int bytes = cells.remove(life.node, live.key);
            int known = life.keys.remove(hosted.address(), live.key) ? 1 : 0;
            hosted.metrics().live(-known, -bytes);
            return;
        }
        live.changed = true;
        live.due = live.state().deadline();
        life.keys.waits(hosted.address(), live.key, live.due, hosted.correlation().index());
    }

    /** Tells what the node was heard of after. */
    private void release(HostLife life) throws Exception {
        if (life.awaited.isEmpty()) {
            return;
        }
        List<Awaited> told = new ArrayList<>();
        for (Iterator<Awaited> each = life.awaited.iterator(); each.hasNext(); ) {
            Awaited one = each.next();
            if (one.due() <= life.heard) {
                each.remove();
                told.add(one);
            }
        }
        for (Awaited one : told) {
            Optional<HostedSet> set = context.set(one.version(), one.shadow());
            if (set.isPresent()) {
                moment(life, set.get(), one.match(), one.due(), false);
            }
        }
    }

    /** When a node is to be looked at whether it fell silent, in ms of event time. */
    static long nextLook(HostLife life, long watermark) {
        if (life.heardAtMillis == HostLife.NEVER) {
            return HostLife.NEVER + 1;
        }
        long silent = life.heardAtMillis + SILENCE_MILLIS + 1;
        return silent > watermark ? silent : watermark + SILENCE_MILLIS;
    }

    /**
     * Event time has come this far; says so if the node fell silent.
     *
     * @return whether it is still of interest
     */
    boolean look(HostLife life, long watermark) throws Exception {
        if (life.heardAtMillis == HostLife.NEVER) {
            life.heardAtMillis = watermark;
        }
        long silence = watermark - life.heardAtMillis;
        if (silence > FORGET_MILLIS) {
            forget(life);
            return false;
        }
        if (silence > SILENCE_MILLIS && life.silentSince != life.heard) {
            List<Match> unknown = firstAwaited(life, (silence - 1) / SILENCE_MILLIS);
            if (!unknown.isEmpty()) {
                life.changed = true;
                silent(life, life.heard + AbsenceGate.SILENCE_NANOS, unknown);
            }
        }
        return true;
    }

    /**
     * What hangs on a node after so many times thirty seconds, or after fewer if that is the first
     * there is: what is said must not depend on when somebody looks.
     */
    private List<Match> firstAwaited(HostLife life, long most) throws Exception {
        List<Match> all = awaitedUpTo(life, life.heard + most * AbsenceGate.SILENCE_NANOS);
        long first = all.stream().mapToLong(Match::time).min().orElse(Long.MAX_VALUE);
        for (long times = Math.max(1, (first - life.heard) / AbsenceGate.SILENCE_NANOS);
                times < most;
                times++) {
            List<Match> some = awaitedUpTo(life, life.heard + times * AbsenceGate.SILENCE_NANOS);
            if (!some.isEmpty()) {
                return some;
            }
        }
        return all;
    }

    private void silent(HostLife life, long time, List<Match> unknown) {
        if (life.silentSince != life.heard) {
            life.silentSince = life.heard;
            LOG.warn("event=host_silent node={} results={}", life.node, unknown.size());
            context.send(
                    SilenceAlerts.of(
                            new AbsenceGate.Silence(life.node, life.heard, time, unknown), 0),
                    out);
        }
    }

    /** What would be told of a time if nothing more came, and rests on that. */
    private List<Match> awaitedUpTo(HostLife life, long time) throws Exception {
        List<Match> found = ofKeysUpTo(life, time);
        life.awaited.stream()
                .filter(one -> !one.shadow() && one.due() <= time)
                .map(Awaited::match)
                .filter(Match::awaitsMarker)
                .forEach(found::add);
        return found;
    }

    /** Of that, what its own keys would tell. */
    private List<Match> ofKeysUpTo(HostLife life, long time) throws Exception {
        List<Match> found = new ArrayList<>();
        for (String key : life.keys.all()) {
            Live live = cells.find(life.node, key);
            if (live != null
                    && live.hosted().awaits()
                    && !live.hosted().version().shadow()
                    && live.state().deadline() <= time) {
                KeyState copy = live.copy();
                copy.advanceTo(time, found::add);
            }
        }
        found.removeIf(match -> !match.awaitsMarker());
        return found;
    }

    private void forget(HostLife life) throws Exception {
        for (String key : life.keys.all()) {
            Live live = cells.find(life.node, key);
            if (live != null) {
                live.hosted().metrics().evicted.inc();
                live.hosted().metrics().live(-1, -cells.remove(life.node, key));
            }
        }
        LOG.warn("event=node_forgotten node={} keys={}", life.node, life.keys.all().size());
        lives.remove(life.node);
    }

    /** Writes all that changed back to Flink's state. */
    void flush(LifeSink sink) throws Exception {
        cells.flush();
        for (HostLife life : lives.values()) {
            if (life.changed) {
                life.changed = false;
                sink.accept(life);
            }
        }
    }

    /** In batch: the node has ended. */
    void forgetAll() {
        cells.clear();
        lives.clear();
    }
}
