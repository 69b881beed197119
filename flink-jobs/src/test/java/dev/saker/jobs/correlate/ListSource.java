// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.event.EventRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Records that a test made, one list for each partition; read by a job in the same process. Each
 * task reads its own share, as those of Kafka's source do: one that is early must not read
 * another's behind its own, whose time has passed by then.
 */
public final class ListSource
        implements Source<EventRecord, ListSource.Part, Collection<ListSource.Part>> {
    private static final long serialVersionUID = 1;
    private static final Map<String, List<EventRecord>> RECORDS = new ConcurrentHashMap<>();

    private final String name;
    private final int count;

    public ListSource(String name, List<List<EventRecord>> partitions) {
        for (int part = 0; part < partitions.size(); part++) {
            RECORDS.put(name + "/" + part, partitions.get(part));
        }
        this.name = name;
        this.count = partitions.size();
    }

    /** One partition. */
    record Part(String splitId) implements IteratorSourceSplit<EventRecord, Iterator<EventRecord>> {
        int number() {
            return Integer.parseInt(splitId.substring(splitId.lastIndexOf('/') + 1));
        }

        @Override
        public Iterator<EventRecord> getIterator() {
            return RECORDS.get(splitId).iterator();
        }

        @Override
        public IteratorSourceSplit<EventRecord, Iterator<EventRecord>> getUpdatedSplitForIterator(
                Iterator<EventRecord> iterator) {
            return this;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<EventRecord, Part> createReader(SourceReaderContext context) {
        return new PartReader(context);
    }

    @Override
    public SplitEnumerator<Part, Collection<Part>> createEnumerator(
            SplitEnumeratorContext<Part> context) {
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            parts.add(new Part(name + "/" + part));
        }
        return new ByTask(context, parts);
    }

    @Override
    public SplitEnumerator<Part, Collection<Part>> restoreEnumerator(
            SplitEnumeratorContext<Part> context, Collection<Part> left) {
        return new ByTask(context, left);
    }

    @Override
    public SimpleVersionedSerializer<Part> getSplitSerializer() {
        return new PartSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<Part>> getEnumeratorCheckpointSerializer() {
        return new PartsSerializer();
    }

    /** Flink takes a task for idle that has no partition yet, and event time passes it by. */
    @SuppressWarnings("try") // Flink closes it, and its close() may throw anything
    private static final class PartReader
            extends IteratorSourceReader<EventRecord, Iterator<EventRecord>, Part> {
        private boolean begun;

        PartReader(SourceReaderContext context) {
            super(context);
        }

        @Override
        public InputStatus pollNext(ReaderOutput<EventRecord> output) {
            if (!begun) {
                begun = true;
                output.markActive();
            }
            return super.pollNext(output);
        }
    }

    private static final class ByTask implements SplitEnumerator<Part, Collection<Part>> {
        private final SplitEnumeratorContext<Part> context;
        private final List<Part> left;

        ByTask(SplitEnumeratorContext<Part> context, Collection<Part> parts) {
            this.context = context;
            this.left = new ArrayList<>(parts);
        }

        @Override
        public void start() {
            // Tasks ask.
        }

        @Override
        public void handleSplitRequest(int task, String host) {
            left.stream()
                    .filter(part -> part.number() % context.currentParallelism() == task)
                    .findFirst()
                    .ifPresentOrElse(
                            part -> {
                                left.remove(part);
                                context.assignSplit(part, task);
                            },
                            () -> context.signalNoMoreSplits(task));
        }

        @Override
        public void addSplitsBack(List<Part> parts, int task) {
            left.addAll(parts);
        }

        @Override
        public void addReader(int task) {
            // It asks.
        }

        @Override
        public Collection<Part> snapshotState(long checkpoint) {
            return List.copyOf(left);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static final class PartSerializer implements SimpleVersionedSerializer<Part> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Part part) {
            return part.splitId().getBytes();
        }

        @Override
        public Part deserialize(int version, byte[] bytes) {
            return new Part(new String(bytes));
        }
    }

    private static final class PartsSerializer
            implements SimpleVersionedSerializer<Collection<Part>> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<Part> parts) {
            return String.join(",", parts.stream().map(Part::splitId).toList()).getBytes();
        }

        @Override
        public Collection<Part> deserialize(int version, byte[] bytes) {
            return bytes.length == 0
                    ? List.of()
                    : Stream.of(new String(bytes).split(",")).map(Part::new).toList();
        }
    }
}
