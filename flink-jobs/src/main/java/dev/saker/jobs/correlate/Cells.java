// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.jobs.ruleset.Addresses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.internal.InternalValueState;

/**
 * The states of an operator's keys in Flink's state, one value for each correlation and key. Those
 * worked with last are kept as objects, and written back before a checkpoint or when others need
 * their room. In batch, where one owner comes after the other and nothing is stored, all of an
 * owner's are kept until it ends.
 */
final class Cells {
    private static final String NAME = "cells";
    private static final int MOST_LIVE = 4_096;

    private final KeyedStateBackend<String> backend;
    private final InternalValueState<String, String, byte[]> stored;
    private final CorrelationContext context;
    private final boolean bounded;
    private final Map<Place, Live> live = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(String owner, String key) {}

    /** Is told of everything that was stored. */
    interface Inventory {
        void stored(String owner, String key, Cell cell, int bytes) throws Exception;
    }

    /**
     * @param backend has the owner for its key, and gets the key as a namespace
     * @param bounded whether the job runs in batch mode
     */
    @SuppressWarnings("unchecked") // a backend's value state is always the internal one
    Cells(KeyedStateBackend<String> backend, CorrelationContext context, boolean bounded)
            throws Exception {
        this.backend = backend;
        this.stored =
                (InternalValueState<String, String, byte[]>)
                        (Object)
                                backend.getOrCreateKeyedState(
                                        StringSerializer.INSTANCE,
                                        new ValueStateDescriptor<>(
                                                NAME, BytePrimitiveArraySerializer.INSTANCE));
        this.context = context;
        this.bounded = bounded;
    }

    /**
     * What is known of a key of the current owner; null if nothing is. What nobody can read or has
     * rules for any more is forgotten, and that is counted.
     */
    Live find(String owner, String key) throws Exception {
        Live awake = live.get(new Place(owner, key));
        if (awake != null || bounded) {
            return awake;
        }
        byte[] bytes = bytes(key);
        if (bytes == null) {
            return null;
        }
        Cell cell = Cell.read(bytes);
        String address = Addresses.address(address(owner, key));
        Optional<Hosted> hosted = context.hosted(cell.version(), cell.shadow(), address);
        Live woken = null;
        if (hosted.isEmpty()) {
            context.losses().ofUnknownRules(cell.version());
        } else {
            woken = wake(owner, key, cell, bytes.length, hosted.get());
        }
        if (woken == null) {
            int gone = remove(owner, key);
            hosted.ifPresent(known -> known.metrics().live(-1, -gone));
        }
        return woken;
    }

    /** What is known of a key of the current owner, to go on by a version; made if nothing is. */
    Live of(String owner, String key, Hosted hosted) throws Exception {
        Live known = live.get(new Place(owner, key));
        int stored = 0;
        if (known == null && !bounded) {
            byte[] bytes = bytes(key);
            stored = bytes == null ? 0 : bytes.length;
            known = bytes == null ? null : wake(owner, key, Cell.read(bytes), stored, hosted);
        }
        if (known == null) {
            byte[] keyBytes = Addresses.key(address(owner, key));
            known = new Live(owner, key, keyBytes, hosted, hosted.states().create(keyBytes));
            known.storedBytes = stored; // of what could not be read
            keep(known);
        } else {
            known.by(hosted);
        }
        return known;
    }

    /** A fleet's key is its own owner. */
    private static String address(String owner, String key) {
        return key.isEmpty() ? owner : key;
    }

    private byte[] bytes(String key) throws Exception {
        stored.setCurrentNamespace(key);
        return stored.value();
    }

    private Live wake(String owner, String key, Cell cell, int bytes, Hosted hosted)
            throws Exception {
        byte[] keyBytes = Addresses.key(address(owner, key));
        try {
            Live woken =
                    new Live(
                            owner,
                            key,
                            keyBytes,
                            hosted,
                            hosted.states().read(keyBytes, cell.state()));
            woken.due = cell.due();
            woken.touched = cell.touched();
            woken.storedBytes = bytes;
            keep(woken);
            return woken;
        } catch (IllegalStateException foreign) {
            context.losses().unreadable(cell.version(), foreign);
            return null;
        }
    }

    private void keep(Live one) throws Exception {
        live.put(new Place(one.owner, one.key), one);
        if (live.size() > MOST_LIVE && !bounded) {
            Live oldest = live.values().iterator().next();
            String current = backend.getCurrentKey();
            write(oldest);
            live.remove(new Place(oldest.owner, oldest.key));
            backend.setCurrentKey(current);
        }
    }

    private void write(Live one) throws Exception {
        if (!one.changed) {
            return;
        }
        one.changed = false;
        byte[] bytes = one.cell().toBytes();
        backend.setCurrentKey(one.owner);
        stored.setCurrentNamespace(one.key);
        stored.update(bytes);
        one.hosted().metrics().live(0, bytes.length - one.storedBytes);
        one.storedBytes = bytes.length;
    }

    /**
     * Forgets a key of the current owner.
     *
     * @return how many bytes Flink's state had of it
     */
    int remove(String owner, String key) throws Exception {
        Live known = live.remove(new Place(owner, key));
        if (bounded) {
            return 0;
        }
        byte[] bytes = known == null ? bytes(key) : null;
        stored.setCurrentNamespace(key);
        stored.clear();
        if (known != null) {
            return known.storedBytes;
        }
        return bytes == null ? 0 : bytes.length;
    }

    /** Writes back all that changed; the current key is another one afterwards. */
    void flush() throws Exception {
        for (Live one : live.values()) {
            write(one);
        }
    }

    /** In batch: the owner has ended. */
    void clear() {
        live.clear();
    }

    /** Everything that was stored; the current key is another one afterwards. */
    void inventory(Inventory inventory) throws Exception {
        List<Tuple2<String, String>> places;
        try (Stream<Tuple2<String, String>> all = backend.getKeysAndNamespaces(NAME)) {
            places = all.toList();
        }
        for (Tuple2<String, String> place : places) {
            backend.setCurrentKey(place.f0);
            byte[] bytes = bytes(place.f1);
            if (bytes != null) {
                inventory.stored(place.f0, place.f1, Cell.read(bytes), bytes.length);
            }
        }
    }
}
