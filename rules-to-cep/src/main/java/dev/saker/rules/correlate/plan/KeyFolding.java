// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.Contiguity;
import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Operand;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.plan.CheckedCorrelation.CheckedInput;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.syntax.Operator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes equalities of {@code where} part of the key: a finer key has one beginning for each step,
 * and spreads better. Only where every step that comes shares the value, and whatever must not come
 * has a field for it as well: one more in its {@code by} than the steps that come.
 *
 * <p>Not where it would mean something else: of a step that comes several times a condition is
 * about the last event, a key about all of them; and a step that may be left out has no value.
 */
final class KeyFolding {

    /** Kinds whose values are equal when their bytes are. */
    private static final Set<FieldType.Kind> EXACT =
            EnumSet.of(FieldType.Kind.NUMBER, FieldType.Kind.BOOL, FieldType.Kind.TEXT);

    private final CorrelationDefinition definition;
    private final List<StepDefinition> steps;
    private List<CheckedInput> inputs;

    /** A field of a step, by the step's place. */
    private record Place(int step, FieldRef field) {}

    /** Two fields that a step's condition says are equal. */
    private record Equality(Place own, Place before) {}

    KeyFolding(CorrelationDefinition definition, List<CheckedInput> inputs) {
        this.definition = definition;
        this.steps = definition.steps();
        this.inputs = inputs;
    }

    /** The inputs, with their keys as they are by now. */
    List<CheckedInput> inputs() {
        return inputs;
    }

    /** What is left to look for. */
    Pattern fold(Pattern pattern) {
        List<List<Place>> shared =
                pattern instanceof Pattern.Sequence || isPlain(pattern)
                        ? shared(pattern)
                        : List.of();
        if (shared.isEmpty() || !isSharedByOthers(shared.size())) {
            return pattern;
        }
        inputs = keyed(shared);
        if (pattern instanceof Pattern.Sequence sequence) {
            return withoutShared(sequence, shared);
        }
        return withoutShared((Pattern.Chain) pattern, shared);
    }

    /** A chain of steps that are all there once, whatever of other keys stands between them. */
    private static boolean isPlain(Pattern pattern) {
        return pattern instanceof Pattern.Chain chain
                && chain.links().stream()
                        .allMatch(
                                link ->
                                        link instanceof Link.Single single
                                                && single.repeat().equals(Link.Repeat.ONCE)
                                                && single.contiguity() == Contiguity.ANY);
    }

    private static Optional<Condition> where(Pattern pattern, int input) {
        if (pattern instanceof Pattern.Sequence sequence) {
            return sequence.steps().stream()
                    .filter(step -> step.input() == input)
                    .findFirst()
                    .flatMap(Pattern.Step::where);
        }
        return Link.singles(((Pattern.Chain) pattern).links()).stream()
                .filter(step -> step.input() == input)
                .findFirst()
                .flatMap(Link.Single::where);
    }

    /** For each value that all steps that come share, the field of each of them. */
    private List<List<Place>> shared(Pattern pattern) {
        List<List<Place>> groups = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            for (Condition term : terms(where(pattern, step))) {
                equality(term, step).ifPresent(equality -> join(groups, equality));
            }
        }
        List<List<Place>> shared = new ArrayList<>();
        for (List<Place> group : groups) {
            List<Place> chosen = chosen(group);
            if (chosen.size() == coming().size()) {
                shared.add(chosen);
            }
        }
        return shared;
    }

    private List<Integer> coming() {
        return IntStream.range(0, steps.size())
                .filter(step -> !steps.get(step).not())
                .boxed()
                .toList();
    }

    private static List<Condition> terms(Optional<Condition> where) {
        if (where.isPresent() && where.get() instanceof Condition.And and) {
            return and.terms();
        }
        return where.map(List::of).orElse(List.of());
    }

    private Optional<Equality> equality(Condition term, int step) {
        if (!(term instanceof Condition.CompareOperands compare)
                || compare.operator() != Operator.EQ
                || !(compare.left() instanceof Operand.Field left)
                || !(compare.right() instanceof Operand.Field right)) {
            return Optional.empty();
        }
        Place one = place(left.ref(), step);
        Place other = place(right.ref(), step);
        boolean ownAndBefore = (one.step() == step) != (other.step() == step);
        if (!ownAndBefore || !isExact(one) || !isExact(other)) {
            return Optional.empty();
        }
        return Optional.of(
                one.step() == step ? new Equality(one, other) : new Equality(other, one));
    }

    private Place place(FieldRef ref, int step) {
        if (!KeptFields.isOfStep(ref)) {
            return new Place(step, ref);
        }
        String id = KeptFields.step(ref);
        int of =
                IntStream.range(0, steps.size())
                        .filter(i -> steps.get(i).id().text().equals(id))
                        .findFirst()
                        .orElseThrow();
        return new Place(of, KeptFields.plain(ref));
    }

    private boolean isExact(Place place) {
        FieldRef ref = place.field();
        return EXACT.contains(ref.type().kind())
                && !ref.field().list()
                && steps.get(place.step()).count() == 1;
    }

    private static void join(List<List<Place>> groups, Equality equality) {
        List<Place> joined = new ArrayList<>();
        for (List<Place> group : List.copyOf(groups)) {
            if (group.contains(equality.own()) || group.contains(equality.before())) {
                joined.addAll(group);
                groups.remove(group);
            }
        }
        for (Place place : List.of(equality.before(), equality.own())) {
            if (!joined.contains(place)) {
                joined.add(place);
            }
        }
        groups.add(joined);
    }

    /** One field for each step that has one. */
    private List<Place> chosen(List<Place> group) {
        List<Place> chosen = new ArrayList<>();
        for (int step : coming()) {
            group.stream().filter(place -> place.step() == step).findFirst().ifPresent(chosen::add);
        }
        return chosen;
    }

    /** Whether what must not come, and until, have so many more fields in their keys. */
    private boolean isSharedByOthers(int more) {
        int own = steps.get(coming().get(0)).by().size();
        boolean nots =
                steps.stream()
                        .filter(StepDefinition::not)
                        .allMatch(step -> step.by().size() == own + more);
        return nots
                && definition.until().map(until -> until.by().size() == own + more).orElse(true);
    }

    private List<CheckedInput> keyed(List<List<Place>> shared) {
        List<CheckedInput> keyed = new ArrayList<>();
        for (int input = 0; input < inputs.size(); input++) {
            CheckedInput old = inputs.get(input);
            List<KeyField> key = new ArrayList<>(old.key());
            for (List<Place> value : shared) {
                for (Place place : value) {
                    if (place.step() == input) {
                        key.add(new KeyField(place.field(), false));
                    }
                }
            }
            keyed.add(new CheckedInput(old.id(), old.condition(), key));
        }
        return keyed;
    }

    private Pattern withoutShared(Pattern.Sequence sequence, List<List<Place>> shared) {
        List<Pattern.Step> left = new ArrayList<>();
        for (Pattern.Step step : sequence.steps()) {
            left.add(
                    new Pattern.Step(
                            step.input(),
                            step.count(),
                            step.withinNanos(),
                            left(step.where(), step.input(), shared),
                            step.notBefore()));
        }
        return new Pattern.Sequence(
                left,
                sequence.leading(),
                sequence.trailing(),
                sequence.until(),
                sequence.withinNanos(),
                sequence.every());
    }

    private Pattern withoutShared(Pattern.Chain chain, List<List<Place>> shared) {
        List<Link> left = new ArrayList<>();
        for (Link.Single step : Link.singles(chain.links())) {
            left.add(
                    new Link.Single(
                            step.id(),
                            step.input(),
                            step.not(),
                            step.contiguity(),
                            step.repeat(),
                            step.withinNanos(),
                            left(step.where(), step.input(), shared)));
        }
        return new Pattern.Chain(left, chain.until(), chain.withinNanos(), chain.every());
    }

    /** What the key does not say. */
    private Optional<Condition> left(
            Optional<Condition> where, int step, List<List<Place>> shared) {
        List<Condition> terms = new ArrayList<>();
        for (Condition term : terms(where)) {
            boolean said =
                    equality(term, step)
                            .filter(
                                    equality ->
                                            shared.stream()
                                                    .anyMatch(
                                                            value ->
                                                                    value.contains(equality.own())
                                                                            && value.contains(
                                                                                    equality
                                                                                            .before())))
                            .isPresent();
            if (!said) {
                terms.add(term);
            }
        }
        return terms.isEmpty()
                ? Optional.empty()
                : Optional.of(terms.size() == 1 ? terms.get(0) : new Condition.And(terms));
    }
}
