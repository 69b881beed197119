// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text must hold for a pattern to match it: too much would lose alerts. */
class NecessaryLiteralTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "*abc*de* abc",
                "ab?cde cde",
                "abc*de?f abc",
                "*a*bb* bb",
                "abc abc",
                "* ``",
                "ab[cd]efghi ab",
                "ab\\*cdefghi ab",
                "a*[x]bcdef a",
            })
    void glob_needsItsLongestPlainStretch(String pattern, String literal) {
        assertThat(text(NecessaryLiteral.ofGlob(pattern.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(literal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "abc abc",
                "az.*AZ09 AZ09",
                "a.b.cde.f cde",
                "abcd?ef abc",
                "abcd*ef abc",
                "abcd+ef abcd",
                "abcx{0,2}ef abc",
                "ab{2}cdef a",
                "ab(cdef)? ab",
                "ab[c]def ab",
                "ab\\.cdef ab",
                "abc|d ``",
                "^abc$ abc",
                ".* ``",
                "a?bc bc",
                "abz.a abz",
                "aZ0_-/ aZ0_-/",
            })
    void regex_needsItsLongestPlainStretch(String pattern, String literal) {
        assertThat(text(NecessaryLiteral.ofRegex(pattern))).isEqualTo(literal);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
