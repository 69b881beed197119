// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Events in our own form, behind their length. */
public final class ChainEventSerializer extends TypeSerializerSingleton<ChainEvent> {

    static final ChainEventSerializer INSTANCE = new ChainEventSerializer();

    private static final long serialVersionUID = 1;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public ChainEvent createInstance() {
        return new ChainEvent(0, 0, new StepEvent("", 0, "", new byte[0]));
    }

    @Override
    public ChainEvent copy(ChainEvent from) {
        return from;
    }

    @Override
    public ChainEvent copy(ChainEvent from, ChainEvent reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(ChainEvent event, DataOutputView target) throws IOException {
        StateWriter out = new StateWriter();
        event.write(out);
        target.writeInt(out.length());
        target.write(out.toBytes());
    }

    @Override
    public ChainEvent deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return ChainEvent.read(new StateReader(bytes));
    }

    @Override
    public ChainEvent deserialize(ChainEvent reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public TypeSerializerSnapshot<ChainEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Of a serializer without settings. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChainEvent> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
