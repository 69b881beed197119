// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.DetectionJobConfig.TopicNames;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.order.TellingOperator;
import dev.saker.jobs.ruleset.VersionOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * All correlations whose keys are one host's, keyed by node: each node's signals come one behind
 * the other, so nothing waits, and its own markers are its time. Flink's event time serves only to
 * see that a node fell silent. In batch, where signals come sorted by the millisecond, those of one
 * millisecond are put into order here.
 */
public final class HostOperator extends TellingOperator
        implements OneInputStreamOperator<HostSignal, OutgoingRecord>,
                Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long END_OF_KEY = Long.MAX_VALUE - 1;
    private static final String LIVES = "lives";
    private static final Comparator<HostSignal> ORDER =
            Comparator.<HostSignal>comparingLong(signal -> signal.time)
                    .thenComparingLong(signal -> signal.run)
                    .thenComparingLong(signal -> signal.sequence);

    private final TopicNames topics;
    private final RegistryAddress registry;
    private final VersionOrigin origin;
    private final boolean bounded;
    private transient CorrelationContext context;
    private transient HostCorrelations hosts;
    private transient InternalTimerService<VoidNamespace> silences;
    private transient ValueState<byte[]> lives;
    private transient List<HostSignal> sameMilli;
    private transient String sortedKey;

    /**
     * @param bounded whether the job runs in batch mode
     */
    public HostOperator(
            TopicNames topics, RegistryAddress registry, VersionOrigin origin, boolean bounded) {
        this.topics = topics;
        this.registry = registry;
        this.origin = origin;
        this.bounded = bounded;
    }

    @Override
    public void open() throws Exception {
        super.open();
        context =
                CorrelationContext.open(
                        topics, registry, origin, getRuntimeContext(), getMetricGroup());
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        lives = bytes(LIVES);
        Cells cells = new Cells(backend, context, bounded);
        hosts = new HostCorrelations(context, cells, this);
        silences = getInternalTimerService("silences", VoidNamespaceSerializer.INSTANCE, this);
        sameMilli = new ArrayList<>();
        if (!bounded) {
            restore(backend);
        }
    }

    private void restore(KeyedStateBackend<String> backend) throws Exception {
        List<String> nodes;
        try (var all = backend.<VoidNamespace>getKeys(LIVES, VoidNamespace.INSTANCE)) {
            nodes = all.toList();
        }
        for (String node : nodes) {
            setCurrentKey(node);
            hosts.restore(HostLife.read(node, lives.value()));
        }
        hosts.restoreKeys();
    }

    @Override
    public void close() throws Exception {
        if (context != null) {
            context.close();
        }
        super.close();
    }

    @Override
    public void processElement(StreamRecord<HostSignal> element) throws Exception {
        HostSignal signal = element.getValue();
        if (bounded) {
            sort(signal);
            return;
        }
        HostLife life = hosts.life(signal.node);
        hosts.take(life, signal, eventTime());
        if (!life.watched) {
            life.watched = true;
            silences.registerEventTimeTimer(
                    VoidNamespace.INSTANCE, HostCorrelations.nextLook(life, eventTime()));
        }
    }

    private void sort(HostSignal signal) throws Exception {
        if (!signal.node.equals(sortedKey)) {
            sortedKey = signal.node;
            silences.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_KEY);
        }
        if (!sameMilli.isEmpty() && millis(sameMilli.get(0)) != millis(signal)) {
            takeSorted();
        }
        sameMilli.add(signal);
    }

    private void takeSorted() throws Exception {
        sameMilli.sort(ORDER);
        for (HostSignal signal : sameMilli) {
            hosts.take(hosts.life(signal.node), signal, HostLife.NEVER);
        }
        sameMilli.clear();
    }

    private static long millis(HostSignal signal) {
        return Math.floorDiv(signal.time, NANOS_PER_MILLI);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        if (bounded) {
            takeSorted();
            hosts.forgetAll();
            return;
        }
        if (silences.currentWatermark() == Long.MAX_VALUE) {
            return; // the job ends: that says nothing of nodes
        }
        HostLife life = hosts.life(timer.getKey());
        if (hosts.look(life, eventTime())) {
            silences.registerEventTimeTimer(
                    VoidNamespace.INSTANCE, HostCorrelations.nextLook(life, eventTime()));
        } else {
            lives.clear();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever set");
    }

    @Override
    public void snapshotState(StateSnapshotContext snapshot) throws Exception {
        hosts.flush(
                life -> {
                    setCurrentKey(life.node);
                    lives.update(life.toBytes());
                });
        super.snapshotState(snapshot);
    }
}
