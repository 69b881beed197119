// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
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

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void automaton_matches_what_re2j_matches(long seed) {
        Random random = new Random(seed);
        RandomPatterns patterns = new RandomPatterns(random);
        int known = 0;
        for (int i = 0; i < PATTERNS; i++) {
            RandomPatterns.Drawn drawn = patterns.pattern();
            if (!LazyAutomaton.problem(drawn.posix()).isEmpty()) {
                continue;
            }
            known++;
            LazyAutomaton automaton = LazyAutomaton.of(drawn.posix());
            Pattern pattern = Pattern.compile(drawn.perl(), Pattern.MULTILINE);
            for (int j = 0; j < TEXTS; j++) {
                byte[] text = broken(patterns.text(), random);
                byte[] inside = new byte[text.length + 5];
                System.arraycopy(text, 0, inside, 3, text.length);
                String decoded = new String(text, StandardCharsets.UTF_8);
                assertThat(automaton.matches(inside, 3, text.length))
                        .as("seed %d, pattern %d, /%s/ of '%s'", seed, i, drawn.posix(), decoded)
                        .isEqualTo(pattern.matches(decoded));
            }
        }
        assertThat(known).as("seed " + seed).isGreaterThan(PATTERNS / 2);
    }

    private static byte[] broken(byte[] bytes, Random random) {
        for (int broken = random.nextInt(6) - 3; broken > 0 && bytes.length > 0; broken--) {
            int piece = random.nextInt(0x80);
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 | (piece == 0x6D ? 0 : piece));
        }
        return bytes;
    }

    /** All but the beginnings of surrogates, of which Java makes one letter and Falco three. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void bytes_that_are_no_text_count_as_java_replaces_them(long seed) {
        Random random = new Random(seed);
        LazyAutomaton counter = LazyAutomaton.of("((.|\n)(.|\n)(.|\n))*");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(8)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                if (random.nextInt(3) == 0) {
                    bytes[at] = (byte) (random.nextBoolean() ? 0xE0 | at : 0x80 | at << 3);
                }
                bytes[at] = bytes[at] == (byte) 0xED ? 0 : bytes[at];
            }
            String decoded = new String(bytes, StandardCharsets.UTF_8);
            assertThat(counter.matches(bytes, 0, bytes.length))
                    .as("seed %d, bytes %d", seed, i)
                    .isEqualTo(decoded.codePointCount(0, decoded.length()) % 3 == 0);
        }
    }

    @Test
    void surrogate_in_bytes_counts_as_three_letters() {
        byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};

        assertThat(LazyAutomaton.of("\\x{FFFD}{3}").matches(surrogate, 0, 3)).isTrue();
    }

    @Test
    void expression_of_thousands_of_letters_tells_them_apart() {
        StringBuilder pattern = new StringBuilder();
        for (int letter = 0x4E00; letter < 0x4E00 + 3900; letter++) {
            pattern.appendCodePoint(letter).append('?');
        }
        LazyAutomaton automaton = LazyAutomaton.of(pattern.toString());

        assertThat(matches(automaton, "一丂七")).isTrue();
        assertThat(matches(automaton, "七丂一")).isFalse();
        assertThat(LazyAutomaton.problem("[" + pattern + "]")).isEmpty();
        assertThat(LazyAutomaton.problem(pattern.append(pattern).toString())).isEmpty();
    }

    /** As many steps as a program may have, and states of thousands of steps. */
    @Test
    void expression_of_ninety_thousand_steps_is_matched_in_bounded_memory() {
        LazyAutomaton automaton = LazyAutomaton.of("[ab]*a[ab]{900}c?".repeat(98) + "|x");
        byte[] text = "ab".repeat(1000).getBytes(StandardCharsets.UTF_8);

        assertThat(automaton.matches(text, 0, text.length)).isFalse();
        assertThat(matches(automaton, "x")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "(a{500}){3} => invalid repetition size: {3}",
                "([ab]{1000}){1}([cd]{1000}c?){101} => invalid repetition size: {101}",
                "\\d+ => invalid escape sequence: \\d (POSIX syntax has [[:digit:]])",
                "\\W => invalid escape sequence: \\W (POSIX syntax has [^[:word:]])",
                "(?i)a => no argument for repetition operator: ?"
                        + " (groups with a question mark are not part of POSIX syntax)",
            })
    void expression_that_is_refused_says_why_in_re2s_words(String expression, String problem) {
        assertThat(LazyAutomaton.problem(expression)).isEqualTo(problem);
    }

    @Test
    void expression_too_large_is_refused() {
        String thousand = "a{1000}";

        assertThat(LazyAutomaton.problem(thousand.repeat(99))).isEmpty();
        assertThat(LazyAutomaton.problem(thousand.repeat(100)))
                .isEqualTo("pattern too large: more than 100000 states");
        assertThat(LazyAutomaton.problem("(".repeat(200) + ")".repeat(200))).isEmpty();
        assertThat(LazyAutomaton.problem("(".repeat(201) + ")".repeat(201)))
                .isEqualTo("nested more than 200 levels deep");
        assertThat(LazyAutomaton.problem("a" + "*".repeat(201)))
                .isEqualTo("nested more than 200 levels deep");
        StringBuilder letters = new StringBuilder();
        IntStream.range(0x4E00, 0x4E00 + 4001).forEach(letters::appendCodePoint);
        assertThat(LazyAutomaton.problem(letters.toString()))
                .isEqualTo("pattern too large: more than 4000 different letters and sets");
    }

    private static boolean matches(LazyAutomaton automaton, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return automaton.matches(bytes, 0, bytes.length);
    }

    /** Its smallest automaton has two to the twentieth states. */
    @Test
    void expression_of_too_many_states_stays_in_bounds_and_right() {
        String expression = "[ab]*a[ab]{20}";
        LazyAutomaton automaton = LazyAutomaton.of(expression);
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
        LazyAutomaton automaton = LazyAutomaton.of(".*(é|[0-9]+)/x?sh");
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
        LazyAutomaton automaton = LazyAutomaton.of("(a|b)*a(a|b){6}");
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
