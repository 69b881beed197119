// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.order;

import dev.saker.jobs.alert.OutgoingRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives the records of each key in the order of their events, which is not the order in which they
 * come: holds them until no earlier one can come any more.
 *
 * <p>They are held in stretches of {@link #STRETCH_MILLIS}, each a list by itself, so that holding
 * one costs the same however many are held. Time goes on in whole stretches, also for what is
 * behind. Timers do nothing but say that a stretch is complete; what is made of it hangs on the
 * records alone. In batch, where the records of a key come sorted by the millisecond and timers
 * wait for the end of the key, a record shows by itself that the stretches before its own are
 * complete.
 *
 * @param <I> what comes, keyed by a text
 */
public abstract class OrderedOperator<I> extends TellingOperator
        implements OneInputStreamOperator<I, OutgoingRecord>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;

    /** At most so much later than its watermark a record is given. */
    public static final long STRETCH_MILLIS = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;

    protected static final long STRETCH_NANOS = STRETCH_MILLIS * NANOS_PER_MILLI;
    private static final long END_OF_KEY = Long.MAX_VALUE - 1;

    private final TypeInformation<I> type;
    private final boolean bounded;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient InternalListState<String, Long, I> held;
    private transient Comparator<I> order;
    private transient TreeSet<Long> pending;
    private transient String pendingKey;
    private transient long turning;

    /**
     * @param bounded whether the job runs in batch mode
     */
    protected OrderedOperator(TypeInformation<I> type, boolean bounded) {
        this.type = type;
        this.bounded = bounded;
    }

    /** Event time, ns since the epoch. */
    protected abstract long time(I record);

    /** The order within a key. */
    protected abstract Comparator<I> order();

    /** Whether the record comes in the order of its key by itself, so that it need not wait. */
    protected abstract boolean isInOrder(I record);

    /**
     * A record may stand for several, of one key and one stretch ({@link #STRETCH_MILLIS}): gives
     * each by itself.
     */
    protected void unfold(I record, Consumer<I> out) {
        out.accept(record);
    }

    /** The next record of the current key. */
    protected abstract void take(I record) throws Exception;

    /** One that comes behind its time. */
    protected abstract void takeLate(I record) throws Exception;

    /** Every record of the current key before this time has been taken. */
    protected abstract void reach(long nanos) throws Exception;

    /**
     * Not in batch: every record of a stretch has been taken, of all keys of this task. The current
     * key is any.
     */
    protected abstract void endStretch() throws Exception;

    /** In batch: nothing more will come of the current key. */
    protected abstract void endKey();

    /** How far a record is behind what has been taken. */
    protected final long behindNanos(I record) {
        return (eventTime() + 1) * NANOS_PER_MILLI - time(record);
    }

    /** Whether the job ends, so that event time goes on for ever though nothing tells it. */
    protected final boolean isEnding() {
        return !bounded && timers.currentWatermark() == Long.MAX_VALUE;
    }

    protected final boolean isBounded() {
        return bounded;
    }

    @Override
    @SuppressWarnings("unchecked") // an operator's list state is always the internal one
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("order", VoidNamespaceSerializer.INSTANCE, this);
        held =
                (InternalListState<String, Long, I>)
                        (Object)
                                getOrCreateKeyedState(
                                        LongSerializer.INSTANCE,
                                        new ListStateDescriptor<>(
                                                "held",
                                                type.createSerializer(
                                                        getExecutionConfig()
                                                                .getSerializerConfig())));
        order = order();
        pending = new TreeSet<>();
        turning = EventTime.NEVER;
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
        I record = element.getValue();
        long millis = Math.floorDiv(time(record), NANOS_PER_MILLI);
        if (bounded) {
            turnBefore(millis);
            hold(record, millis);
        } else if (millis <= eventTime()) {
            for (I one : unfolded(List.of(record))) {
                takeLate(one);
            }
        } else if (isInOrder(record)) {
            take(record);
        } else {
            hold(record, millis);
        }
    }

    private List<I> unfolded(Iterable<I> records) {
        List<I> all = new ArrayList<>();
        for (I record : records) {
            unfold(record, all::add);
        }
        return all;
    }

    private void hold(I record, long millis) throws Exception {
        long stretch = Math.floorDiv(millis, STRETCH_MILLIS) * STRETCH_MILLIS;
        held.setCurrentNamespace(stretch);
        held.add(record);
        turnAt(stretch + STRETCH_MILLIS - 1);
    }

    private void turnBefore(long millis) throws Exception {
        if (!getCurrentKey().equals(pendingKey)) {
            pendingKey = (String) getCurrentKey();
            pending.clear();
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_KEY);
        }
        while (!pending.isEmpty() && pending.first() < millis) {
            turn(pending.pollFirst());
        }
    }

    /** {@link #reach} is wanted as soon as this time is over, though no record may come. */
    protected final void wakeAt(long nanos) {
        if (nanos != Long.MAX_VALUE) {
            long last = Math.floorDiv(nanos - 1, NANOS_PER_MILLI);
            turnAt(Math.floorDiv(last, STRETCH_MILLIS) * STRETCH_MILLIS + STRETCH_MILLIS - 1);
        }
    }

    private void turnAt(long millis) {
        if (bounded) {
            pending.add(millis);
        } else {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, millis);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        if (!bounded) {
            if (timer.getTimestamp() != turning) {
                endStretch();
                turning = timer.getTimestamp();
                setCurrentKey(timer.getKey());
            }
            turn(timer.getTimestamp());
            return;
        }
        while (!pending.isEmpty()) {
            turn(pending.pollFirst());
        }
        endKey();
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of processing time is ever set");
    }

    /** A stretch is complete that ends with this millisecond. */
    private void turn(long millis) throws Exception {
        held.setCurrentNamespace(millis + 1 - STRETCH_MILLIS);
        Iterable<I> records = held.get();
        if (records != null) {
            List<I> sorted = unfolded(records);
            held.clear();
            sorted.sort(order);
            for (I record : sorted) {
                take(record);
            }
        }
        reach((millis + 1) * NANOS_PER_MILLI);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long millis = mark.getTimestamp();
        if (millis == Long.MAX_VALUE) {
            super.processWatermark(mark);
            return;
        }
        long complete = Math.floorDiv(millis + 1, STRETCH_MILLIS) * STRETCH_MILLIS - 1;
        if (millis != EventTime.NEVER && complete > eventTime()) {
            super.processWatermark(new Watermark(complete));
            endStretch();
        }
    }
}
