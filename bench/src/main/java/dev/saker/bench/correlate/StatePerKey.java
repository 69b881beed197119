// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.KeyStates;
import dev.saker.rules.correlate.run.Correlator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a key takes that is in the midst of a sequence of two steps, each of which keeps 100 bytes:
 * as it is written to a state backend, in the heap of a backend that keeps those bytes there, and
 * in the heap of a scan.
 *
 * <p>Arguments: keys; 200000 unless given.
 */
public final class StatePerKey {

    private static final int KEPT = 100;
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

    public static void main(String[] arguments) {
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
        scan(set, keys);
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
        StepEvent event = new StepEvent(id, TIME + number, "node-1", new byte[KEPT]);
        return new Hit(0, 1, key, event, number);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
