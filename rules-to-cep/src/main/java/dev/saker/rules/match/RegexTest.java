// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import com.google.re2j.Pattern;
import dev.saker.rules.event.Value;

/**
 * A regular expression over the whole of a text, in linear time. In the POSIX mode of RE2, which
 * Falco uses, ^ and $ stand for the ends of lines. The only test that makes objects: the expression
 * machine works on a String, in which bad UTF-8 is replaced as Falco replaces it.
 */
final class RegexTest implements ValueTest {
    private final Pattern pattern;

    RegexTest(String expression) {
        pattern = Pattern.compile(expression, Pattern.MULTILINE);
    }

    @Override
    public boolean test(Value value) {
        return pattern.matcher(value.bytes().toString()).matches();
    }
}
