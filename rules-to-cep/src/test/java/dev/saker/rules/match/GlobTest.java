// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

    @Test
    void hostile_pattern_takes_no_exponential_time() {
        String pattern = "*a".repeat(40) + "b";
        String text = "a".repeat(5_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(matches(pattern, text)).isFalse());
    }
}
