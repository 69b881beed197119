// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads the operators of an exception. */
final class Comparisons {

    private Comparisons() {}

    /** For one field: something that takes a list; {@code in} unless said otherwise. */
    static List<LocatedText> single(Item item, LocatedText name) throws LoadProblem {
        if (!item.has("comps") || item.isEmpty("comps")) {
            return List.of(synthetic("in", name));
        }
        YamlNode node = item.node("comps");
        if (!(node instanceof YamlNode.Scalar scalar)) {
            throw LoadProblem.meaning(
                    "Fields and comps must both be strings", item.keySpan("comps"));
        }
        LocatedText comparison = normalised(scalar.text());
        if (!takesList(comparison.text())) {
            throw LoadProblem.meaning(
                    "When fields is a single value, comps must be one of (in, pmatch, intersects)"
                            + " or a string operator with oneof, anyof or allof",
                    scalar.span());
        }
        return List.of(comparison);
    }

    /** For a list of fields: one for each; {@code =} unless said otherwise. */
    static List<LocatedText> many(Item item, LocatedText name, List<LocatedText> fields)
            throws LoadProblem {
        List<LocatedText> comparisons = new ArrayList<>();
        if (!item.has("comps") || item.isEmpty("comps")) {
            fields.forEach(field -> comparisons.add(synthetic("=", name)));
            return comparisons;
        }
        Item.Parts parts = item.new Parts();
        List<LocatedText> written = item.texts("comps");
        for (LocatedText comparison : written) {
            parts.read(() -> operator(comparison)).ifPresent(comparisons::add);
        }
        parts.requireAll();
        if (comparisons.size() != fields.size()) {
            throw LoadProblem.meaning(
                    "Fields and comps lists must have equal length", item.keySpan("comps"));
        }
        return comparisons;
    }

    private static LocatedText operator(LocatedText comparison) throws LoadProblem {
        LocatedText normal = normalised(comparison);
        if (!isOperator(normal.text())) {
            throw LoadProblem.meaning(
                    "'" + comparison.text() + "' is not a supported comparison operator",
                    comparison.span());
        }
        return normal;
    }

    /** Whether the right side of it is a list. */
    static boolean takesList(String comparison) {
        String[] words = comparison.split(" ");
        if (words.length == 2) {
            return isModified(words);
        }
        return Operator.parse(comparison).map(Operator::takesList).orElse(false);
    }

    private static boolean isOperator(String comparison) {
        String[] words = comparison.split(" ");
        return words.length == 2 ? isModified(words) : Operator.parse(comparison).isPresent();
    }

    private static boolean isModified(String[] words) {
        return Modifier.parse(words[1]).isPresent()
                && Operator.parse(words[0]).filter(o -> !o.takesList() && !o.isOrder()).isPresent();
    }

    private static LocatedText normalised(LocatedText comparison) {
        return synthetic(comparison.text().trim().replaceAll("\\s+", " "), comparison);
    }

    private static LocatedText synthetic(String text, LocatedText place) {
        return new LocatedText.Builder().append(text, place.span()).build();
    }
}
