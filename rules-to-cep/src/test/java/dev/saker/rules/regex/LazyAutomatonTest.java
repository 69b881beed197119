// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to RE2/J, over random expressions and texts; a failure names its seed. */
class LazyAutomatonTest {
    private static final int SEEDS = Boolean.getBoolean("saker.long") ? 200 : 8;
    private static final int PATTERNS = 150;
    private static final int TEXTS = 30;
    private static final List<String> ATOMS =
            List.of(
                    "a",
                    "b",
                    "c",
                    "k",
                    "S",
                    "é",
                    "€",
                    "😀",
                    "_",
                    "1",
                    " ",
                    "-",
                    "/",
                    ".",
                    "\\n",
                    "\\d",
                    "\\D",
                    "\\w",
                    "\\W",
                    "\\s",
                    "\\S",
                    "\\.",
                    "\\x41",
                    "\\x{20AC}",
                    "[ab]",
                    "[^ab]",
                    "[a-c1]",
                    "[^\\w/]",
                    "[[:alpha:]_]",
                    "[[:^digit:]]",
                    "[]a]",
                    "[a-]",
                    "[é-ö]",
                    "^",
                    "$",
                    "\\A",
                    "\\z",
                    "\\b",
                    "\\B",
                    "]",
                    "}",
                    "{",
                    "a{,2}");
    private static final List<String> REPEATS =
            List.of("*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}?");
    private static final List<String> GROUPS =
            List.of("(", "(?:", "(?i:", "(?s:", "(?-m:", "(?P<n>", "(?i)", "(?s-m)", "(?U:");
    private static final List<String> LETTERS =
            List.of(
                    "a", "b", "c", "A", "k", "K", "K", "s", "ſ", "é", "€", "😀", "_", "1", " ", "-",
                    "/", "\n", ".", "x");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void automaton_matches_what_re2j_matches(long seed) {
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < PATTERNS; i++) {
            String expression = choice(random, 3);
            LazyAutomaton automaton = LazyAutomaton.of(expression).orElse(null);
            Pattern pattern = automaton == null ? null : compile(expression);
            if (pattern == null) {
                continue;
            }
            known++;
            for (int j = 0; j < TEXTS; j++) {
                byte[] text = text(random);
                byte[] inside = new byte[text.length + 5];
                System.arraycopy(text, 0, inside, 3, text.length);
                String decoded = new String(text, StandardCharsets.UTF_8);
                assertThat(automaton.matches(inside, 3, text.length))
                        .as("seed %d, pattern %d, /%s/ of '%s'", seed, i, expression, decoded)
                        .isEqualTo(pattern.matches(decoded));
            }
        }
        assertThat(known).as("seed " + seed).isGreaterThan(PATTERNS / 2);
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression, Pattern.MULTILINE);
        } catch (PatternSyntaxException refused) {
            return null;
        }
    }

    private static String choice(Random random, int depth) {
        StringBuilder choice = new StringBuilder(sequence(random, depth));
        while (random.nextInt(4) == 0) {
            choice.append('|').append(sequence(random, depth));
        }
        return choice.toString();
    }

    private static String sequence(Random random, int depth) {
        StringBuilder sequence = new StringBuilder();
        for (int parts = random.nextInt(4); parts >= 0; parts--) {
            boolean nested = depth > 0 && random.nextInt(4) == 0;
            sequence.append(nested ? group(random, depth) : pick(random, ATOMS));
            if (random.nextInt(3) == 0) {
                sequence.append(pick(random, REPEATS));
            }
        }
        return sequence.toString();
    }

    private static String group(Random random, int depth) {
        String opening = pick(random, GROUPS);
        return opening.endsWith(")")
                ? opening + pick(random, ATOMS)
                : opening + choice(random, depth - 1) + ")";
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int letters = random.nextInt(7); letters > 0; letters--) {
            text.append(pick(random, LETTERS));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int broken = random.nextInt(6) - 3; broken > 0 && bytes.length > 0; broken--) {
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x80));
        }
        return bytes;
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void bytes_that_are_no_text_count_as_java_replaces_them(long seed) {
        Random random = new Random(seed);
        LazyAutomaton counter = LazyAutomaton.of("(?s)(...)*").orElseThrow();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(8)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                if (random.nextInt(3) == 0) {
                    bytes[at] = (byte) (random.nextBoolean() ? 0xE0 | at : 0x80 | at << 3);
                }
            }
            String decoded = new String(bytes, StandardCharsets.UTF_8);
            assertThat(counter.matches(bytes, 0, bytes.length))
                    .as("seed %d, bytes %d", seed, i)
                    .isEqualTo(decoded.codePointCount(0, decoded.length()) % 3 == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"\\pL+", "\\Qa.b\\E", "(?i)é", "\\1", "(a{500}){500}", "\\C"})
    void expression_that_only_another_engine_knows_is_left_to_it(String expression) {
        assertThat(LazyAutomaton.of(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x41", "a\\x41", "a?\\x{41}", "[\\x41]", "[A-]", "A-?", "A\\z"})
    void expression_that_ends_in_a_special_letter_is_known(String expression) {
        LazyAutomaton automaton = LazyAutomaton.of(expression).orElseThrow();
        for (String text : List.of("A", "aA", "A-", "-", "")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(automaton.matches(bytes, 0, bytes.length))
                    .as(text)
                    .isEqualTo(Pattern.matches(expression, text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\", "a\\", "[", "[a", "[a-", "[a\\", "\\x4", "\\x{41", "(", "a)", "*"})
    void expression_that_breaks_off_is_left_to_the_other_engine(String expression) {
        assertThat(LazyAutomaton.of(expression)).isEmpty();
    }

    /** Its smallest automaton has two to the twentieth states. */
    @Test
    void expression_of_too_many_states_stays_in_bounds_and_right() {
        String expression = "[ab]*a[ab]{20}";
        LazyAutomaton automaton = LazyAutomaton.of(expression).orElseThrow();
        Pattern pattern = Pattern.compile(expression);
        Random random = new Random(5);
        byte[] text = new byte[200];
        for (int i = 0; i < 100; i++) {
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) (random.nextBoolean() ? 'a' : 'b');
            }
            String decoded = new String(text, StandardCharsets.ISO_8859_1);
            assertThat(automaton.matches(text, 0, text.length)).isEqualTo(pattern.matches(decoded));
        }
        assertThat(automaton.size()).isEqualTo("997 of 997");
        assertThat(allocated(automaton, text)).isZero();
    }

    @Test
    void matching_makes_no_object_once_the_states_are_there() {
        LazyAutomaton automaton = LazyAutomaton.of(".*(é|[0-9]+)/x?sh").orElseThrow();
        byte[] matching = "abc12/sh".getBytes(StandardCharsets.UTF_8);
        byte[] other = "/usr/é/bash".getBytes(StandardCharsets.UTF_8);

        assertThat(automaton.matches(matching, 0, matching.length)).isTrue();
        assertThat(automaton.matches(other, 0, other.length)).isFalse();
        assertThat(allocated(automaton, matching)).isZero();
        assertThat(allocated(automaton, other)).isZero();
    }

    /** Bytes that one match of a text takes, at best of some. */
    private static long allocated(LazyAutomaton automaton, byte[] text) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long between = threads.getCurrentThreadAllocatedBytes();
            automaton.matches(text, 0, text.length);
            long after = threads.getCurrentThreadAllocatedBytes();
            least = Math.min(least, after - between - (between - before));
        }
        return least;
    }

    @Test
    void threads_that_share_an_automaton_get_right_answers() {
        LazyAutomaton automaton = LazyAutomaton.of("(a|b)*a(a|b){6}").orElseThrow();
        Pattern pattern = Pattern.compile("(a|b)*a(a|b){6}");
        long wrong =
                LongStream.range(0, 4000)
                        .parallel()
                        .filter(number -> isWrong(automaton, pattern, number))
                        .count();
        assertThat(wrong).isZero();
    }

    private static boolean isWrong(LazyAutomaton automaton, Pattern pattern, long number) {
        String text = Long.toBinaryString(number | 1 << 14).replace('0', 'a').replace('1', 'b');
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return automaton.matches(bytes, 0, bytes.length) != pattern.matches(text);
    }
}
