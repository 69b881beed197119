// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

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
import dev.saker.ruleset.ShippedRules;
import dev.saker.schemas.FieldGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the bytes of a record to "no rule matches": what nearly every event costs a detection job.
 * {@code falco} are the 93 rules that Falco ships, if they lie beside the repository; {@code
 * shipped} are ours. Fails if anything matches, or if what should match does not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RuleMatch {
    private static final String FALCO = "shared/conformance/rules";
    private static final List<String> FALCO_FILES =
            List.of("falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml");
    private static final int NAMES = 128;
    private static final int KINDS = 8;

    @Param({"shipped", "falco"})
    public String rules = "shipped";

    private final AvroEventView view = new AvroEventView();
    private final Counter counter = new Counter();
    private byte[][] records;
    private Matcher matcher;

    /** Counts what a benchmark of events that match nothing must not see. */
    private static final class Counter implements MatchHandler {
        private long findings;
        private String last = "";

        @Override
        public void onMatch(Rule rule, EventView event) {
            findings++;
            last = rule.name();
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            findings++;
            last = rule.name() + " hangs on " + field;
        }
    }

    @Setup(Level.Trial)
    public void setUp() throws IOException {
        RuleSet ruleSet = compile(rules.equals("falco") ? falco() : shipped());
        int projection = ruleSet.fieldGroups() | FieldGroup.DEFAULT;
        matcher = new Matcher(ruleSet, MatchMode.ALL);
        records = OrdinaryEvents.records(NAMES, projection).toArray(byte[][]::new);
        if (records.length != NAMES * KINDS) {
            throw new IllegalStateException("made " + records.length + " records");
        }
        checkSuspicious(projection);
        match();
        tearDown();
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        if (counter.findings != 0) {
            throw new IllegalStateException(
                    counter.findings + " findings among ordinary events, last " + counter.last);
        }
    }

    @Benchmark
    @OperationsPerInvocation(NAMES * KINDS)
    public long match() {
        for (byte[] record : records) {
            matcher.match(view.wrap(record, 0, record.length), counter);
        }
        return counter.findings;
    }

    /** What every event costs before the first rule: its type and its time. */
    @Benchmark
    @OperationsPerInvocation(NAMES * KINDS)
    public long decodeOnly() {
        long sum = 0;
        for (byte[] record : records) {
            view.wrap(record, 0, record.length);
            sum += view.type() + view.time();
        }
        return sum;
    }

    private void checkSuspicious(int projection) {
        byte[] record = OrdinaryEvents.suspicious(projection);
        matcher.match(view.wrap(record, 0, record.length), counter);
        if (counter.findings == 0) {
            throw new IllegalStateException("no rule matches a read of /etc/shadow");
        }
        counter.findings = 0;
    }

    private static RuleSet compile(List<RuleSource> files) {
        return RuleCompiler.compile(files, CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow(() -> new IllegalStateException("the rules do not compile"));
    }

    private static List<RuleSource> shipped() {
        return ShippedRules.files().stream()
                .map(file -> new RuleSource(file.name(), file.text()))
                .toList();
    }

    private static List<RuleSource> falco() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.isDirectory(folder.resolve(FALCO))) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder.resolve(FALCO))) {
            throw new IllegalStateException(FALCO + " is not beside this repository");
        }
        List<RuleSource> files = new ArrayList<>();
        for (String name : FALCO_FILES) {
            files.add(new RuleSource(name, Files.readString(folder.resolve(FALCO).resolve(name))));
        }
        return files;
    }
}
