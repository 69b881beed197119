// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import dev.saker.rules.regex.RegexParser.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular expression as steps: a letter and then on, two ways to go on, a place to be at, the
 * end. Immutable.
 */
final class RegexProgram {
    /** Longer programs are left to another engine. */
    private static final int MOST_STEPS = 4000;

    private static final int NOWHERE = -1;

    enum Kind {
        LETTER,
        FORK,
        PLACE,
        END
    }

    private static final class Step {
        private final Kind kind;
        private int next = NOWHERE;

        /** The second way of a FORK. */
        private int other = NOWHERE;

        /** Of a LETTER, its number among the sets. */
        private int set = NOWHERE;

        private RegexNode.Assertion assertion;

        Step(Kind kind) {
            this.kind = kind;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<LetterSet> sets = new ArrayList<>();
    private final Map<LetterSet, Integer> numbers = new HashMap<>();
    private final int first;
    private boolean asksPlaces;
    private boolean asksWords;

    private RegexProgram(RegexNode node) throws Unsupported {
        first = add(node, step(Kind.END));
    }

    static RegexProgram of(String pattern) throws Unsupported {
        return new RegexProgram(RegexParser.parse(pattern));
    }

    int first() {
        return first;
    }

    int size() {
        return steps.size();
    }

    Kind kind(int step) {
        return steps.get(step).kind;
    }

    int next(int step) {
        return steps.get(step).next;
    }

    int other(int step) {
        return steps.get(step).other;
    }

    /** The number of the set of a LETTER. */
    int set(int step) {
        return steps.get(step).set;
    }

    RegexNode.Assertion assertion(int step) {
        return steps.get(step).assertion;
    }

    List<LetterSet> sets() {
        return sets;
    }

    /** Whether any step depends on what lies beside it. */
    boolean asksPlaces() {
        return asksPlaces;
    }

    /** Whether any step depends on where words begin and end. */
    boolean asksWords() {
        return asksWords;
    }

    private int step(Kind kind) throws Unsupported {
        if (steps.size() == MOST_STEPS) {
            throw new Unsupported("more than " + MOST_STEPS + " steps");
        }
        steps.add(new Step(kind));
        return steps.size() - 1;
    }

    /** Adds the steps of a node, which go on at a step that is there; answers where they begin. */
    private int add(RegexNode node, int then) throws Unsupported {
        if (node instanceof RegexNode.Letter letter) {
            int step = step(Kind.LETTER);
            steps.get(step).set = number(letter.set());
            steps.get(step).next = then;
            return step;
        }
        if (node instanceof RegexNode.Place place) {
            int step = step(Kind.PLACE);
            steps.get(step).assertion = place.assertion();
            steps.get(step).next = then;
            asksPlaces = true;
            asksWords |=
                    place.assertion() == RegexNode.Assertion.WORD_EDGE
                            || place.assertion() == RegexNode.Assertion.NO_WORD_EDGE;
            return step;
        }
        if (node instanceof RegexNode.Sequence sequence) {
            int next = then;
            for (int i = sequence.parts().size() - 1; i >= 0; i--) {
                next = add(sequence.parts().get(i), next);
            }
            return next;
        }
        if (node instanceof RegexNode.Choice choice) {
            int next = add(choice.alternatives().get(0), then);
            for (RegexNode alternative : choice.alternatives().subList(1, alternatives(choice))) {
                next = fork(next, add(alternative, then));
            }
            return next;
        }
        return addRepeat((RegexNode.Repeat) node, then);
    }

    private static int alternatives(RegexNode.Choice choice) {
        return choice.alternatives().size();
    }

    private int addRepeat(RegexNode.Repeat repeat, int then) throws Unsupported {
        int next = then;
        if (repeat.most() == RegexNode.Repeat.WITHOUT_END) {
            int fork = fork(NOWHERE, then);
            steps.get(fork).next = add(repeat.what(), fork);
            next = fork;
        } else {
            for (int i = repeat.least(); i < repeat.most(); i++) {
                next = fork(add(repeat.what(), next), then);
            }
        }
        for (int i = 0; i < repeat.least(); i++) {
            next = add(repeat.what(), next);
        }
        return next;
    }

    private int fork(int one, int other) throws Unsupported {
        int step = step(Kind.FORK);
        steps.get(step).next = one;
        steps.get(step).other = other;
        return step;
    }

    private int number(LetterSet set) {
        Integer known = numbers.putIfAbsent(set, sets.size());
        if (known != null) {
            return known;
        }
        sets.add(set);
        return sets.size() - 1;
    }
}
