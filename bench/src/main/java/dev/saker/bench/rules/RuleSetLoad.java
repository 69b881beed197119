// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import com.sun.management.ThreadMXBean;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.FieldGroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it takes until thousands of rules are ready: reading the files, checking, compiling, making
 * the index. Answers are asserted: the rules of the first copies find among the recorded deeds what
 * they find when they are alone.
 *
 * <p>Arguments: the folder of the conformance data, and how many copies of Falco's 25 stable rules
 * (100 by default). A virtual machine for each number, as starting it up is part of the matter.
 */
public final class RuleSetLoad {
    private static final int COPIES = 100;
    private static final int COPIES_ALONE = 4;
    private static final int RECORDS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private RuleSetLoad() {}

    /** Counts matches by rule. */
    private static final class ByRule implements MatchHandler {
        private final Map<String, Integer> matches = new HashMap<>();

        @Override
        public void onMatch(Rule rule, EventView event) {
            matches.merge(rule.name(), 1, Integer::sum);
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {}
    }

    public static void main(String[] args) throws IOException {
        Path conformance = Path.of(args[0]);
        int copies = args.length > 1 ? Integer.parseInt(args[1]) : COPIES;
        List<RuleSource> files = List.of(VariedRules.copies(conformance, copies));
        long cpu = THREADS.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        RuleSet rules = MatchTable.load(files);
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        double seconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
        long peak = peakHeap();
        System.gc();
        long after = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "%d rules ready: %.2f s, %.2f s of the thread's processor time,"
                        + " heap at most %d MB, %d MB once collected%n",
                rules.rules().size(), seconds, cpuSeconds, peak >> 20, after >> 20);
        check(conformance, copies, rules, matcher);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static void check(Path conformance, int copies, RuleSet rules, Matcher matcher)
            throws IOException {
        if (rules.rules().size() != copies * VariedRules.RULES_PER_COPY) {
            throw new IllegalStateException(rules.rules().size() + " rules are not all");
        }
        int few = Math.min(copies, COPIES_ALONE);
        RuleSet alone = MatchTable.load(List.of(VariedRules.copies(conformance, few)));
        RecordBatch deeds =
                RecordedEvents.read(
                        conformance.resolve("captures/triggers.scap.gz"),
                        FieldGroup.DEFAULT | rules.fieldGroups(),
                        RECORDS,
                        false);
        Map<String, Integer> expected = matches(new Matcher(alone, MatchMode.ALL), deeds);
        Map<String, Integer> found = matches(matcher, deeds);
        found.keySet().retainAll(alone.rules().stream().map(Rule::name).toList());
        System.out.printf("%d of the first %d rules match%n", found.size(), alone.rules().size());
        if (expected.isEmpty() || !found.equals(expected)) {
            throw new IllegalStateException("found " + found + ", expected " + expected);
        }
    }

    private static Map<String, Integer> matches(Matcher matcher, RecordBatch records) {
        ByRule matches = new ByRule();
        AvroEventView view = new AvroEventView();
        for (int i = 0; i < records.size(); i++) {
            view.wrap(records.bytes(), records.start(i), records.length(i));
            matcher.match(view, matches);
        }
        return matches.matches;
    }
}
