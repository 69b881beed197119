// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.correlate;

import com.sun.management.ThreadMXBean;
import dev.saker.bench.rules.OrdinaryEvents;
import dev.saker.bench.rules.RecordBatch;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.run.Correlator;
import dev.saker.rules.correlate.run.StepMatcher;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.event.AvroEventView;
import dev.saker.schemas.FieldGroup;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What correlations cost without anything around them: records of ordinary work, one in fifty of
 * which is a step's, held against 100 correlations. First the states alone, given their hits, then
 * with the matching of steps before them. Fails when alerts are missing or too many.
 *
 * <p>Arguments: correlations, events of a round; 100 and 400000 unless given.
 */
public final class CorrelationTable {

    private static final int WARM_UP = 8;
    private static final int ROUNDS = 9;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final CorrelationSet set;
    private final StepMatcher steps;
    private final RecordBatch records;
    private final int expected;
    private final AvroEventView view = new AvroEventView();

    private CorrelationTable(int correlations, int events) {
        String text = VariedCorrelations.text(correlations);
        RuleSet rules = compile(List.of(new RuleSource("varied.yaml", text)));
        set = rules.correlations();
        steps = new StepMatcher(set);
        WatchedStream stream =
                new WatchedStream(
                        correlations,
                        FieldGroup.DEFAULT | rules.fieldGroups(),
                        OrdinaryEvents.time());
        List<byte[]> all = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            all.add(stream.next());
        }
        records = RecordBatch.of(all);
        expected = stream.alerts();
    }

    static RuleSet compile(List<RuleSource> files) {
        Compilation compilation =
                RuleCompiler.compile(files, CompilerOptions.defaults().withSuggestedOutput(true));
        return compilation
                .ruleSet()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        DiagnosticText.render(compilation.diagnostics())));
    }

    public static void main(String[] arguments) {
        int correlations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 400_000;
        CorrelationTable table = new CorrelationTable(correlations, events);
        List<Hit> hits = table.hits();
        System.out.printf(
                "%d correlations, %d events, %d hits (%.1f %%), %d alerts a round%n",
                correlations, events, hits.size(), 100.0 * hits.size() / events, table.expected);
        table.row("states alone", () -> table.states(hits));
        table.row("steps and states", table::whole);
    }

    private List<Hit> hits() {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            view.wrap(records.bytes(), records.start(i), records.length(i));
            steps.match(view, () -> "node-1", i, hits::add);
        }
        return hits;
    }

    /** Something to be timed: the alerts of a round. */
    private interface Round {
        int run();
    }

    private void row(String name, Round round) {
        double[] rates = new double[ROUNDS];
        long allocated = 0;
        for (int i = 0; i < WARM_UP + ROUNDS; i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            int alerts = round.run();
            long nanos = THREADS.getCurrentThreadCpuTime() - cpu;
            allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            if (alerts != expected) {
                throw new IllegalStateException(alerts + " alerts, expected " + expected);
            }
            if (i >= WARM_UP) {
                rates[i - WARM_UP] = records.size() / (nanos / 1e9);
            }
        }
        Arrays.sort(rates);
        System.out.printf(
                "%-18s %,12.0f input events/s of processor time (%,.0f to %,.0f),"
                        + " %.1f bytes allocated an event%n",
                name,
                rates[ROUNDS / 2],
                rates[0],
                rates[ROUNDS - 1],
                (double) allocated / records.size());
    }

    private int states(List<Hit> hits) {
        int[] alerts = new int[1];
        Correlator correlator = new Correlator(set, (match, moment) -> alerts[0]++);
        for (Hit hit : hits) {
            correlator.advanceTo(hit.time());
            correlator.apply(hit);
        }
        return alerts[0];
    }

    private int whole() {
        int[] alerts = new int[1];
        Correlator correlator = new Correlator(set, (match, moment) -> alerts[0]++);
        for (int i = 0; i < records.size(); i++) {
            view.wrap(records.bytes(), records.start(i), records.length(i));
            correlator.advanceTo(view.time());
            if (steps.watches(view.type())) {
                steps.match(view, () -> "node-1", i, correlator::apply);
            }
        }
        return alerts[0];
    }
}
