// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.dlq;

import dev.saker.sinks.route.Glob;
import java.util.List;
import java.util.Locale;

/**
 * Which dead letters are meant; what is empty does not narrow.
 *
 * @param rule a name, in which * stands for any text and ? for one character
 * @param reason a part of it, whatever the case
 * @param positions partition@offset in the dead letter topic
 */
public record DeadLetterFilter(String sink, String rule, String reason, List<String> positions) {

    public DeadLetterFilter {
        positions = List.copyOf(positions);
    }

    public boolean isEmpty() {
        return sink.isEmpty() && rule.isEmpty() && reason.isEmpty() && positions.isEmpty();
    }

    public boolean admits(DeadLetter letter) {
        return (sink.isEmpty() || sink.equals(letter.sink()))
                && (rule.isEmpty() || Glob.fits(rule, letter.rule()))
                && (reason.isEmpty() || lower(letter.reason()).contains(lower(reason)))
                && (positions.isEmpty() || positions.contains(letter.position()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
