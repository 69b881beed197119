// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.Arrays;

/**
 * A regular expression that is to match the whole of a text, as a table of states that grows with
 * the letters that texts bring. Bounded: a full table stays as it is, and what it does not know is
 * worked out step by step each time. Thread-safe: threads read the table without a lock; a cell
 * that one of them does not see yet is one that it asks for again.
 */
public final class LazyAutomaton {
    // Cells of the table. Others are the state that comes next; states begin behind these.
    private static final int UNKNOWN = 0;
    private static final int NO = 1;
    private static final int YES = 2;
    private static final int FIRST_STATE = 3;

    /** Cells of 4 bytes. */
    private static final int MOST_CELLS = 1 << 15;

    private static final int FEW_STATES = 16;
    private static final int MOST_STATES = 1000;

    /** Steps that states are made of, all together: a million bytes. */
    private static final int MOST_KEPT = 1 << 18;

    private final LetterClasses classes;
    private final int[] ofAscii;

    /** Columns of the table: one per class, and one for the end of the text. */
    private final int width;

    private final int mostStates;
    private volatile int[] table;

    // What the one thread that makes states needs. Under this object's lock.
    private final StepMachine machine;
    private int states = FIRST_STATE;
    private int kept;
    private int[][] stepsOf;
    private int[] beforeOf;

    private LazyAutomaton(RegexProgram program) {
        classes = LetterClasses.of(program);
        ofAscii = classes.ofAscii();
        width = classes.count() + 1;
        mostStates = Math.max(FEW_STATES, Math.min(MOST_STATES, MOST_CELLS / width));
        table = new int[FEW_STATES * width];
        stepsOf = new int[FEW_STATES][];
        beforeOf = new int[FEW_STATES];
        machine = new StepMachine(program, classes);
        machine.begin();
        state();
    }

    /** What RE2 in Falco's mode would refuse a pattern for, or we for its size; else empty. */
    public static String problem(String pattern) {
        try {
            RegexProgram.of(pattern);
            return "";
        } catch (RegexProblem problem) {
            return problem.getMessage();
        }
    }

    /** Of an expression without a {@link #problem}. */
    public static LazyAutomaton of(String pattern) {
        try {
            return new LazyAutomaton(RegexProgram.of(pattern));
        } catch (RegexProblem problem) {
            throw new IllegalArgumentException("regular expression " + pattern, problem);
        }
    }

    /** Whether the expression matches the whole of a text in UTF-8. */
    public boolean matches(byte[] text, int offset, int length) {
        int[] cells = table;
        int end = offset + length;
        int at = offset;
        int state = FIRST_STATE;
        while (at < end) {
            int letterClass;
            if (text[at] >= 0) {
                letterClass = ofAscii[text[at++]];
            } else {
                int decoded = Utf8.decode(text, at, end);
                letterClass = classes.find(Utf8.letter(decoded));
                at += Utf8.length(decoded);
            }
            state = cells[state * width + letterClass];
            if (state < FIRST_STATE) {
                return state != NO && findOut(text, offset, end);
            }
        }
        int answer = cells[state * width + width - 1];
        return answer == UNKNOWN ? findOut(text, offset, end) : answer == YES;
    }

    /** How many states there are, and how many there can be; for tests. */
    synchronized String size() {
        return states - FIRST_STATE + " of " + (mostStates - FIRST_STATE);
    }

    /** As {@link #matches}, making what is missing. */
    private synchronized boolean findOut(byte[] text, int offset, int end) {
        int state = FIRST_STATE;
        for (int at = offset; at < end; ) {
            int letter = text[at];
            int length = 1;
            if (letter < 0) {
                int decoded = Utf8.decode(text, at, end);
                letter = Utf8.letter(decoded);
                length = Utf8.length(decoded);
            }
            int cell = state * width + classes.find(letter);
            at += length;
            if (table[cell] == UNKNOWN) {
                int next = next(state, classes.find(letter));
                if (next == UNKNOWN) {
                    return goOn(text, at, end);
                }
                table[cell] = next;
            }
            state = table[cell];
            if (state == NO) {
                return false;
            }
        }
        int cell = state * width + width - 1;
        if (table[cell] == UNKNOWN) {
            machine.load(stepsOf[state], 0, stepsOf[state].length, beforeOf[state]);
            table[cell] = machine.ends() ? YES : NO;
        }
        return table[cell] == YES;
    }

    /** The state after a letter; unknown if there is no room for it. */
    private int next(int from, int letterClass) {
        machine.load(stepsOf[from], 0, stepsOf[from].length, beforeOf[from]);
        return machine.step(letterClass) ? state() : NO;
    }

    /** The rest of a text from where the machine is, of which the table has no states. */
    private boolean goOn(byte[] text, int start, int end) {
        int at = start;
        while (at < end) {
            int letter = text[at];
            int length = 1;
            if (letter < 0) {
                int decoded = Utf8.decode(text, at, end);
                letter = Utf8.letter(decoded);
                length = Utf8.length(decoded);
            }
            if (!machine.step(classes.find(letter))) {
                return false;
            }
            at += length;
        }
        return machine.ends();
    }

    /** The number of the state that the machine is in, a new one if it is. */
    private int state() {
        machine.steps().sort();
        for (int state = FIRST_STATE; state < states; state++) {
            if (isAt(state)) {
                return state;
            }
        }
        int size = machine.steps().size();
        if (states == mostStates || states > FIRST_STATE && kept + size > MOST_KEPT) {
            return UNKNOWN;
        }
        kept += size;
        if (states == stepsOf.length) {
            grow();
        }
        int[] steps = new int[size];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = machine.steps().get(i);
        }
        stepsOf[states] = steps;
        beforeOf[states] = machine.before();
        return states++;
    }

    private boolean isAt(int state) {
        int[] steps = stepsOf[state];
        if (beforeOf[state] != machine.before() || steps.length != machine.steps().size()) {
            return false;
        }
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] != machine.steps().get(i)) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        int capacity = Math.min(mostStates, 2 * states);
        stepsOf = Arrays.copyOf(stepsOf, capacity);
        beforeOf = Arrays.copyOf(beforeOf, capacity);
        table = Arrays.copyOf(table, capacity * width);
    }
}
