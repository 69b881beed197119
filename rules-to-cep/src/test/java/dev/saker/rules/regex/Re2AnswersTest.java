// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patterns and texts with what RE2 itself says of them, in Falco's mode: kept in {@code
 * regex/answers.tsv}, and with {@code -Dsaker.long=true} asked anew, of random ones, where RE2 is.
 */
class Re2AnswersTest {
    private static final Path FOLDER = Path.of("src/test/resources/regex");
    private static final int PATTERNS = 60_000;
    private static final int TEXTS = 8;

    @Test
    void kept_answers_are_ours() throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve("answers.tsv"));

        assertThat(lines).hasSizeGreaterThan(100);
        lines.forEach(Re2AnswersTest::assertSame);
    }

    @Test
    void random_patterns_get_the_answers_of_re2(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Boolean.getBoolean("saker.long"), "RE2: only with saker.long");
        Path program = folder.resolve("re2_posix");
        Path source = FOLDER.resolve("re2_posix.cc");
        boolean built =
                Files.exists(Path.of("/usr/include/re2/re2.h"))
                        && run(
                                folder,
                                "c++",
                                "-std=c++17",
                                "-O1",
                                source.toAbsolutePath().toString(),
                                "-o",
                                program.toString(),
                                "-lre2");
        Assumptions.assumeTrue(built, "RE2: no compiler for C++ or no libre2-dev");
        long seed = Long.getLong("regex.seed", System.nanoTime());
        Path questions = folder.resolve("questions");
        Files.write(questions, questions(new Random(seed)));

        assertThat(
                        new ProcessBuilder(program.toString())
                                .redirectInput(questions.toFile())
                                .redirectOutput(folder.resolve("answers").toFile())
                                .start()
                                .waitFor())
                .isZero();
        List<String> answers = Files.readAllLines(folder.resolve("answers"));

        assertThat(answers).as("-Dregex.seed=" + seed).hasSize(PATTERNS);
        answers.forEach(Re2AnswersTest::assertSame);
    }

    private static boolean run(Path folder, String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Half of them broken: a character more, fewer or another one. */
    private static List<String> questions(Random random) {
        RandomPatterns patterns = new RandomPatterns(random);
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < PATTERNS; i++) {
            StringBuilder pattern = new StringBuilder(patterns.pattern().posix());
            for (int j = random.nextInt(4); j > 1; j--) {
                breakUp(pattern, random);
            }
            StringBuilder line = new StringBuilder(escaped(pattern.toString()));
            for (int j = 0; j < TEXTS; j++) {
                line.append('\t')
                        .append(escaped(new String(patterns.text(), StandardCharsets.UTF_8)));
            }
            questions.add(line.toString());
        }
        return questions;
    }

    private static void breakUp(StringBuilder pattern, Random random) {
        String signs = "()[]{}*+?|^$.\\-,:0123x7da{[]";
        int at = random.nextInt(pattern.length() + 1);
        char sign = signs.charAt(random.nextInt(signs.length()));
        if (at == pattern.length() || random.nextBoolean()) {
            pattern.insert(at, sign);
        } else if (pattern.charAt(at) < 0x80) {
            pattern.deleteCharAt(at);
        }
    }

    private static void assertSame(String line) {
        String[] parts = line.split("\t", -1);
        String pattern = plain(parts[0]);
        String problem = LazyAutomaton.problem(pattern);
        if (parts[1].startsWith("!")) {
            String complaint = plain(parts[1].substring(1));
            // what RE2 says of a hyphen at the very end of an open bracket
            boolean odd = complaint.equals("invalid UTF-8");
            assertThat(problem).as(line).isNotEmpty().startsWith(odd ? "missing ]" : complaint);
            return;
        }
        assertThat(problem).as(line).isEmpty();
        LazyAutomaton automaton = LazyAutomaton.of(pattern);
        StringBuilder answer = new StringBuilder();
        for (String text : Arrays.asList(parts).subList(2, parts.length)) {
            byte[] bytes = plain(text).getBytes(StandardCharsets.UTF_8);
            answer.append(automaton.matches(bytes, 0, bytes.length) ? '1' : '0');
        }
        assertThat(answer).as(line).hasToString(parts[1]);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte character : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = character > ' ' && character < 0x7F && character != '%';
            escaped.append(plain ? (char) character : String.format("%%%02X", character));
        }
        return escaped.toString();
    }

    private static String plain(String escaped) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int at = 0; at < escaped.length(); at++) {
            boolean code = escaped.charAt(at) == '%';
            plain.write(
                    code
                            ? Integer.parseInt(escaped.substring(at + 1, at + 3), 16)
                            : escaped.charAt(at));
            at += code ? 2 : 0;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }
}
