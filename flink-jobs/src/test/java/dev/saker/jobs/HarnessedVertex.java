// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.alert.OutgoingRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A keyed operator with all its tasks, each in Flink's own harness. Its state can be taken away and
 * given to any number of new tasks.
 *
 * @param <I> what comes
 */
@SuppressWarnings("try") // harnesses close with a plain Exception
final class HarnessedVertex<I> implements AutoCloseable {
    private static final int KEY_GROUPS = 128;

    private final Supplier<OneInputStreamOperator<I, OutgoingRecord>> operators;
    private final KeySelector<I, String> key;
    private final Supplier<StateBackend> backends;
    private final Consumer<OutgoingRecord> records;
    private final CountedMetrics metrics;
    private final Map<OutputTag<?>, BiConsumer<Object, Long>> ways = new LinkedHashMap<>();
    private final List<Task<I>> tasks = new ArrayList<>();
    private long told = Long.MIN_VALUE;
    private long checkpoint;

    /** One of them, and the event time it has given on. */
    private static final class Task<I> {
        private final KeyedOneInputStreamOperatorTestHarness<String, I, OutgoingRecord> harness;
        private long watermark = Long.MIN_VALUE;

        Task(KeyedOneInputStreamOperatorTestHarness<String, I, OutgoingRecord> harness) {
            this.harness = harness;
        }
    }

    /**
     * @param records is given what goes to Kafka
     */
    HarnessedVertex(
            Supplier<OneInputStreamOperator<I, OutgoingRecord>> operators,
            KeySelector<I, String> key,
            Supplier<StateBackend> backends,
            Consumer<OutgoingRecord> records,
            CountedMetrics metrics) {
        this.operators = operators;
        this.key = key;
        this.backends = backends;
        this.records = records;
        this.metrics = metrics;
    }

    /** What goes this way goes to another vertex. */
    <T> HarnessedVertex<I> to(OutputTag<T> way, HarnessedVertex<T> other) {
        ways.put(
                way,
                (value, millis) -> other.give(way.getTypeInfo().getTypeClass(), value, millis));
        return this;
    }

    private void give(Class<I> type, Object value, long millis) {
        process(type.cast(value), millis);
    }

    /** Starts so many tasks without state. */
    void open(int parallelism) throws Exception {
        start(parallelism, List.of());
    }

    /** Ends all tasks and starts so many others with what those knew. */
    void restart(int parallelism) throws Exception {
        List<OperatorSubtaskState> states = checkpoint();
        close();
        start(parallelism, states);
    }

    private void start(int parallelism, List<OperatorSubtaskState> states) throws Exception {
        told = Long.MIN_VALUE;
        for (int index = 0; index < parallelism; index++) {
            KeyedOneInputStreamOperatorTestHarness<String, I, OutgoingRecord> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            operators.get(), key, Types.STRING, environment(parallelism, index));
            harness.setStateBackend(backends.get());
            if (!states.isEmpty()) {
                OperatorSubtaskState all =
                        AbstractStreamOperatorTestHarness.repackageState(
                                states.toArray(OperatorSubtaskState[]::new));
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                all, KEY_GROUPS, states.size(), parallelism, index));
            }
            harness.open();
            tasks.add(new Task<>(harness));
        }
    }

    private MockEnvironment environment(int parallelism, int index) {
        return new MockEnvironmentBuilder()
                .setMaxParallelism(KEY_GROUPS)
                .setParallelism(parallelism)
                .setSubtaskIndex(index)
                .setMetricGroup(metrics.task())
                .build();
    }

    /** States of keys, if they are on the heap. */
    int storedStates() {
        return tasks.stream().mapToInt(task -> task.harness.numKeyedStateEntries()).sum();
    }

    /** Changes what is stored of every key under a name, on the heap. */
    void change(String name, UnaryOperator<byte[]> change) throws Exception {
        for (Task<I> task : tasks) {
            AbstractStreamOperator<?> operator =
                    (AbstractStreamOperator<?>) task.harness.getOperator();
            KeyedStateBackend<String> backend = operator.getKeyedStateBackend();
            InternalValueState<String, String, byte[]> state = state(backend, name);
            List<Tuple2<String, String>> places;
            try (var all = backend.<String>getKeysAndNamespaces(name)) {
                places = all.toList();
            }
            for (Tuple2<String, String> place : places) {
                backend.setCurrentKey(place.f0);
                state.setCurrentNamespace(place.f1);
                state.update(change.apply(state.value()));
            }
        }
    }

    @SuppressWarnings("unchecked") // a backend's value state is always the internal one
    private static InternalValueState<String, String, byte[]> state(
            KeyedStateBackend<String> backend, String name) throws Exception {
        return (InternalValueState<String, String, byte[]>)
                (Object)
                        backend.getOrCreateKeyedState(
                                StringSerializer.INSTANCE,
                                new ValueStateDescriptor<>(
                                        name, BytePrimitiveArraySerializer.INSTANCE));
    }

    List<OperatorSubtaskState> checkpoint() throws Exception {
        checkpoint++;
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (Task<I> task : tasks) {
            states.add(task.harness.snapshot(checkpoint, checkpoint));
        }
        return states;
    }

    void process(I value, long millis) {
        try {
            int index =
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            key.getKey(value), KEY_GROUPS, tasks.size());
            tasks.get(index).harness.processElement(value, millis);
            drain(tasks.get(index));
        } catch (Exception failed) {
            throw new AssertionError("an operator failed", failed);
        }
    }

    /**
     * Event time goes on.
     *
     * @return how far it has come for what is behind
     */
    long advance(long watermark) throws Exception {
        if (watermark > told) {
            told = watermark;
            for (Task<I> task : tasks) {
                task.harness.processWatermark(new Watermark(watermark));
                drain(task);
            }
        }
        return tasks.stream().mapToLong(task -> task.watermark).min().orElseThrow();
    }

    private void drain(Task<I> task) {
        Queue<Object> output = task.harness.getOutput();
        for (Object one = output.poll(); one != null; one = output.poll()) {
            if (one instanceof Watermark mark) {
                task.watermark = mark.getTimestamp();
            } else if (one instanceof StreamRecord<?> record) {
                records.accept((OutgoingRecord) record.getValue());
            }
        }
        ways.forEach((way, to) -> drain(task, way, to));
    }

    private <T> void drain(Task<I> task, OutputTag<T> way, BiConsumer<Object, Long> to) {
        Queue<StreamRecord<T>> aside = task.harness.getSideOutput(way);
        if (aside == null) {
            return;
        }
        for (StreamRecord<T> one = aside.poll(); one != null; one = aside.poll()) {
            to.accept(one.getValue(), one.getTimestamp());
        }
    }

    /** Its environment too, two threads of which would stay; Flink closes its own only. */
    static void close(OneInputStreamOperatorTestHarness<?, ?> harness) throws Exception {
        harness.close();
        harness.getEnvironment().close();
    }

    @Override
    public void close() throws Exception {
        for (Task<I> task : tasks) {
            close(task.harness);
        }
        tasks.clear();
    }
}
