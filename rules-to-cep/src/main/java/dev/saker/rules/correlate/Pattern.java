// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Threshold;
import dev.saker.rules.WindowKind;
import dev.saker.rules.check.Condition;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What is looked for among the events of one key. Spans are in nanoseconds. */
public sealed interface Pattern {

    /** One method per form. */
    interface Visitor<R> {
        R visitAggregate(Aggregate pattern);

        R visitSequence(Sequence pattern);

        R visitChain(Chain pattern);

        R visitUnordered(Unordered pattern);

        R visitFirstSeen(FirstSeen pattern);
    }

    <R> R accept(Visitor<R> visitor);

    /** The longest span for which an event can matter. */
    long horizonNanos();

    /** How far behind its time an event still counts, ns. */
    default long latenessNanos() {
        return 0;
    }

    /**
     * A number over the events of a window meets a threshold. The only input is 0.
     *
     * @param type one that has a threshold
     * @param field whose values are counted or added up; absent for counts of events
     * @param percentile of the values, for that type
     * @param withinNanos length of the window; of a session the longest, 0 for any
     * @param gapNanos longest pause in a session
     * @param every whether each event at which the threshold is met is told
     * @param latenessNanos an event counts that is so far behind its time; not of windows that are
     *     told at their end
     */
    record Aggregate(
            CorrelationType type,
            Optional<FieldRef> field,
            int percentile,
            WindowKind window,
            long withinNanos,
            long gapNanos,
            Threshold threshold,
            boolean every,
            long latenessNanos)
            implements Pattern {
        /** Of a sliding count the most events that are each remembered. */
        private static final int MOST_REMEMBERED = 10_000;

        public Aggregate {
            Objects.requireNonNull(type, "type is null");
            Objects.requireNonNull(window, "window is null");
            Objects.requireNonNull(threshold, "threshold is null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitAggregate(this);
        }

        @Override
        public long horizonNanos() {
            return Math.max(withinNanos, gapNanos);
        }

        /** Whether a result waits for the end of its window rather than for an event. */
        public boolean isToldAtEnd() {
            boolean count =
                    type == CorrelationType.EVENT_COUNT || type == CorrelationType.VALUE_COUNT;
            return window != WindowKind.SLIDING && !(count && threshold.isLowerBound());
        }

        /** Whether a sliding window is added up by parts of it, not kept event by event. */
        public boolean isInPanes() {
            return window == WindowKind.SLIDING
                    && switch (type) {
                        case EVENT_COUNT -> threshold.least() > MOST_REMEMBERED;
                        case VALUE_COUNT -> false;
                        default -> true;
                    };
        }
    }

    /**
     * Steps one after the other.
     *
     * @param leading inputs of which no event may have come within the span before the first step
     * @param trailing what may not come until the span is over
     * @param until the input that ends beginnings
     * @param withinNanos the longest from the first event to the last
     */
    record Sequence(
            List<Step> steps,
            List<Integer> leading,
            List<Not> trailing,
            OptionalInt until,
            long withinNanos,
            boolean every)
            implements Pattern {
        public Sequence {
            steps = List.copyOf(steps);
            leading = List.copyOf(leading);
            trailing = List.copyOf(trailing);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("sequence without a step");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitSequence(this);
        }

        @Override
        public long horizonNanos() {
            return withinNanos;
        }

        /**
         * Whether of two beginnings at one step the newer can do whatever the older can, so that
         * one is enough.
         */
        public boolean newestIsEnough() {
            return trailing.isEmpty() && steps.stream().allMatch(Step::isAlikeForAll);
        }

        /** Whether what may not come at the end hangs on the events before it. */
        public boolean choosesWhatEnds() {
            return trailing.stream().anyMatch(not -> not.where().isPresent());
        }
    }

    /**
     * What may not come.
     *
     * @param input whose events
     * @param where over the event and those of the steps before: only such an event
     */
    record Not(int input, Optional<Condition> where) {
        public Not {
            Objects.requireNonNull(where, "where is null");
        }
    }

    /**
     * A step that must come.
     *
     * @param input whose events it takes
     * @param count so many of them
     * @param withinNanos longest from the last event of the step before; 0 for no bound of its own
     * @param where over the event and those of the steps before
     * @param notBefore what may not come between the step before and this one
     */
    record Step(
            int input,
            int count,
            long withinNanos,
            Optional<Condition> where,
            List<Not> notBefore) {
        public Step {
            Objects.requireNonNull(where, "where is null");
            notBefore = List.copyOf(notBefore);
        }

        private boolean isAlikeForAll() {
            return where.isEmpty()
                    && withinNanos == 0
                    && notBefore.stream().allMatch(not -> not.where().isEmpty());
        }
    }

    /**
     * Steps one after the other, in forms that only a pattern engine can follow.
     *
     * @param until the input that ends beginnings
     * @param withinNanos the longest from the first event to the last
     */
    record Chain(List<Link> links, OptionalInt until, long withinNanos, boolean every)
            implements Pattern {
        public Chain {
            links = List.copyOf(links);
            if (links.isEmpty()) {
                throw new IllegalArgumentException("sequence without a step");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitChain(this);
        }

        @Override
        public long horizonNanos() {
            return withinNanos;
        }

        /** Whether it ends with something that must not come. */
        public boolean endsWithNot() {
            return links.get(links.size() - 1) instanceof Link.Single last && last.not();
        }
    }

    /**
     * Steps in any order.
     *
     * @param members by input
     * @param formula over them
     * @param nots inputs of which no event may come as near as the span, before or after
     */
    record Unordered(
            List<Member> members,
            Formula formula,
            List<Integer> nots,
            OptionalInt until,
            long withinNanos,
            boolean every)
            implements Pattern {
        public Unordered {
            members = List.copyOf(members);
            Objects.requireNonNull(formula, "formula is null");
            nots = List.copyOf(nots);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitUnordered(this);
        }

        @Override
        public long horizonNanos() {
            return withinNanos;
        }
    }

    /** So many events of an input. */
    record Member(int input, int count) {}

    /** What of the members has to be there; a leaf is the place of a member in the list. */
    sealed interface Formula {

        /** Bits of the members that are there. */
        boolean holds(long present);

        record There(int member) implements Formula {
            @Override
            public boolean holds(long present) {
                return (present >>> member & 1) != 0;
            }
        }

        record All(List<Formula> terms) implements Formula {
            public All {
                terms = List.copyOf(terms);
            }

            @Override
            public boolean holds(long present) {
                return terms.stream().allMatch(term -> term.holds(present));
            }
        }

        record Any(List<Formula> terms) implements Formula {
            public Any {
                terms = List.copyOf(terms);
            }

            @Override
            public boolean holds(long present) {
                return terms.stream().anyMatch(term -> term.holds(present));
            }
        }
    }

    /**
     * A value that a key has not had before.
     *
     * @param fields whose values together are the value
     * @param historyNanos so far back it counts
     * @param learnNanos so old a key must be
     * @param latenessNanos an event counts that is so far behind its time
     */
    record FirstSeen(List<FieldRef> fields, long historyNanos, long learnNanos, long latenessNanos)
            implements Pattern {
        public FirstSeen {
            fields = List.copyOf(fields);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitFirstSeen(this);
        }

        @Override
        public long horizonNanos() {
            return historyNanos;
        }
    }
}
