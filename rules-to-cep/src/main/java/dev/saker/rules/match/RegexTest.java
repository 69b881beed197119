// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import com.google.re2j.Pattern;
import dev.saker.rules.regex.LazyAutomaton;
import dev.saker.schemas.Slice;

/**
 * A regular expression over the whole of a text, in linear time. In the POSIX mode of RE2, which
 * Falco uses, ^ and $ stand for the ends of lines. Bad UTF-8 counts as replaced, as in Falco.
 */
final class RegexTest {
    private RegexTest() {}

    /** Ours where it knows the expression; else RE2/J, which makes objects. */
    static ValueTest of(String expression) {
        return LazyAutomaton.of(expression)
                .map(RegexTest::byTable)
                .orElseGet(() -> byObjects(Pattern.compile(expression, Pattern.MULTILINE)));
    }

    private static ValueTest byTable(LazyAutomaton automaton) {
        return value -> {
            Slice text = value.bytes();
            return automaton.matches(text.array(), text.offset(), text.length());
        };
    }

    private static ValueTest byObjects(Pattern pattern) {
        return value -> pattern.matcher(value.bytes().toString()).matches();
    }
}
