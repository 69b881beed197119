// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import dev.saker.jobs.correlate.Cell;
import dev.saker.jobs.ruleset.Addresses;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.KeyStates;
import dev.saker.rules.correlate.run.Correlator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.SerializedCompositeKeyBuilder;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * What a key takes that is in the midst of a sequence of two steps, each of which keeps 100 bytes:
 * as it is written to a state backend, in the heap of a backend that keeps those bytes there, in a
 * RocksDB under the keys that Flink's backend makes, and in the heap of a scan.
 *
 * <p>Arguments: keys; 200000 unless given.
 */
public final class StatePerKey {

    private static final int KEPT = 100;
    private static final int KEY_GROUPS = 128;
    private static final String ADDRESS = Addresses.of(false, "correlation", "Two steps");
    private static final long TIME = 1_795_304_298_000_000_000L;
    private static final String RULES =
            """
            - correlation: Two steps
              type: temporal_ordered
              by: [evt.hostname, proc.pid]
              within: 1h
              steps:
                - {id: one, condition: evt.type = open}
                - {id: two, condition: evt.type = close}
              output: "%one.fd.name then %two.fd.name"
              priority: NOTICE
            """;

    private StatePerKey() {}

    public static void main(String[] arguments) throws Exception {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        CorrelationSet set =
                CorrelationTable.compile(List.of(new RuleSource("two.yaml", RULES))).correlations();
        KeyStates states = new KeyStates(set.correlations().get(0));
        byte[][] stored = new byte[keys][];
        byte[][] names = new byte[keys][];
        long before = usedHeap();
        for (int i = 0; i < keys; i++) {
            Hit hit = hit(i);
            KeyState state = states.create(hit.key());
            state.apply(hit, match -> {});
            StateWriter out = new StateWriter();
            state.write(out);
            stored[i] = out.toBytes();
            names[i] = hit.key();
        }
        double asBytes = (double) (usedHeap() - before) / keys;
        System.out.printf(
                "written            %6d bytes and a key of %d%n",
                stored[0].length, names[0].length);
        System.out.printf("arrays in the heap %8.1f bytes%n", asBytes);
        rocksDb(stored, names);
        scan(set, keys);
    }

    /** As the job's backend lays it out: key group, key and namespace, and the written value. */
    private static void rocksDb(byte[][] stored, byte[][] names) throws Exception {
        RocksDB.loadLibrary();
        Path directory = Files.createTempDirectory("saker-state");
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB db = RocksDB.open(options, directory.toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            for (int i = 0; i < stored.length; i++) {
                db.put(composite(names[i]), value(stored[i]));
            }
            long inMemory = db.getLongProperty("rocksdb.cur-size-all-mem-tables");
            db.flush(flush);
            long files = db.getLiveFilesMetaData().stream().mapToLong(LiveFileMetaData::size).sum();
            db.compactRange();
            long compacted =
                    db.getLiveFilesMetaData().stream().mapToLong(LiveFileMetaData::size).sum();
            System.out.printf(
                    "in RocksDB's files %8.1f bytes, %.1f compacted; %.1f in its memory at last%n",
                    (double) files / stored.length,
                    (double) compacted / stored.length,
                    (double) inMemory / stored.length);
        }
    }

    /** As the operator writes it, behind its length. */
    private static byte[] value(byte[] state) {
        byte[] cell = new Cell(1, false, TIME, TIME, state).toBytes();
        return ByteBuffer.allocate(Integer.BYTES + cell.length)
                .putInt(cell.length)
                .put(cell)
                .array();
    }

    private static byte[] composite(byte[] name) throws IOException {
        String node = "node-1";
        SerializedCompositeKeyBuilder<String> builder =
                new SerializedCompositeKeyBuilder<>(StringSerializer.INSTANCE, 1, 64);
        builder.setKeyAndKeyGroup(node, KeyGroupRangeAssignment.assignToKeyGroup(node, KEY_GROUPS));
        return builder.buildCompositeKeyNamespace(
                Addresses.with(ADDRESS, name), StringSerializer.INSTANCE);
    }

    private static void scan(CorrelationSet set, int keys) {
        Correlator correlator = new Correlator(set, (match, moment) -> {});
        long before = usedHeap();
        for (int i = 0; i < keys; i++) {
            correlator.apply(hit(i));
        }
        double each = (double) (usedHeap() - before) / keys;
        if (correlator.liveKeys(0) != keys) {
            throw new IllegalStateException(correlator.liveKeys(0) + " keys live, not " + keys);
        }
        System.out.printf("in a scan's heap   %8.1f bytes%n", each);
    }

    private static Hit hit(int number) {
        byte[] key = String.format("node-1/%08d", number).getBytes(StandardCharsets.UTF_8);
        String id = "node-1/" + (TIME + number) + "/4711/307/0";
        byte[] values = new byte[KEPT];
        new SplittableRandom(number).nextBytes(values); // nothing for RocksDB to compress
        StepEvent event = new StepEvent(id, TIME + number, "node-1", values);
        return new Hit(0, 1, key, event, number);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
