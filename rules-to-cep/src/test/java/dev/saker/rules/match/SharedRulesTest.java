// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the matchers of many threads share: made once, and right for each of them. */
class SharedRulesTest {
    private static final int THREADS = 4;
    private static final int RULES = 40;
    private static final int EVENTS = 120;
    private static final int ROUNDS = 6;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** What a matcher tells of an event, in its order. */
    private static final class Findings implements MatchHandler {
        private final List<String> found = new ArrayList<>();

        @Override
        public void onMatch(Rule rule, EventView event) {
            found.add(rule.name() + " " + Truth.TRUE);
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            found.add(rule.name() + " " + Truth.UNKNOWN);
        }
    }

    /** Few evaluations until there is bytecode: while it is made, others go on with the plan. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void matchers_ofManyThreadsAtOnce_sayWhatTheInterpreterSays(long seed) throws Exception {
        Random random = new Random(seed);
        List<Rule> rules = RandomRules.of(random, RULES);
        RandomSample samples = new RandomSample(random);
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(samples.next().record());
        }
        List<Interpreter> oracle = rules.stream().map(Interpreter::new).toList();
        List<List<String>> expected =
                events.stream().map(event -> expected(event, rules, oracle)).toList();
        CompiledRules shared = new CompiledRules(rules, 20, true);

        List<String> wrong =
                together(
                        thread -> {
                            Matcher matcher = new Matcher(shared, MatchMode.ALL);
                            return differences(
                                    matcher, events, expected, new Random(seed + thread));
                        });

        assertThat(wrong).as("seed %d", seed).containsOnly("");
    }

    @Test
    void ruleSet_askedForByManyThreadsAtOnce_isCompiledOnce() throws Exception {
        List<CompiledRules> compiled =
                together(thread -> CompiledRules.of(compile("proc.name = cat")));

        assertThat(compiled).hasSize(THREADS).allMatch(rules -> rules == compiled.get(0));
    }

    @Test
    void ruleSet_ofOtherRules_isCompiledForItself() {
        CompiledRules one = CompiledRules.of(compile("proc.name = cat"));
        CompiledRules other = CompiledRules.of(compile("proc.name = dog"));

        assertThat(other).isNotSameAs(one);
        assertThat(CompiledRules.of(compile("proc.name = cat"))).isSameAs(one);
    }

    @Test
    void ruleSet_thatNobodyUsesAnyMore_isForgotten() throws InterruptedException {
        WeakReference<CompiledRules> unused =
                new WeakReference<>(CompiledRules.of(compile("proc.name = unused")));
        long end = System.nanoTime() + PATIENCE_NANOS;

        while (unused.get() != null && System.nanoTime() - end < 0) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(unused.get()).isNull();
    }

    private static RuleSet compile(String condition) {
        String file =
                "- rule: r\n  desc: d\n  output: o\n  priority: INFO\n  condition: evt.type = open"
                        + " and "
                        + condition
                        + "\n";
        return RuleCompiler.compile(
                        List.of(new RuleSource("r.yaml", file)), CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow();
    }

    private static List<String> expected(byte[] event, List<Rule> rules, List<Interpreter> oracle) {
        AvroEventView view = new AvroEventView().wrap(event, 0, event.length);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).eventCodes().get(view.type())) {
                Truth truth = oracle.get(i).evaluate(view);
                if (truth != Truth.FALSE) {
                    expected.add(rules.get(i).name() + " " + truth);
                }
            }
        }
        return expected;
    }

    /** Every thread takes the events in an order of its own. */
    private static String differences(
            Matcher matcher, List<byte[]> events, List<List<String>> expected, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            order.addAll(Collections.nCopies(ROUNDS, i));
        }
        Collections.shuffle(order, random);
        AvroEventView view = new AvroEventView();
        StringBuilder wrong = new StringBuilder();
        for (int i : order) {
            byte[] event = events.get(i);
            Findings findings = new Findings();
            matcher.match(view.wrap(event, 0, event.length), findings);
            if (!findings.found.equals(expected.get(i))) {
                wrong.append("event ").append(i).append(": ").append(findings.found).append(' ');
            }
        }
        return wrong.toString();
    }

    private interface Work<T> {
        T in(int thread) throws Exception;
    }

    private static <T> List<T> together(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                tasks.add(
                        () -> {
                            start.await();
                            return work.in(thread);
                        });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
