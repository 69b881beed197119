// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.ArrayList;
import java.util.List;

/** Reads a set of letters in brackets. */
final class BracketReader {
    private final PatternText text;
    private final int start;

    BracketReader(PatternText text) {
        this.text = text;
        this.start = text.at();
    }

    LetterSet read() throws RegexProblem {
        text.skip(1);
        boolean negated = text.isAt("^");
        text.skip(negated ? 1 : 0);
        List<LetterSet> sets = new ArrayList<>();
        for (boolean first = true; first || !text.isAt("]"); first = false) {
            if (!first) {
                refuseHyphen();
            }
            LetterSet named = named();
            sets.add(named == null ? range() : named);
        }
        text.skip(1);
        LetterSet set = LetterSet.union(sets);
        return negated ? set.complement() : set;
    }

    /** Not escaped, it may stand at the beginning and at the end only. */
    private void refuseHyphen() throws RegexProblem {
        if (isHyphenBetween()) {
            int hyphen = text.at();
            text.skip(1);
            text.letter();
            throw RegexProblem.badRange(text.from(hyphen));
        }
    }

    /** A class such as digits; null, with nothing read, if there is none. */
    private LetterSet named() throws RegexProblem {
        if (!text.isAt("[:")) {
            return null;
        }
        String name = text.until(":]", 2);
        if (name == null) {
            return null;
        }
        LetterSet set = LetterSet.named(name.startsWith("^") ? name.substring(1) : name);
        if (set == null) {
            throw RegexProblem.badRange("[:" + name + ":]");
        }
        text.skip(name.length() + 4);
        return name.startsWith("^") ? set.complement() : set;
    }

    private LetterSet range() throws RegexProblem {
        int begin = text.at();
        int first = letter();
        if (!isHyphenBetween()) {
            return LetterSet.range(first, first);
        }
        text.skip(1);
        int last = letter();
        if (last < first) {
            throw RegexProblem.badRange(text.from(begin));
        }
        return LetterSet.range(first, last);
    }

    /** Whether a hyphen is next, and something behind it that is not the end of the set. */
    private boolean isHyphenBetween() {
        return text.isAt("-") && text.ahead(1) != ']' && text.left() > 1;
    }

    private int letter() throws RegexProblem {
        if (text.atEnd()) {
            throw new RegexProblem("missing ]: " + text.from(start));
        }
        return text.isAt("\\") ? text.escape() : text.letter();
    }
}
