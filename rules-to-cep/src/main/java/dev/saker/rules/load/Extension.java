// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What items that Falco does not have hold their readers to: an unknown key is an error there, for
 * a rule without its window or its limit would be another rule.
 */
final class Extension {

    private Extension() {}

    static LoadProblem problem(String message, String help, SourceSpan span) {
        return new LoadProblem(DiagnosticCode.LOAD_ERR_EXTENSION, message, help, span);
    }

    /** Reports every key that is not known. */
    static void refuseUnknownKeys(Item item, Set<String> known, Item.Parts parts) {
        for (String key : item.keys()) {
            if (!known.contains(key)) {
                parts.read(
                        () -> {
                            throw problem(
                                    "Unknown key '" + key + "'",
                                    Nearest.helpOutOf(key, new TreeSet<>(known)),
                                    item.keySpan(key));
                        });
            }
        }
    }

    /** The key that is there, of two names for one thing. */
    static String either(Item item, String name, String alias) throws LoadProblem {
        if (item.has(name) && item.has(alias)) {
            throw problem(
                    "'" + alias + "' is another name for '" + name + "'",
                    "keep one of the two",
                    item.keySpan(alias));
        }
        return item.has(alias) ? alias : name;
    }

    /** A word out of a few. */
    static LoadProblem notOneOf(LocatedText text, String what, Collection<String> words) {
        return problem(
                "'" + text.text() + "' is not " + what,
                Nearest.helpOutOf(text.text(), words),
                text.span());
    }

    /** One text or a sequence of them. */
    static List<LocatedText> texts(Item item, String key) throws LoadProblem {
        YamlNode node = item.node(key);
        if (node instanceof YamlNode.Sequence) {
            return item.texts(key);
        }
        List<LocatedText> one = new ArrayList<>();
        one.add(Item.scalar(node).text());
        return one;
    }

    static Item mapping(Item parent, String key) throws LoadProblem {
        YamlNode node = parent.node(key);
        if (node instanceof YamlNode.Mapping mapping) {
            return parent.child(key, mapping);
        }
        throw problem("Value of '" + key + "' is not a map", "", node.span());
    }

    /** A whole number in a range. */
    static int number(Item item, String key, int least, int most) throws LoadProblem {
        LocatedText text = item.text(key);
        if (text.text().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text.text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw problem(
                "'" + text.text() + "' is not a whole number from " + least + " to " + most,
                "",
                text.span());
    }
}
