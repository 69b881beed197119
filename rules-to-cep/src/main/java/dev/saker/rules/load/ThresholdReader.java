// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Threshold;
import dev.saker.rules.Threshold.Bound;
import dev.saker.rules.Threshold.Comparison;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The numbers a correlation is held to.
 *
 * @param percentile 0 when there is none
 */
record ThresholdReader(Optional<Threshold> threshold, int percentile) {

    private static final Set<String> WORDS = Set.of("gte", "gt", "lte", "lt", "eq", "neq");

    static ThresholdReader of(Item item, CorrelationType type) throws LoadProblem {
        int percentile = item.has("percentile") ? Extension.number(item, "percentile", 1, 100) : 0;
        if (!type.hasThreshold() || !item.has("threshold")) {
            return new ThresholdReader(Optional.empty(), percentile);
        }
        return new ThresholdReader(
                Optional.of(read(Extension.mapping(item, "threshold"))), percentile);
    }

    private static Threshold read(Item map) throws LoadProblem {
        List<Bound> bounds = new ArrayList<>();
        for (String key : map.keys()) {
            if (!WORDS.contains(key)) {
                String near = Nearest.help(key, new TreeSet<>(WORDS));
                throw Extension.problem(
                        "'" + key + "' is not a comparison",
                        near.isEmpty() ? "one of gte, gt, lte, lt, eq, neq" : near,
                        map.keySpan(key));
            }
            Comparison comparison = Comparison.valueOf(key.toUpperCase(Locale.ROOT));
            bounds.add(new Bound(comparison, thousandths(map.text(key))));
        }
        if (bounds.isEmpty()) {
            throw Extension.problem("A threshold needs a comparison", "{gte: 10}", map.span());
        }
        return new Threshold(bounds);
    }

    private static long thousandths(LocatedText text) throws LoadProblem {
        if (!text.text().matches("-?[0-9]{1,15}(\\.[0-9]{1,3})?")) {
            throw Extension.problem(
                    "'" + text.text() + "' is not a number, of at most three decimals",
                    "",
                    text.span());
        }
        return new BigDecimal(text.text()).movePointRight(3).longValueExact();
    }
}
