// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Contiguity;
import dev.saker.rules.CorrelationType;
import dev.saker.rules.Limits;
import dev.saker.rules.Priority;
import dev.saker.rules.Threshold;
import dev.saker.rules.WindowKind;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A correlation as the files leave it.
 *
 * @param order when it was first defined, counted over all items
 * @param span of its name, where it was last defined
 * @param condition of its events, when it has no steps
 * @param by fields that an event must share with the others; one that begins with {@code ?} may be
 *     absent
 * @param steps each that events are of, in their order
 * @param links the steps as they are put together: with {@code engine: cep} some may be groups
 * @param match over the ids of steps, of a set
 * @param fields whose values count
 * @param percentile of the values; 0 when it is none
 * @param every whether each match is told, rather than state forgotten after one
 * @param cep whether Flink's pattern engine is asked for
 * @param places where each key is written, by its first name
 */
public record CorrelationDefinition(
        String name,
        int order,
        SourceSpan span,
        Head head,
        CorrelationType type,
        Optional<LocatedText> condition,
        List<StepDefinition> steps,
        List<StepDefinition> links,
        List<LocatedText> by,
        Optional<UntilDefinition> until,
        Optional<LocatedText> match,
        List<LocatedText> fields,
        Optional<Threshold> threshold,
        int percentile,
        Spans spans,
        boolean every,
        boolean cep,
        Limits limits,
        Optional<ThrottleDefinition> suppress,
        Map<String, SourceSpan> places) {

    public CorrelationDefinition {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(span, "span is null");
        Objects.requireNonNull(type, "type is null");
        steps = List.copyOf(steps);
        links = List.copyOf(links);
        by = List.copyOf(by);
        fields = List.copyOf(fields);
        places = Map.copyOf(places);
    }

    /** Where a key is written. */
    public Optional<SourceSpan> place(String key) {
        return Optional.ofNullable(places.get(key));
    }

    /** Where the events of a step come from. */
    public String source(StepDefinition step) {
        return step.source().map(LocatedText::text).orElse(head.source());
    }

    /** What it shares with rules. */
    public record Head(
            LocatedText description,
            LocatedText output,
            Priority priority,
            String source,
            SortedSet<String> tags,
            boolean enabled,
            List<ExceptionDefinition> exceptions) {

        public Head {
            tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
            exceptions = List.copyOf(exceptions);
        }
    }

    /**
     * Its spans of time, in nanoseconds; 0 for one that is not said.
     *
     * @param within the longest from first to last event
     * @param gap the longest between two events of a session
     * @param history how far back a value counts as known
     * @param learn how long a key is watched before its new values are told
     * @param lateness how far behind its time an event still counts
     */
    public record Spans(
            WindowKind window, long within, long gap, long history, long learn, long lateness) {
        public Spans {
            Objects.requireNonNull(window, "window is null");
        }
    }

    /**
     * A step.
     *
     * @param condition of its events; or else a macro or a rule is named
     * @param source of its events, if it is not the correlation's
     * @param by behind the correlation's own, position by position
     * @param where over the event and those of the steps before
     * @param count so many events
     * @param not whether no such event may come
     * @param withinNanos the longest from the step before; 0 for no such bound
     * @param chaining what only a pattern engine understands
     */
    public record StepDefinition(
            LocatedText id,
            Optional<LocatedText> condition,
            Optional<LocatedText> macro,
            Optional<LocatedText> rule,
            Optional<LocatedText> source,
            List<LocatedText> by,
            Optional<LocatedText> where,
            int count,
            boolean not,
            long withinNanos,
            Chaining chaining) {
        public StepDefinition {
            by = List.copyOf(by);
            Objects.requireNonNull(chaining, "chaining is null");
        }

        StepDefinition with(List<LocatedText> otherBy, Chaining otherChaining) {
            return new StepDefinition(
                    id,
                    condition,
                    macro,
                    rule,
                    source,
                    otherBy,
                    where,
                    count,
                    not,
                    withinNanos,
                    otherChaining);
        }
    }

    /**
     * What a step says to a pattern engine.
     *
     * @param word the first of its keys that only engines understand, if it has any
     * @param contiguity how it follows what is before it
     * @param loop how its own events follow each other
     * @param most so many events; 0 for no bound
     * @param greedy whether an event that fits it is never left to the next step
     * @param optional whether it may be left out
     * @param group the steps that this one consists of; none of an ordinary one
     */
    public record Chaining(
            Optional<LocatedText> word,
            Optional<Contiguity> contiguity,
            Optional<Contiguity> loop,
            int most,
            boolean greedy,
            boolean optional,
            List<StepDefinition> group) {
        public Chaining {
            group = List.copyOf(group);
        }

        Chaining with(List<StepDefinition> otherGroup) {
            return new Chaining(word, contiguity, loop, most, greedy, optional, otherGroup);
        }
    }

    /** What ends beginnings. */
    public record UntilDefinition(LocatedText condition, List<LocatedText> by) {
        public UntilDefinition {
            by = List.copyOf(by);
        }
    }
}
