// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A map of the key at hand, in memory. */
final class KeyedMap<K, V> implements MapState<K, V> {

    private final TypeSerializer<K> keys;
    private final TypeSerializer<V> values;
    private Map<K, V> current;

    KeyedMap(TypeSerializer<K> keys, TypeSerializer<V> values) {
        this.keys = keys;
        this.values = values;
    }

    /** Only this class puts things into it. */
    @SuppressWarnings("unchecked")
    void enter(Map<Object, Object> map) {
        current = (Map<K, V>) map;
    }

    /** Appends the map of the key at hand. */
    void write(DataOutputView out) throws IOException {
        out.writeInt(current.size());
        for (Map.Entry<K, V> entry : current.entrySet()) {
            keys.serialize(entry.getKey(), out);
            values.serialize(entry.getValue(), out);
        }
    }

    /** Fills the map of the key at hand. */
    void read(DataInputView in) throws IOException {
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            K key = keys.deserialize(in);
            current.put(key, values.deserialize(in));
        }
    }

    @Override
    public V get(K key) {
        return current.get(key);
    }

    @Override
    public void put(K key, V value) {
        current.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> map) {
        current.putAll(map);
    }

    @Override
    public void remove(K key) {
        current.remove(key);
    }

    @Override
    public boolean contains(K key) {
        return current.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return current.entrySet();
    }

    @Override
    public Iterable<K> keys() {
        return current.keySet();
    }

    @Override
    public Iterable<V> values() {
        return current.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return current.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
        return current.isEmpty();
    }

    @Override
    public void clear() {
        current.clear();
    }
}
