// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

/**
 * Runs all ways through a program at once: the plain reading of a regular expression, in time of
 * program times text. Makes no object once it is there. One thread at a time.
 */
final class StepMachine {
    /** What lies before or behind a place in a text. */
    static final int EDGE = 0;

    static final int NEWLINE = 1;
    static final int OTHER = 2;

    private final RegexProgram program;
    private final LetterClasses classes;
    private final int newline;
    private final StepSet reached;
    private StepSet from;
    private StepSet to;
    private int before;

    StepMachine(RegexProgram program, LetterClasses classes) {
        this.program = program;
        this.classes = classes;
        newline = classes.find('\n');
        reached = new StepSet(program.size());
        from = new StepSet(program.size());
        to = new StepSet(program.size());
    }

    /** Turns to the beginning of a text. */
    void begin() {
        from.clear();
        from.add(program.first());
        before = program.asksPlaces() ? EDGE : OTHER;
    }

    /** Goes back to where {@link #steps} and {@link #before} told it was. */
    void load(int[] array, int start, int length, int beforeIt) {
        from.clear();
        for (int i = 0; i < length; i++) {
            from.add(array[start + i]);
        }
        before = beforeIt;
    }

    /** The steps that it is at, none of them gone through yet. */
    StepSet steps() {
        return from;
    }

    /** What lies before the place it is at, as far as it matters. */
    int before() {
        return before;
    }

    /** Takes in a letter of a class; false if no way goes on. */
    boolean step(int letterClass) {
        int behind = program.asksPlaces() ? sort(letterClass) : OTHER;
        reach(behind);
        to.clear();
        for (int i = 0; i < reached.size(); i++) {
            int step = reached.get(i);
            if (program.kind(step) == RegexProgram.Kind.LETTER
                    && classes.isIn(letterClass, program.set(step))) {
                to.add(program.next(step));
            }
        }
        StepSet spare = from;
        from = to;
        to = spare;
        before = behind;
        return from.size() > 0;
    }

    /** Whether the text may end here. */
    boolean ends() {
        reach(EDGE);
        for (int i = 0; i < reached.size(); i++) {
            if (program.kind(reached.get(i)) == RegexProgram.Kind.END) {
                return true;
            }
        }
        return false;
    }

    private int sort(int letterClass) {
        return letterClass == newline ? NEWLINE : OTHER;
    }

    /** Goes through forks and places; what is reached is worked off in the order it came. */
    private void reach(int behind) {
        reached.clear();
        reached.addAll(from);
        for (int i = 0; i < reached.size(); i++) {
            int step = reached.get(i);
            switch (program.kind(step)) {
                case FORK -> {
                    reached.add(program.next(step));
                    reached.add(program.other(step));
                }
                case PLACE -> {
                    if (holds(program.assertion(step), behind)) {
                        reached.add(program.next(step));
                    }
                }
                case LETTER, END -> {}
            }
        }
    }

    private boolean holds(RegexNode.Assertion assertion, int behind) {
        return switch (assertion) {
            case LINE_BEGIN -> before == EDGE || before == NEWLINE;
            case LINE_END -> behind == EDGE || behind == NEWLINE;
        };
    }
}
