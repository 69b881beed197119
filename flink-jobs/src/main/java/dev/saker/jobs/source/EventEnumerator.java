// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.source;

import dev.saker.jobs.ruleset.LogLimiter;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives out partitions, and tells all readers each second how far they go. */
final class EventEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final Logger LOG = LoggerFactory.getLogger(EventEnumerator.class);

    private static final long PERIOD_MILLIS = 1_000;

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> splits;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Supplier<EndOffsets> brokers;
    private final LogLimiter unansweredLog = new LogLimiter();
    private volatile EndOffsets ends; // closed by another thread than it was started by

    /**
     * @param brokers connected to when this starts: what is made and never started is never closed
     */
    EventEnumerator(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> splits,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Supplier<EndOffsets> brokers) {
        this.splits = splits;
        this.context = context;
        this.brokers = brokers;
    }

    @Override
    public void start() {
        splits.start();
        ends = brokers.get();
        context.callAsync(ends::ask, this::tell, PERIOD_MILLIS, PERIOD_MILLIS);
    }

    private void tell(PartitionEnds answer, Throwable failure) {
        if (failure != null) {
            if (unansweredLog.permits()) {
                LOG.warn(
                        "cannot ask how far partitions of events go: silent ones hold event time back reason=\"{}\" held_back={}",
                        failure.toString(),
                        unansweredLog.restart());
            }
            return;
        }
        for (int reader : List.copyOf(context.registeredReaders().keySet())) {
            context.sendEventToSourceReader(reader, answer);
        }
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
        splits.handleSplitRequest(reader, host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> returned, int reader) {
        splits.addSplitsBack(returned, reader);
    }

    @Override
    public void addReader(int reader) {
        splits.addReader(reader);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
        return splits.snapshotState(checkpoint);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        splits.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        splits.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        splits.handleSourceEvent(reader, event);
    }

    @Override
    public void close() throws IOException {
        if (ends != null) {
            ends.close();
        }
        splits.close();
    }
}
