// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.publish.ProducerOptions;
import dev.saker.collector.testing.KeptRecords;
import dev.saker.probe.ProbeRequirements;
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
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.Slice;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.KafkaConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same deeds, seen by a collector that sends all and by one that keeps to a plan. */
class LivePlanIT {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final String RULES =
            """
            - rule: Shadow read
              desc: By name and flags.
              condition: >
                evt.type in (open, openat) and evt.is_open_read = true and fd.num >= 0
                and fd.name = /etc/shadow
              output: o
              priority: INFO
            - rule: Denied or missing
              desc: Of calls that fail.
              condition: evt.type in (open, openat) and evt.res = ENOENT and fd.name startswith /srv/plan
              output: o
              priority: INFO
            - rule: Removed
              desc: By name alone.
              condition: evt.type in (unlink, unlinkat) and fs.path.name startswith /tmp/saker-plan
              output: o
              priority: INFO
            - rule: Copied descriptor
              desc: The state knows what was opened long before.
              condition: evt.type in (dup, dup2, dup3, fcntl) and fd.name = /etc/passwd
              output: o
              priority: INFO
            - rule: Program of a shell
              desc: By the state of the parent.
              condition: evt.type = execve and evt.failed = false and proc.name = true and proc.pname = sh
              output: o
              priority: INFO
            """;

    private static final String OTHER =
            """
            - rule: Nothing of it
              desc: For a while these are the rules.
              condition: evt.type = kill and evt.rawres < 0
              output: o
              priority: INFO
            """;

    private static final String ENVIRONMENT =
            """
            - rule: Known by its environment
              desc: Which nobody had asked for when the program was started.
              condition: >
                evt.type in (open, openat) and fd.name endswith /found-by-environment
                and proc.env[SAKER_PLAN] = yes
              output: o
              priority: INFO
            """;

    /** Opens before a switch what is used behind it. */
    private static final String DEEDS =
            "exec 7</etc/passwd; i=0;"
                    + " while [ $i -lt 15 ]; do i=$((i+1));"
                    + " cat /etc/shadow >/dev/null; cat /srv/plan-$i 2>/dev/null;"
                    + " : >/tmp/saker-plan-$$-$i; rm /tmp/saker-plan-$$-$i;"
                    + " rm /tmp/other-$$-$i 2>/dev/null; (exec /srv/none) 2>/dev/null;"
                    + " bash -c 'exec 9<>/dev/tcp/127.0.0.1/1; cat <&9' 2>/dev/null;"
                    + " cat <&7 >/dev/null; /bin/true; exec 8<&7; exec 8<&-; done";

    private final KeptRecords all = new KeptRecords();
    private final KeptRecords planned = new KeptRecords();
    private final RuleSet rules = compile(RULES);
    private final SensorPlan narrow = plan(rules);
    private final RulePlans plans = RulePlans.fixed(narrow);
    private Collector sendingAll;
    private Collector keepingToPlan;

    @BeforeEach
    void setUp() throws Exception {
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "live collector: " + missing);
        sendingAll = start(all, RulePlans.fixed(SensorPlan.everything()));
        keepingToPlan = start(planned, plans);
        await(() -> isStarted(all) && isStarted(planned));
    }

    @AfterEach
    void tearDown() {
        for (Collector collector : new Collector[] {sendingAll, keepingToPlan}) {
            if (collector != null) {
                collector.stop();
            }
        }
    }

    @Test
    void sameDeeds_withAndWithoutPlan_giveTheSameFindings() throws Exception {
        deeds();
        stop();

        assertThat(findings(planned)).isEqualTo(findings(all));
        assertThat(findings(all).keySet())
                .anyMatch(key -> key.startsWith("Shadow read"))
                .anyMatch(key -> key.startsWith("Denied or missing"))
                .anyMatch(key -> key.startsWith("Removed"))
                .anyMatch(key -> key.startsWith("Copied descriptor"))
                .anyMatch(key -> key.startsWith("Program of a shell"));
        assertThat(planned.count()).isLessThan(all.count() / 4);
        assertThat(keepingToPlan.counts().read()).isLessThan(sendingAll.counts().read());
    }

    /** Widened, replaced by another one beside, and narrowed again, while it happens. */
    @Test
    void plan_switchedUnderLoad_losesNeitherEventsNorState() throws Exception {
        SensorPlan wide = plan(rules, compile(OTHER));
        Process deeds = new ProcessBuilder("sh", "-c", DEEDS).inheritIO().start();
        long version = 1;
        while (deeds.isAlive()) {
            plans.offer(version % 2 == 1 ? wide : narrow, version);
            long wanted = version;
            await(() -> isAcknowledged(wanted));
            version++;
        }
        assertThat(deeds.waitFor()).isZero();
        stop();

        assertThat(version).as("switches").isGreaterThan(3);
        assertThat(findings(planned)).isEqualTo(findings(all));
        assertThat(planned.markers().stream().map(marker -> marker.plan()).distinct()).hasSize(2);
    }

    @Test
    void environment_askedForLater_isKnownOfWhoWasThereAndOfWhoComes(@TempDir Path directory)
            throws Exception {
        RuleSet asking = compile(ENVIRONMENT);
        String script =
                "while [ ! -e go ]; do sleep 0.05; done;"
                        + " : >found-by-environment; sh -c ': >found-by-environment; true'";
        ProcessBuilder deed = new ProcessBuilder("sh", "-c", script).directory(directory.toFile());
        deed.environment().put("SAKER_PLAN", "yes");
        Process there = deed.start();

        plans.offer(plan(rules, asking), 1);
        await(() -> isAcknowledged(1));
        Files.createFile(directory.resolve("go"));
        assertThat(there.waitFor()).isZero();
        stop();

        assertThat(findings(planned, asking).values()).containsExactly(1, 1);
    }

    private boolean isAcknowledged(long version) {
        return planned.markers().stream().anyMatch(marker -> marker.ruleSet() == version);
    }

    private void deeds() throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", DEEDS).inheritIO().start().waitFor()).isZero();
    }

    /** Reads the rings empty. */
    private void stop() {
        keepingToPlan.stop();
        sendingAll.stop();
    }

    private static boolean isStarted(KeptRecords records) {
        return records.markers().stream().anyMatch(marker -> marker.kind() == MarkerKind.START);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static Collector start(KeptRecords records, RulePlans plans) throws Exception {
        CollectorConfig config =
                CollectorConfig.of(KafkaConnection.plaintext("nowhere:1"))
                        .withNode("node-1")
                        .withProducer(ProducerOptions.defaults().withoutCeiling())
                        .withAdmin(CollectorConfig.Admin.NONE);
        return Collector.start(
                config, records, new Collector.SchemaIds(1, 2), RuleSetReadiness.none(plans));
    }

    private static SensorPlan plan(RuleSet... sets) {
        List<PlannedRules> planned =
                List.of(sets).stream().map(set -> new PlannedRules(set, false)).toList();
        return SensorPlan.following(planned, new BitSet(), Set.of(), 0);
    }

    private static RuleSet compile(String text) {
        return RuleCompiler.compile(
                        List.of(new RuleSource("r.yaml", text)), CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow();
    }

    /**
     * How often each rule matched which thread and file. Two probes read the clock at different
     * moments, so times and with them ids differ.
     */
    private Map<String, Integer> findings(KeptRecords records) {
        return findings(records, rules);
    }

    private static Map<String, Integer> findings(KeptRecords records, RuleSet rules) {
        Map<String, Integer> found = new TreeMap<>();
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        AvroEventView view = new AvroEventView();
        Slice name = new Slice();
        MatchHandler counting =
                new MatchHandler() {
                    @Override
                    public void onMatch(Rule rule, EventView event) {
                        name.setAbsent();
                        if (view.event().hasFd()) {
                            view.event().fdName(name);
                        }
                        String file = name.present() ? name.toString() : "";
                        found.merge(
                                rule.name() + " " + view.event().tid() + " " + file,
                                1,
                                Integer::sum);
                    }

                    @Override
                    public void onUnknown(Rule rule, FieldRef field, EventView event) {
                        // Before it was asked for, nobody knows.
                        if (!field.toString().contains("env")) {
                            throw new AssertionError(rule.name() + " hangs on " + field);
                        }
                    }
                };
        for (byte[] record : records.records()) {
            view.wrap(record, WireFormat.HEADER_LENGTH, record.length - WireFormat.HEADER_LENGTH);
            matcher.match(view, counting);
        }
        return found;
    }
}
