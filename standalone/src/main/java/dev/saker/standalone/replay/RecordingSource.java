// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import dev.saker.jobs.event.EventRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A recording as a bounded source of one split: the state of its host is made of all events before.
 */
final class RecordingSource
        implements Source<EventRecord, RecordingSource.Whole, Collection<RecordingSource.Whole>> {
    private static final long serialVersionUID = 1;

    private final String recording;

    RecordingSource(Path recording) {
        this.recording = recording.toAbsolutePath().toString();
    }

    /** The whole of a recording; begun again, it is read from its beginning. */
    record Whole(String recording) implements IteratorSourceSplit<EventRecord, RecordingEvents> {
        @Override
        public String splitId() {
            return recording;
        }

        @Override
        public RecordingEvents getIterator() {
            return new RecordingEvents(Path.of(recording));
        }

        @Override
        public IteratorSourceSplit<EventRecord, RecordingEvents> getUpdatedSplitForIterator(
                RecordingEvents iterator) {
            return this;
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<EventRecord, Whole> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<>(context);
    }

    @Override
    public SplitEnumerator<Whole, Collection<Whole>> createEnumerator(
            SplitEnumeratorContext<Whole> context) {
        return new IteratorSourceEnumerator<>(context, List.of(new Whole(recording)));
    }

    @Override
    public SplitEnumerator<Whole, Collection<Whole>> restoreEnumerator(
            SplitEnumeratorContext<Whole> context, Collection<Whole> left) {
        return new IteratorSourceEnumerator<>(context, left);
    }

    @Override
    public SimpleVersionedSerializer<Whole> getSplitSerializer() {
        return new WholeSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<Whole>> getEnumeratorCheckpointSerializer() {
        return new WholesSerializer();
    }

    private static final class WholeSerializer implements SimpleVersionedSerializer<Whole> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Whole whole) {
            return whole.recording().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Whole deserialize(int version, byte[] bytes) {
            return new Whole(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Of none or one. */
    private static final class WholesSerializer
            implements SimpleVersionedSerializer<Collection<Whole>> {
        private final WholeSerializer one = new WholeSerializer();

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<Whole> left) {
            return left.isEmpty() ? new byte[0] : one.serialize(left.iterator().next());
        }

        @Override
        public Collection<Whole> deserialize(int version, byte[] bytes) {
            return bytes.length == 0 ? List.of() : List.of(one.deserialize(version, bytes));
        }
    }
}
