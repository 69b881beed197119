// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.jobs.correlate.TestEvent;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import dev.saker.jobs.match.ChangingRules;
import dev.saker.jobs.match.GivenRules;
import dev.saker.schemas.Alert;
import dev.saker.schemas.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts whose events come out of order, late, or by a wrong clock. Times are in seconds. */
@SuppressWarnings("try") // harnesses close with a plain Exception
class ClocksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L;
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final long RUN = 7;

    private static final String RULES =
            """
            - rule: Plain
              desc: Of one event.
              condition: evt.type = openat and fd.name = /a
              output: "plain on %evt.hostname"
              priority: NOTICE
            - correlation: Of a host
              type: temporal_ordered
              by: [evt.hostname]
              within: 10s
              steps:
                - {id: a, condition: evt.type = openat and fd.name = /a}
                - {id: b, condition: evt.type = openat and fd.name = /b}
              output: "host %evt.hostname"
              priority: NOTICE
            - correlation: Across hosts
              type: temporal_ordered
              by: [user.name]
              within: 10s
              steps:
                - {id: a, condition: evt.type = openat and fd.name = /a}
                - {id: b, condition: evt.type = openat and fd.name = /b}
              output: "across %a.evt.hostname %b.evt.hostname"
              priority: NOTICE
            - correlation: Count
              type: event_count
              condition: evt.type = openat and fd.name = /n
              by: [user.name]
              within: 10s
              threshold: {gte: 3}
              allowed_lateness: 1m
              output: "count %user.name"
              priority: NOTICE
            - correlation: Many
              type: event_count
              condition: evt.type = openat and fd.name = /m
              by: [user.name]
              within: 1h
              threshold: {gte: 50}
              output: "many %user.name"
              priority: NOTICE
            - correlation: Absence
              type: temporal_ordered
              by: [evt.hostname]
              within: 5s
              steps:
                - {id: x, condition: evt.type = openat and fd.name = /x}
                - {id: y, not: true, condition: evt.type = openat and fd.name = /y}
              output: "absent on %evt.hostname"
              priority: NOTICE
            """;

    private final Map<String, Long> sequences = new HashMap<>();
    private HarnessedGraph graph;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        graph =
                new HarnessedGraph(
                        new GivenRules(
                                List.of(new RuleFile("clocks.yaml", RULES)),
                                ChangingRules.AS_WRITTEN),
                        Set.of("one", "two"),
                        HashMapStateBackend::new);
        graph.open(() -> 3);
        markers(0);
    }

    @AfterEach
    void close() throws Exception {
        graph.close();
    }

    /** The broker's clock is right. */
    private void event(String node, long at, long appended, String path, String user)
            throws Exception {
        long time = (START + at) * SECOND;
        long sequence = sequences.merge(node, 1L, Long::sum);
        byte[] body = new TestEvent(node, time, RUN, sequence, path, user, 3).body();
        process(EventRecord.of("events", 0, body, time), node, appended);
    }

    private void marker(String node, long at, long appended) throws Exception {
        long sequence = sequences.merge(node, 1L, Long::sum);
        long time = (START + at) * SECOND;
        process(
                EventRecord.ofMarker("events", new MarkerMessage(node, time, RUN, sequence, false)),
                node,
                appended);
    }

    private void markers(long at) throws Exception {
        marker("one", at, at);
        marker("two", at, at);
    }

    private void process(EventRecord record, String node, long appended) throws Exception {
        record.key = node.getBytes(StandardCharsets.UTF_8);
        record.offset = offset++;
        record.appendTime = (START + appended) * 1_000;
        graph.process(record);
    }

    private List<String> told(String rule) {
        return graph.alerts().stream()
                .filter(alert -> alert.rule().equals(rule))
                .map(Alert::message)
                .toList();
    }

    /** T1, T2: what has come in disorder is taken by event time, once that has passed it. */
    @Test
    void hosts_outOfOrderWithinTheBound_areTakenInOrder() throws Exception {
        event("two", 4, 4, "/b", "ann");
        event("two", 5, 5, "/a", "bob");
        event("one", 3, 6, "/a", "ann");
        event("one", 4, 6, "/b", "bob");
        assertThat(told("Across hosts")).isEmpty();

        markers(7);

        assertThat(told("Across hosts")).containsExactly("across one two");
        assertThat(graph.late()).isEmpty();
    }

    /** A host without events holds nothing back, for it has markers. */
    @Test
    void host_thatIsIdle_holdsNothingBack() throws Exception {
        event("one", 1, 1, "/a", "ann");
        event("one", 2, 2, "/b", "ann");

        markers(4);

        assertThat(told("Across hosts")).containsExactly("across one one");
        assertThat(told("Of a host")).containsExactly("host one");
    }

    /** One that left event time neither: what the others do is found. */
    @Test
    void host_thatLeft_holdsNothingBack() throws Exception {
        event("one", 31, 31, "/a", "ann");
        event("one", 32, 32, "/b", "ann");
        marker("one", 40, 40);
        assertThat(told("Across hosts")).isEmpty();

        graph.leave("two");
        marker("one", 41, 41);

        assertThat(told("Across hosts")).containsExactly("across one one");
    }

    /** T2: of its own nothing is missed. T5: across hosts it is late, which is said of each. */
    @Test
    void host_thatDrainsAnHourOfSpool_isFoundOnItsOwn_andLateAcrossHosts() throws Exception {
        markers(2 * HOUR);

        for (long minute = 0; minute < 60; minute++) {
            long at = HOUR + 60 * minute;
            event("spooled", at, 2 * HOUR, "/a", "eve");
            event("spooled", at + 1, 2 * HOUR, "/b", "eve");
        }
        markers(2 * HOUR + 10);

        assertThat(told("Of a host")).hasSize(60).containsOnly("host spooled");
        assertThat(told("Plain")).hasSize(60);
        assertThat(told("Across hosts")).isEmpty();
        assertThat(graph.late()).hasSize(120);
        assertThat(graph.metrics().count("rule.Plain.late")).isEqualTo(60);
        assertThat(graph.metrics().count("correlation.Across hosts.late")).isEqualTo(120);
        assertThat(graph.metrics().count("correlation.Of a host.late")).isZero();
    }

    /** It counts as a minute ahead at most, and makes nobody else late. */
    @Test
    void host_withItsClockADayAhead_isFoundOnItsOwn_andMakesNobodyLate() throws Exception {
        event("ahead", DAY, 1, "/a", "eve");
        event("ahead", DAY + 1, 2, "/b", "eve");
        event("one", 3, 3, "/a", "ann");
        event("one", 4, 4, "/b", "ann");
        markers(10);

        assertThat(told("Of a host")).containsExactlyInAnyOrder("host ahead", "host one");
        assertThat(told("Across hosts")).containsExactly("across one one");
        assertThat(graph.late()).isEmpty();

        markers(70);

        assertThat(told("Across hosts"))
                .containsExactlyInAnyOrder("across one one", "across ahead ahead");
    }

    @Test
    void host_withItsClockADayBehind_isFoundOnItsOwn_andLateAcrossHosts() throws Exception {
        markers(DAY);

        event("behind", 1, DAY, "/a", "eve");
        event("behind", 2, DAY + 1, "/b", "eve");
        event("one", DAY + 1, DAY + 1, "/a", "ann");
        event("one", DAY + 2, DAY + 2, "/b", "ann");
        markers(DAY + 5);

        assertThat(told("Of a host")).containsExactlyInAnyOrder("host behind", "host one");
        assertThat(told("Across hosts")).containsExactly("across one one");
        assertThat(graph.late()).hasSize(2);
        assertThat(graph.metrics().count("rule.Plain.late")).isEqualTo(1);
    }

    /** T5: counts take what is late, if they say so; steps never do. */
    @Test
    void lateEvents_ofACountThatAllowsForThem_areCounted() throws Exception {
        event("one", 100, 100, "/n", "ann");
        event("one", 101, 101, "/n", "ann");
        markers(110);

        event("two", 99, 110, "/n", "ann");
        event("two", 30, 110, "/n", "ann");
        markers(111);

        assertThat(told("Count")).containsExactly("count ann");
        assertThat(graph.metrics().count("correlation.Count.late")).isEqualTo(1);
        assertThat(graph.late()).hasSize(2);
    }

    /** It may have come, and nobody can say. */
    @Test
    void absence_ofAHostThatFallsSilent_isNotTold_butThatItFellSilentIs() throws Exception {
        event("one", 1, 1, "/x", "ann");
        event("two", 1, 1, "/x", "ann");
        graph.leave("two");
        for (long at = 5; at < 60; at += 5) {
            marker("one", at, at);
        }

        assertThat(told("Absence")).containsExactly("absent on one");
        assertThat(graph.alerts())
                .filteredOn(alert -> alert.rule().equals("host_silent"))
                .extracting(Alert::node)
                .containsExactly("two");
    }

    /** As all hosts are at a start or in a backlog, where event time is that of the slowest. */
    @Test
    void absence_onAHostFarAheadOfEventTime_isTold_andTheHostNotCalledSilent() throws Exception {
        event("two", 34, 2, "/x", "ann");
        marker("two", 36, 3);
        marker("one", 35, 4);

        assertThat(told("host_silent")).isEmpty();

        markers(50);

        assertThat(told("host_silent")).isEmpty();
        assertThat(told("Absence")).containsExactly("absent on two");
    }

    /** Nine of ten events have one key: what it is told of is exact, and so are the others. */
    @Test
    void key_withNearlyAllEvents_isCountedAsAnyOther() throws Exception {
        for (int number = 0; number < 2_000; number++) {
            String user = number % 10 == 9 ? "user-" + number / 10 % 2 : "hot";
            event(number % 2 == 0 ? "one" : "two", 1 + number / 100, 30, "/m", user);
        }
        markers(40);

        assertThat(told("Many")).filteredOn("many hot"::equals).hasSize(1_800 / 50);
        assertThat(told("Many")).filteredOn("many user-0"::equals).hasSize(100 / 50);
        assertThat(told("Many")).filteredOn("many user-1"::equals).hasSize(100 / 50);
        assertThat(graph.metrics().count("correlation.Many.matches")).isEqualTo(40);
    }
}
