// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.HostsStream.Outcome;
import dev.saker.jobs.correlate.RandomHosts;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.jobs.match.GivenRules;
import dev.saker.schemas.Alert;
import dev.saker.schemas.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a job is stopped at, with however many tasks it goes on, whatever comes twice, and
 * however often the rules change meanwhile: the correlations of every type, and the items about
 * alerts, say what they would have said.
 */
class RestoredCorrelationsTest {
    private static final long SEEDS = Boolean.getBoolean("saker.long") ? 60 : 1;
    private static final long SECOND = 1_000_000_000L;
    private static final Set<String> FOUND = new HashSet<>();
    private static final Set<Object> STOPS = new HashSet<>();

    /** More keys than may be remembered: which of them go must not hang on a restart. */
    private static final String FEW_KEYS =
            """
            - correlation: Few keys of a host
              type: event_count
              condition: evt.type = openat
              by: [evt.hostname, fd.name]
              within: 8s
              threshold: {gte: 2}
              limits: {keys: 6}
              output: "few %fd.name %corr.count %corr.truncated"
              priority: INFO
            """;

    /** Tasks share the limit, so here their number must stay the same. */
    private static final String FEW_KEYS_OF_ALL =
            """
            - correlation: Few keys of all
              type: event_count
              condition: evt.type = openat
              by: [fd.name]
              within: 8s
              threshold: {gte: 3}
              limits: {keys: 12}
              output: "few %fd.name %corr.count %corr.truncated"
              priority: INFO
            """;

    static LongStream seeds() {
        long first = Long.getLong("saker.seed", 20261122L);
        return LongStream.range(first, first + SEEDS);
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void state_restoredFromTheHeapByOtherNumbersOfTasks_givesTheSameAlerts(long seed)
            throws Exception {
        HostsStream stream = new HostsStream(seed);
        GivenRules rules = rules(FEW_KEYS);

        Outcome undisturbed = stream.undisturbed(rules);
        Outcome disturbed =
                stream.disturbed(rules, HashMapStateBackend::new, 10, () -> 1 + stream.random(3));

        assertThat(undisturbed.alerts())
                .hasSizeGreaterThan(100)
                .anyMatch(alert -> alert.contains(" host_silent "));
        undisturbed.found().forEach(alert -> FOUND.add(alert.rule()));
        assertSame(undisturbed, disturbed);
    }

    /** By one seed or another. */
    @AfterAll
    static void correlations_ofEveryType_haveAlerts() throws Exception {
        assertThat(FOUND).contains("Few keys of a host").containsAll(names(modes()));
        assertThat(STOPS).isNotEmpty();
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void state_restoredFromRocksDb_givesTheSameAlerts(long seed) throws Exception {
        HostsStream stream = new HostsStream(seed);
        GivenRules rules = rules(FEW_KEYS_OF_ALL);

        Outcome undisturbed = stream.undisturbed(rules);
        Outcome disturbed = stream.disturbed(rules, EmbeddedRocksDBStateBackend::new, 3, () -> 2);

        assertThat(undisturbed.found()).extracting(Alert::rule).contains("Few keys of all");
        assertThat(undisturbed.metrics().count("Few keys of all.evicted")).isPositive();
        assertSame(undisturbed, disturbed);
    }

    @ParameterizedTest(name = "-Dsaker.seed={0}")
    @MethodSource("seeds")
    void versions_andRestartsBetweenThem_keepTheStateOfWhatStaysAsItIs(long seed) throws Exception {
        HostsStream stream = new HostsStream(seed);
        long other = time(10 + stream.random(15));
        long back = time(35 + stream.random(15));
        long trial = time(5 + stream.random(10));
        long verdict = time(40 + stream.random(15));
        String edited = modes().replace("\"values %corr", "\"edited %corr");
        String longer =
                edited.replace(
                        "condition: evt.type = openat and fd.directory = /b}\n  output: \"loop",
                        "condition: evt.type = openat and fd.directory = /b}\n"
                                + "    - {id: c, condition: evt.type = openat and fd.directory = /c}\n"
                                + "  output: \"loop");
        assertThat(longer).isNotEqualTo(edited);
        ChangingRules rules =
                new ChangingRules(modes())
                        .from(other, 2, longer)
                        .from(back, 3, edited)
                        .shadowFrom(trial, 4, modes())
                        .shadowFrom(verdict, 5, "[]");

        Outcome unchanged = stream.undisturbed(new ChangingRules(modes()));
        Outcome changed = stream.undisturbed(rules);
        Outcome disturbed =
                stream.disturbed(rules, HashMapStateBackend::new, 6, () -> 1 + stream.random(3));

        assertSame(changed, disturbed);
        assertThat(withoutVersions(changed.found()))
                .as("state outlives the versions")
                .containsExactlyElementsOf(withoutVersions(unchanged.found()));
        assertThat(changed.found())
                .filteredOn(alert -> alert.rule().equals("Host values"))
                .anyMatch(alert -> alert.message().contains("edited "))
                .allMatch(alert -> alert.message().contains("edited ") == (alert.time() >= other));
        assertThat(changed.found())
                .filteredOn(alert -> alert.rule().equals("Plain"))
                .allSatisfy(
                        alert ->
                                assertThat(alert.rulesetVersion())
                                        .isEqualTo(
                                                alert.time() < other
                                                        ? 1
                                                        : alert.time() < back ? 2 : 3));
        assertThat(changed.metrics().count("Host loop.outdated")).isPositive();
        assertThat(changed.metrics().count("outdated"))
                .as("nothing but the changed one lost its state")
                .isEqualTo(changed.metrics().count("Host loop.outdated"));
        assertThat(changed.foundByShadows())
                .extracting(Alert::rulesetVersion)
                .hasSizeGreaterThan(20)
                .containsOnly(4L);
        assertThat(changed.foundByShadows())
                .extracting(Alert::rule)
                .contains("Host count", "Fleet sequence", "Story of a user", "Risk of a host");
    }

    private static long time(int seconds) {
        return RandomHosts.START + seconds * SECOND;
    }

    /** Of all but the one whose layout changes, and the risk that adds up its alerts too. */
    private static List<String> withoutVersions(List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> !List.of("Host loop", "Risk of a host").contains(alert.rule()))
                .map(alert -> HostsStream.told(alert).replaceFirst(" \\d+$", ""))
                .map(told -> told.replace("edited ", "values "))
                .sorted()
                .toList();
    }

    private static void assertSame(Outcome undisturbed, Outcome disturbed) {
        STOPS.addAll(disturbed.stops());
        assertThat(HostsStream.less(undisturbed.alerts(), disturbed.alerts()))
                .as("not told when stopped behind the records %s", disturbed.stops())
                .isEmpty();
        assertThat(HostsStream.less(disturbed.alerts(), undisturbed.alerts()))
                .as("told besides when stopped behind the records %s", disturbed.stops())
                .isEmpty();
        assertThat(disturbed.shadows()).containsExactlyElementsOf(undisturbed.shadows());
    }

    private static GivenRules rules(String more) throws Exception {
        return new GivenRules(
                List.of(new RuleFile("modes.yaml", modes()), new RuleFile("few.yaml", more)),
                Matching.defaults());
    }

    /** Of what raises alerts: a rule that never does would be held to nothing. */
    private static List<String> names(String rules) {
        return rules.lines()
                .filter(line -> line.matches("- (rule|correlation|incident|risk): .*"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .toList();
    }

    private static String modes() throws Exception {
        try (var in = RestoredCorrelationsTest.class.getResourceAsStream("/modes.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
