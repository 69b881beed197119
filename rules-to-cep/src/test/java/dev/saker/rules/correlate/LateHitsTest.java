// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.KeyStates;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events behind their time, of correlations that allow for them. Times are in milliseconds. */
class LateHitsTest {

    private static final int CASES = Boolean.getBoolean("saker.long") ? 200_000 : 2_000;
    private static final long MILLI = 1_000_000;
    private static final int WITHIN = 10;
    private static final int LATENESS = 8;
    private static final byte[] KEY = {7};
    private static final FieldRef USER = field("user.name");
    private static final FieldRef NUMBER = field("evt.rawres");

    private static FieldRef field(String name) {
        FieldInfo info = FieldCatalog.get().field(name).orElseThrow();
        return new FieldRef(info, name, info.type(), "", FieldRef.NO_INDEX);
    }

    private static Correlation correlation(String keys) {
        String text =
                "- correlation: Late\n  condition: evt.type = open\n  output: o\n"
                        + "  priority: NOTICE\n"
                        + keys.indent(2);
        return RuleCompiler.compile(
                        List.of(new RuleSource("test", text)), CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow()
                .correlations()
                .correlations()
                .get(0);
    }

    private static Hit hit(int number, long millis, String user) {
        OracleEvent event = new OracleEvent(number, millis * MILLI, 1, null, user);
        byte[] values = OracleValues.of(event, List.of(USER));
        StepEvent kept = new StepEvent("e" + number, event.time(), "node", values);
        return new Hit(0, 1, KEY, kept, number);
    }

    /** An event is told of when some window that it is in has enough. */
    @ParameterizedTest
    @CsvSource({"event_count,once", "event_count,every", "value_count,once"})
    void hits_behindTheirTime_countInEveryWindowTheyAreIn(String type, String emit) {
        int wanted = 3;
        boolean distinct = type.equals("value_count");
        Correlation correlation =
                correlation(
                        "type: %s\nwithin: %dms\nthreshold: {gte: %d}\nemit: %s\n"
                                        .formatted(type, WITHIN, wanted, emit)
                                + "allowed_lateness: %dms\n".formatted(LATENESS)
                                + (distinct ? "field: user.name\n" : ""));
        int found = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            KeyState state = new KeyStates(correlation).create(KEY);
            List<Match> matches = new ArrayList<>();
            Map<Integer, Long> counted = new HashMap<>();
            long newest = 0;
            // No more than are remembered.
            for (int number = 0; number < 2 * wanted; number++) {
                long time = Math.max(0, newest + random.nextInt(18) - 10);
                int user = distinct ? random.nextInt(4) : number;
                matches.clear();
                boolean taken = state.apply(hit(number, time, "u" + user), matches::add);

                assertThat(taken).as("seed %d", seed).isEqualTo(newest - time <= LATENESS);
                newest = Math.max(newest, time);
                boolean news = taken && counted.getOrDefault(user, -1L) <= time;
                if (news) {
                    counted.put(user, time);
                }
                boolean enough = news && isEnough(counted.values(), time, wanted);
                assertThat(matches).as("seed %d, event %d", seed, number).hasSize(enough ? 1 : 0);
                found += matches.size();
                if (enough && emit.equals("once")) {
                    counted.clear();
                }
            }
        }
        assertThat(found).isGreaterThan(CASES / 10);
    }

    /** Of sixty panes of a millisecond, against the sum of each window by itself. */
    @ParameterizedTest
    @CsvSource({"value_sum,once", "value_sum,every", "value_percentile,every"})
    void numbers_behindTheirTime_countInEveryWindowTheyAreIn(String type, String emit) {
        int enough = type.equals("value_sum") ? 9 : 4;
        Correlation correlation =
                correlation(
                        "type: %s\nfield: evt.rawres\nwithin: 60ms\nthreshold: {gte: %d}\n"
                                        .formatted(type, enough)
                                + "emit: %s\nallowed_lateness: 40ms\n".formatted(emit)
                                + (enough == 4 ? "percentile: 100\nwindow: sliding\n" : ""));
        int found = 0;
        for (long seed = 0; seed < CASES / 4; seed++) {
            Random random = new Random(seed);
            KeyState state = new KeyStates(correlation).create(KEY);
            List<Match> matches = new ArrayList<>();
            List<long[]> counted = new ArrayList<>();
            long newest = 0;
            for (int number = 0; number < 14; number++) {
                long time = Math.max(0, newest + random.nextInt(70) - 30);
                long value = random.nextInt(5);
                matches.clear();
                state.apply(numbered(number, time, value), matches::add);
                newest = Math.max(newest, time);
                counted.add(new long[] {time, value});
                boolean told = isTold(counted, time, enough, enough == 4);

                assertThat(matches).as("seed %d, event %d", seed, number).hasSize(told ? 1 : 0);
                found += matches.size();
                if (told && emit.equals("once")) {
                    counted.clear();
                }
            }
        }
        assertThat(found).isGreaterThan(CASES / 40);
    }

    /** Some window with the event, up to the newest event, has the sum, or the greatest. */
    private static boolean isTold(List<long[]> events, long time, int enough, boolean greatest) {
        long last = events.stream().mapToLong(event -> event[0]).max().orElseThrow();
        for (long end = time; end <= Math.min(last, time + 59); end++) {
            long to = end;
            LongStream values =
                    events.stream()
                            .filter(event -> event[0] > to - 60 && event[0] <= to)
                            .mapToLong(event -> event[1]);
            if ((greatest ? values.max().orElse(0) : values.sum()) >= enough) {
                return true;
            }
        }
        return false;
    }

    private static Hit numbered(int number, long millis, long value) {
        OracleEvent event = new OracleEvent(number, millis * MILLI, 1, value, null);
        byte[] values = OracleValues.of(event, List.of(NUMBER));
        StepEvent kept = new StepEvent("e" + number, event.time(), "node", values);
        return new Hit(0, 1, KEY, kept, number);
    }

    private static boolean isEnough(Iterable<Long> times, long time, int wanted) {
        for (long from = time - WITHIN; from <= time; from++) {
            int count = 0;
            for (long one : times) {
                count += one >= from && one <= from + WITHIN ? 1 : 0;
            }
            if (count >= wanted) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: event_count\nwithin: 10s\nthreshold: {gte: 3}",
                "type: event_count\nwithin: 10s\nthreshold: {gte: 20000}",
                "type: value_count\nfield: user.name\nwithin: 10s\nthreshold: {gte: 3}",
                "type: new_value\nfield: user.name\nhistory: 10s"
            })
    void hit_furtherBehindThanAllowed_isNotTaken(String keys) {
        KeyState state = new KeyStates(correlation(keys + "\nallowed_lateness: 2s")).create(KEY);
        state.apply(hit(0, 10_000, "a"), match -> {});

        assertThat(state.apply(hit(1, 8_000, "b"), match -> {})).isTrue();
        assertThat(state.apply(hit(2, 7_999, "c"), match -> {})).isFalse();
    }

    @Test
    void value_thatComesLate_isTold_andKnownFromThenOn() {
        KeyState state =
                new KeyStates(
                                correlation(
                                        "type: new_value\nfield: user.name\nhistory: 1h\n"
                                                + "allowed_lateness: 1m"))
                        .create(KEY);
        List<Match> found = new ArrayList<>();

        state.apply(hit(0, 100_000, "a"), found::add);
        state.apply(hit(1, 90_000, "b"), found::add);
        state.apply(hit(2, 95_000, "b"), found::add);

        assertThat(found).extracting(match -> match.last().id()).containsExactly("e0", "e1");
    }

    @Test
    void state_thatIsStored_remembersWhatLateHitsNeed() {
        Correlation correlation =
                correlation(
                        "type: event_count\nwithin: 10s\nthreshold: {gte: 3}\n"
                                + "allowed_lateness: 5s");
        KeyStates states = new KeyStates(correlation);
        KeyState before = states.create(KEY);
        before.apply(hit(0, 0, "a"), match -> {});
        before.apply(hit(1, 12_000, "a"), match -> {});
        StateWriter out = new StateWriter();
        before.write(out);
        KeyState after = states.read(KEY, out.toBytes());
        List<Match> found = new ArrayList<>();

        after.apply(hit(2, 9_000, "a"), found::add);
        after.apply(hit(3, 9_500, "a"), found::add);

        assertThat(found).extracting(match -> match.last().id()).containsExactly("e3");
        assertThat(after.deadline()).isEqualTo(KeyState.NO_DEADLINE);
    }
}
