// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

/** What is wrong with a regular expression, as RE2 says it: the same words, then a hint of ours. */
final class RegexProblem extends Exception {
    private static final long serialVersionUID = 1L;

    RegexProblem(String what) {
        super(what, null, false, false);
    }

    static RegexProblem badRange(String range) {
        return new RegexProblem("invalid character class range: " + range);
    }
}
