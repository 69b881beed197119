// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * A condition made ready for one event type: constants folded, equal parts one object, cheap parts
 * first. Immutable and shared by threads; what differs from event to event is in the registers.
 *
 * <p>Outcomes are numbers, as generated code wants them: {@link #FALSE}, {@link #TRUE}, {@link
 * #UNKNOWN}.
 */
abstract sealed class Plan permits Plan.Constant, Leaf, Junction, Negation {
    static final int FALSE = 0;
    static final int TRUE = 1;
    static final int UNKNOWN = 2;

    /** Places in the registers are given to plans that several rules share. */
    static final int NOT_SHARED = -1;

    /** Known before any event is. */
    static final class Constant extends Plan {
        static final Constant NEVER = new Constant(FALSE, 0);
        static final Constant ALWAYS = new Constant(TRUE, 1);

        private final int outcome;

        private Constant(int outcome, int id) {
            super(id, 0);
            this.outcome = outcome;
        }

        static Constant of(boolean bool) {
            return bool ? ALWAYS : NEVER;
        }

        int outcome() {
            return outcome;
        }

        @Override
        int evaluate(EventRegisters event) {
            return outcome;
        }
    }

    private final int id;
    private final int cost;
    private int sharedSlot = NOT_SHARED;

    Plan(int id, int cost) {
        this.id = id;
        this.cost = cost;
    }

    /** Evaluates without looking for a kept outcome. */
    abstract int evaluate(EventRegisters event);

    /** The outcome for the event at hand; that of a shared plan is found once per event. */
    final int test(EventRegisters event) {
        return sharedSlot == NOT_SHARED ? evaluate(event) : testShared(event);
    }

    private int testShared(EventRegisters event) {
        int kept = event.outcome(sharedSlot);
        if (kept < 0) {
            kept = evaluate(event);
            event.keepOutcome(sharedSlot, kept);
        }
        return kept;
    }

    /** Different for every plan of a rule set. */
    final int id() {
        return id;
    }

    /** How dear a test is, in units of comparing a number. */
    final int cost() {
        return cost;
    }

    final int sharedSlot() {
        return sharedSlot;
    }

    /** While plans are made: from now on the outcome is kept. */
    final void share(int slot) {
        sharedSlot = slot;
    }

    static int not(int outcome) {
        return outcome == UNKNOWN ? UNKNOWN : 1 - outcome;
    }
}
