// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Throttle;
import dev.saker.rules.diagnostic.LocatedText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code by}, {@code for} and {@code rate}. */
final class ThrottleReader {

    private static final Set<String> KEYS = Set.of("by", "for", "rate");

    private ThrottleReader() {}

    /** What a correlation says under {@code suppress}. */
    static Optional<ThrottleDefinition> optional(Item correlation) throws LoadProblem {
        if (!correlation.has("suppress")) {
            return Optional.empty();
        }
        Item item = Extension.mapping(correlation, "suppress");
        Item.Parts parts = item.new Parts();
        Extension.refuseUnknownKeys(item, KEYS, parts);
        parts.requireAll();
        return Optional.of(of(item));
    }

    static ThrottleDefinition of(Item item) throws LoadProblem {
        if (!item.has("for") && !item.has("rate")) {
            throw Extension.problem(
                    "A suppression needs 'for' or 'rate'", "for: 1h, or rate: 10/1m", item.span());
        }
        List<LocatedText> by = item.has("by") ? Extension.texts(item, "by") : List.of();
        long quiet = CorrelationLoader.duration(item, "for");
        if (!item.has("rate")) {
            return new ThrottleDefinition(by, new Throttle(quiet, 0, 0));
        }
        LocatedText rate = item.text("rate");
        int slash = rate.text().indexOf('/');
        if (!rate.text().matches("[1-9][0-9]{0,6}/.+")) {
            throw Extension.problem(
                    "'" + rate.text() + "' is not a rate",
                    "a number of alerts in a span: 10/1m",
                    rate.span());
        }
        int count = Integer.parseInt(rate.text().substring(0, slash));
        LocatedText span =
                new LocatedText.Builder().append(rate, slash + 1, rate.text().length()).build();
        long nanos = Durations.nanos(span);
        return new ThrottleDefinition(by, new Throttle(quiet, count, nanos));
    }
}
