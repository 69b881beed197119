// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import com.sun.management.ThreadMXBean;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What matching costs as rules grow in number: decode and match over the recorded events of
 * ordinary work, in processor time of one thread, the sets taking turns in one process. Records are
 * matched as fetches bring them, and once more out of memory. Answers are asserted: no rule matches
 * these events, and every set finds the alerts of the recording of deeds.
 *
 * <p>Arguments: the folder of the conformance data.
 */
public final class MatchTable {
    private static final List<String> FALCO =
            List.of("falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml");
    private static final int[] COPIES = {4, 40, 200};
    private static final int RECORDS = 60_000;
    private static final int ROUNDS = 12;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private MatchTable() {}

    /** A rule set and what it has cost. */
    private static final class Contestant {
        private final String name;
        private final Matcher matcher;
        private final double[] nanos = new double[ROUNDS];
        private final RuleSet rules;
        private final AvroEventView view = new AvroEventView();
        private double bytes;
        private long matches;

        Contestant(String name, RuleSet rules) {
            this.name = name;
            this.rules = rules;
            this.matcher = new Matcher(rules, MatchMode.ALL);
        }

        /** How often a rule's condition was evaluated. */
        long evaluations() {
            return rules.rules().stream().mapToLong(rule -> matcher.cost(rule).evaluations()).sum();
        }

        double median() {
            return MatchTable.median(nanos);
        }
    }

    /** Counts what was found. */
    private static final class Findings implements MatchHandler {
        private long matches;
        private long unknowns;

        @Override
        public void onMatch(Rule rule, EventView event) {
            matches++;
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            unknowns++;
        }
    }

    public static void main(String[] args) throws IOException {
        Path conformance = Path.of(args[0]);
        Path work = conformance.resolve("captures/work.scap.gz");
        Path deeds = conformance.resolve("captures/triggers.scap.gz");
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new Contestant("all3", load(falco(conformance))));
        for (int copies : COPIES) {
            RuleSet rules = load(List.of(VariedRules.copies(conformance, copies)));
            contestants.add(new Contestant(rules.rules().size() + " rules", rules));
        }
        int groups = FieldGroup.DEFAULT;
        for (Contestant contestant : contestants) {
            groups |= contestant.rules.fieldGroups();
        }
        RecordBatch triggers = RecordedEvents.read(deeds, groups, RECORDS, false);
        contestants.forEach(contestant -> checkDeeds(contestant, triggers));
        RecordBatch repetitive = RecordedEvents.read(work, groups, RECORDS, false);
        race("repetitive", contestants, repetitive, true);
        for (Contestant contestant : contestants) {
            if (contestant.matches != 0) {
                throw new IllegalStateException(contestant.name + " matches ordinary events");
            }
        }
        raceHandWritten(triggers, repetitive);
        race("out of memory", contestants, repetitive, false);
        race("new names", contestants, RecordedEvents.read(work, groups, RECORDS, true), true);
    }

    /** Ten rules against Java written for just these ten: same answers, and what each costs. */
    private static void raceHandWritten(RecordBatch deeds, RecordBatch work) {
        RuleSet rules = load(List.of(new RuleSource("ten.yaml", HandWritten.RULES)));
        Contestant compiled = new Contestant("10 rules", rules);
        HandWritten written = new HandWritten();
        double[] nanos = new double[ROUNDS];
        for (RecordBatch records : List.of(deeds, work)) {
            Findings findings = new Findings();
            match(compiled, records, findings);
            long matches = match(written, records);
            System.out.printf("10 rules: %d matches, by hand %d%n", findings.matches, matches);
            if (findings.matches != matches) {
                throw new IllegalStateException("compiled and written rules disagree");
            }
        }
        List<Fetch> fetches = Fetch.of(work);
        WarmUp.with(
                () -> {
                    nanosByHand(written, fetches);
                    measure(compiled, fetches, true, 0);
                });
        for (int round = 0; round < ROUNDS; round++) {
            nanos[round] = nanosByHand(written, fetches);
            measure(compiled, fetches, true, round);
        }
        double hand = median(nanos);
        System.out.printf(
                "10 rules: %.1f ns/event, by hand %.1f ns/event, x%.2f%n",
                compiled.median(), hand, compiled.median() / hand);
    }

    private static double nanosByHand(HandWritten written, List<Fetch> fetches) {
        long spent = 0;
        int events = 0;
        for (Fetch fetch : fetches) {
            RecordBatch records = fetch.receive();
            long start = THREADS.getCurrentThreadCpuTime();
            match(written, records);
            spent += THREADS.getCurrentThreadCpuTime() - start;
            events += records.size();
        }
        return (double) spent / events;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long match(HandWritten written, RecordBatch records) {
        long matches = 0;
        for (int i = 0; i < records.size(); i++) {
            matches += written.match(records.bytes(), records.start(i), records.length(i));
        }
        return matches;
    }

    private static void checkDeeds(Contestant contestant, RecordBatch records) {
        Findings findings = new Findings();
        match(contestant, records, findings);
        System.out.printf(
                "%-12s deeds: %d events, %d matches, %d undecided%n",
                contestant.name, records.size(), findings.matches, findings.unknowns);
        if (findings.matches == 0) {
            throw new IllegalStateException(contestant.name + " finds nothing among the deeds");
        }
    }

    private static void race(
            String events, List<Contestant> contestants, RecordBatch records, boolean fetched) {
        List<Fetch> fetches = Fetch.of(records);
        WarmUp.with(() -> measure(contestants, fetches, fetched, 0));
        Map<Contestant, Long> before = new HashMap<>();
        contestants.forEach(contestant -> before.put(contestant, contestant.evaluations()));
        for (int round = 0; round < ROUNDS; round++) {
            measure(contestants, fetches, fetched, round);
        }
        double base = contestants.get(1).median();
        for (Contestant contestant : contestants) {
            System.out.printf(
                    "%-13s %-12s %7.1f ns/event %6.2f M/s  x%.2f  %.3f bytes/event"
                            + "  %.2f rules evaluated/event  %d matches%n",
                    events,
                    contestant.name,
                    contestant.median(),
                    1000 / contestant.median(),
                    contestant.median() / base,
                    contestant.bytes,
                    (double) (contestant.evaluations() - before.get(contestant))
                            / ROUNDS
                            / records.size(),
                    contestant.matches);
        }
    }

    private static void measure(
            List<Contestant> contestants, List<Fetch> fetches, boolean fetched, int round) {
        for (Contestant contestant : contestants) {
            measure(contestant, fetches, fetched, round);
        }
    }

    /**
     * @param fetched whether the records have just been written when they are matched
     */
    private static void measure(
            Contestant contestant, List<Fetch> fetches, boolean fetched, int round) {
        Findings findings = new Findings();
        long bytes = 0;
        long nanos = 0;
        int events = 0;
        for (Fetch fetch : fetches) {
            RecordBatch records = fetched ? fetch.receive() : fetch.stored();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            match(contestant, records, findings);
            nanos += THREADS.getCurrentThreadCpuTime() - start;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            events += records.size();
        }
        contestant.bytes = (double) bytes / events;
        contestant.nanos[round] = (double) nanos / events;
        if (round > 0 && findings.matches != contestant.matches) {
            throw new IllegalStateException(contestant.name + " answers differently in each round");
        }
        contestant.matches = findings.matches;
    }

    private static void match(Contestant contestant, RecordBatch records, Findings findings) {
        AvroEventView view = contestant.view;
        for (int i = 0; i < records.size(); i++) {
            view.wrap(records.bytes(), records.start(i), records.length(i));
            contestant.matcher.match(view, findings);
        }
    }

    static RuleSet load(List<RuleSource> files) {
        long start = THREADS.getCurrentThreadCpuTime();
        RuleSet rules =
                RuleCompiler.compile(files, CompilerOptions.defaults())
                        .ruleSet()
                        .orElseThrow(() -> new IllegalStateException("the rules do not compile"));
        System.out.printf(
                "load %d rules: %.2f s%n",
                rules.rules().size(), (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
        return rules;
    }

    /** The rules that Falco ships. */
    public static List<RuleSource> falco(Path conformance) throws IOException {
        List<RuleSource> files = new ArrayList<>();
        for (String name : FALCO) {
            files.add(
                    new RuleSource(
                            name, Files.readString(conformance.resolve("rules").resolve(name))));
        }
        return files;
    }
}
