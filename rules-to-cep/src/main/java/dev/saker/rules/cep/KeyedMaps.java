// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * The maps that the engine's buffer keeps its things in, those of one key at a time: as a state
 * backend would, but the key's maps are ours to write and read.
 */
final class KeyedMaps implements KeyedStateStore {

    private final List<KeyedMap<?, ?>> maps = new ArrayList<>();

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        KeyedMap<K, V> map =
                new KeyedMap<>(descriptor.getKeySerializer(), descriptor.getValueSerializer());
        maps.add(map);
        return map;
    }

    /** Empty maps of a key, in the order in which they were asked for. */
    List<Map<Object, Object>> newKey() {
        List<Map<Object, Object>> key = new ArrayList<>();
        maps.forEach(map -> key.add(new HashMap<>()));
        return key;
    }

    List<KeyedMap<?, ?>> maps() {
        return maps;
    }

    /** Moves on to the maps of a key. */
    void enter(List<Map<Object, Object>> key) {
        for (int i = 0; i < maps.size(); i++) {
            maps.get(i).enter(key.get(i));
        }
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        throw none();
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        throw none();
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        throw none();
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(
            AggregatingStateDescriptor<I, A, O> descriptor) {
        throw none();
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ValueState<T> getValueState(
            org.apache.flink.api.common.state.v2.ValueStateDescriptor<T> descriptor) {
        throw none();
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ListState<T> getListState(
            org.apache.flink.api.common.state.v2.ListStateDescriptor<T> descriptor) {
        throw none();
    }

    @Override
    public <K, V> org.apache.flink.api.common.state.v2.MapState<K, V> getMapState(
            org.apache.flink.api.common.state.v2.MapStateDescriptor<K, V> descriptor) {
        throw none();
    }

    @Override
    public <T> org.apache.flink.api.common.state.v2.ReducingState<T> getReducingState(
            org.apache.flink.api.common.state.v2.ReducingStateDescriptor<T> descriptor) {
        throw none();
    }

    @Override
    public <I, A, O>
            org.apache.flink.api.common.state.v2.AggregatingState<I, O> getAggregatingState(
                    org.apache.flink.api.common.state.v2.AggregatingStateDescriptor<I, A, O>
                            descriptor) {
        throw none();
    }

    @Override
    public String getBackendTypeIdentifier() {
        return "saker";
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("the engine's buffer keeps maps only");
    }
}
