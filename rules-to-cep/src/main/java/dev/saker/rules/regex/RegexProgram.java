// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular expression as steps: a letter and then on, two ways to go on, a place to be at, the
 * end. Immutable.
 */
final class RegexProgram {
    /** About what RE2 takes with the memory that it is given. */
    private static final int MOST_STEPS = 100_000;

    /** More would make classes of letters without end; Chinese has so many in daily use. */
    private static final int MOST_SETS = 4000;

    private static final int NOWHERE = -1;

    enum Kind {
        LETTER,
        FORK,
        PLACE,
        END
    }

    private static final Kind[] KINDS = Kind.values();
    private static final RegexNode.Assertion[] ASSERTIONS = RegexNode.Assertion.values();

    private byte[] kinds = new byte[16];
    private int[] nexts = new int[16];

    /** Of a LETTER the number of its set, of a FORK its second way, of a PLACE what it asks. */
    private int[] operands = new int[16];

    private int size;
    private final List<LetterSet> sets = new ArrayList<>();
    private final Map<LetterSet, Integer> numbers = new HashMap<>();
    private final int first;
    private boolean asksPlaces;

    private RegexProgram(RegexNode node) throws RegexProblem {
        first = add(node, step(Kind.END, NOWHERE, 0));
    }

    static RegexProgram of(String pattern) throws RegexProblem {
        return new RegexProgram(RegexParser.parse(pattern));
    }

    int first() {
        return first;
    }

    int size() {
        return size;
    }

    Kind kind(int step) {
        return KINDS[kinds[step]];
    }

    int next(int step) {
        return nexts[step];
    }

    /** The second way of a FORK. */
    int other(int step) {
        return operands[step];
    }

    /** The number of the set of a LETTER. */
    int set(int step) {
        return operands[step];
    }

    RegexNode.Assertion assertion(int step) {
        return ASSERTIONS[operands[step]];
    }

    List<LetterSet> sets() {
        return sets;
    }

    /** Whether any step depends on what lies beside it. */
    boolean asksPlaces() {
        return asksPlaces;
    }

    private int step(Kind kind, int next, int operand) throws RegexProblem {
        if (size == MOST_STEPS) {
            throw new RegexProblem("pattern too large: more than " + MOST_STEPS + " states");
        }
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            nexts = Arrays.copyOf(nexts, 2 * size);
            operands = Arrays.copyOf(operands, 2 * size);
        }
        kinds[size] = (byte) kind.ordinal();
        nexts[size] = next;
        operands[size] = operand;
        return size++;
    }

    /** Adds the steps of a node, which go on at a step that is there; answers where they begin. */
    private int add(RegexNode node, int then) throws RegexProblem {
        if (node instanceof RegexNode.Letter letter) {
            return step(Kind.LETTER, then, number(letter.set()));
        }
        if (node instanceof RegexNode.Place place) {
            asksPlaces = true;
            return step(Kind.PLACE, then, place.assertion().ordinal());
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
            for (int i = 1; i < choice.alternatives().size(); i++) {
                next = step(Kind.FORK, next, add(choice.alternatives().get(i), then));
            }
            return next;
        }
        RegexNode.Repeat repeat = (RegexNode.Repeat) node;
        return repeat.times().most() == RegexNode.Times.WITHOUT_END
                ? addLoop(repeat, then)
                : addCopies(repeat, then);
    }

    /** What must come once or more often comes back to its last copy. */
    private int addLoop(RegexNode.Repeat repeat, int then) throws RegexProblem {
        int fork = step(Kind.FORK, NOWHERE, then);
        int body = add(repeat.what(), fork);
        nexts[fork] = body;
        int next = repeat.times().least() == 0 ? fork : body;
        for (int i = 1; i < repeat.times().least(); i++) {
            next = add(repeat.what(), next);
        }
        return next;
    }

    private int addCopies(RegexNode.Repeat repeat, int then) throws RegexProblem {
        int next = then;
        for (int i = repeat.times().least(); i < repeat.times().most(); i++) {
            next = step(Kind.FORK, add(repeat.what(), next), then);
        }
        for (int i = 0; i < repeat.times().least(); i++) {
            next = add(repeat.what(), next);
        }
        return next;
    }

    private int number(LetterSet set) throws RegexProblem {
        Integer known = numbers.putIfAbsent(set, sets.size());
        if (known != null) {
            return known;
        }
        if (sets.size() == MOST_SETS) {
            throw new RegexProblem(
                    "pattern too large: more than " + MOST_SETS + " different letters and sets");
        }
        sets.add(set);
        return sets.size() - 1;
    }
}
