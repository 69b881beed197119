// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    private static boolean matches(String pattern, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return Glob.of(pattern.getBytes(UTF_8), false).matches(bytes, 1, bytes.length - 2);
    }

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything/at/all, true",
        "'', '', true",
        "'', a, false",
        "a*b*c, a/x/b/y/c, true",
        "a*b*c, acb, false",
        "?, a, true",
        "?, '', false",
        "[abc], b, true",
        "[!abc], b, false",
        "[!a], !, true",
        "[!a], [, true",
        "[!a]b, ab, false",
        "[^a], ^, true",
        "[^abc], d, true",
        "[a-c]x, bx, true",
        "[]x], ], true",
        "[a-], -, true",
        "[, [, true",
        "[a, [a, true",
        "[[:digit:]]z, 7z, true",
        "[[:upper:][:digit:]], q, false",
        "\\*, *, true",
        "\\*, x, false",
        "[\\]], ], true",
        "x\\, x\\, false",
        ".*, .hidden, true",
        "*.c, .c, true",
    })
    void pattern_reads_as_in_fnmatch(String pattern, String text, boolean expected) {
        assertThat(matches(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "alnum, Alnum", "alpha, Alpha", "blank, Blank", "cntrl, Cntrl", "digit, Digit",
        "graph, Graph", "lower, Lower", "print, Print", "punct, Punct", "space, Space",
        "upper, Upper", "xdigit, XDigit"
    })
    void named_class_has_the_letters_that_java_says(String name, String inJava) {
        Pattern expected = Pattern.compile("\\p{" + inJava + "}");
        Glob glob = Glob.of(("[[:" + name + ":]]").getBytes(UTF_8), false);
        for (int letter = 0; letter < 256; letter++) {
            byte[] text = {(byte) letter};
            boolean member = expected.matcher(Character.toString(letter)).matches();
            assertThat(glob.matches(text, 0, 1)).as("%s %d", name, letter).isEqualTo(member);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abc, ABC, true",
        "ABC, abc, true",
        "a[B-C]?, Abz, true",
        "[!a], A, false",
        "é, É, false",
    })
    void case_is_ignored_if_asked_for_in_ascii(String pattern, String text, boolean expected) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(Glob.of(pattern.getBytes(UTF_8), true).matches(bytes, 0, bytes.length))
                .isEqualTo(expected);
    }

    @Test
    void hostile_pattern_takes_no_exponential_time() {
        String pattern = "*a".repeat(40) + "b";
        String text = "a".repeat(5_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(matches(pattern, text)).isFalse());
    }
}
