// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.regex.LazyAutomaton;
import dev.saker.schemas.Slice;

/**
 * A regular expression over the whole of a text, in linear time. Bad UTF-8 counts as replaced, as
 * in Falco.
 */
final class RegexTest {
    private RegexTest() {}

    static ValueTest of(String expression) {
        LazyAutomaton automaton = LazyAutomaton.of(expression);
        return value -> {
            Slice text = value.bytes();
            return automaton.matches(text.array(), text.offset(), text.length());
        };
    }
}
