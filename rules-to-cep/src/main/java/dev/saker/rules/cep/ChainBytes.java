// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** A key's automaton and its events as Flink's own serializers write them. */
final class ChainBytes {

    /** Of what Flink's serializers of this version write; another one is not read. */
    private static final int FORMAT = 1;

    private ChainBytes() {}

    static byte[] write(KeyedMaps maps, List<Map<Object, Object>> key, NFAState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputView out = new DataOutputViewStreamWrapper(bytes);
        maps.enter(key);
        try {
            out.writeByte(FORMAT);
            new NFAStateSerializer().serialize(state, out);
            for (KeyedMap<?, ?> map : maps.maps()) {
                map.write(out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written to", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Fills the maps of a new key.
     *
     * @return its automaton
     * @throws IllegalStateException if another version wrote it
     */
    static NFAState read(KeyedMaps maps, List<Map<Object, Object>> key, byte[] bytes) {
        DataInputView in = new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes));
        maps.enter(key);
        try {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IllegalStateException(
                        "state of Flink's engine has format " + format + ", not " + FORMAT);
            }
            NFAState state = new NFAStateSerializer().deserialize(in);
            for (KeyedMap<?, ?> map : maps.maps()) {
                map.read(in);
            }
            return state;
        } catch (IOException broken) {
            throw new IllegalStateException("state of Flink's engine breaks off", broken);
        }
    }
}
