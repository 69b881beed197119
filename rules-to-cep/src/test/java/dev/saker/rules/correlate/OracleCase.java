// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.Contiguity;
import dev.saker.rules.CorrelationType;
import dev.saker.rules.Limits;
import dev.saker.rules.Priority;
import dev.saker.rules.Threshold;
import dev.saker.rules.Threshold.Bound;
import dev.saker.rules.Threshold.Comparison;
import dev.saker.rules.WindowKind;
import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Operand;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.correlate.Pattern.Formula;
import dev.saker.rules.correlate.keyed.KeyState;
import dev.saker.rules.correlate.keyed.KeyStates;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** A random pattern, and a random stream of events of one key that is often about to match it. */
final class OracleCase {

    private static final byte[] KEY = {7};
    private static final FieldRef WORD = ref("user.name", "user.name");
    private static final FieldRef WORD_OF_FIRST = ref("user.name", "s0.user.name");
    private static final FieldRef NUMBER = ref("evt.rawres", "evt.rawres");
    private static final Condition SAME_WORD =
            new Condition.CompareOperands(
                    new Operand.Field(WORD), Operator.EQ, new Operand.Field(WORD_OF_FIRST));
    private static final int MAX_EVENTS = 12;

    private final Random random;
    private final Pattern pattern;
    private final List<OracleEvent> events = new ArrayList<>();
    private int inputs = 1;

    OracleCase(CorrelationType type, long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + type.ordinal());
        pattern = pattern(type);
        long time = 0;
        int count = random.nextInt(MAX_EVENTS + 1);
        for (int i = 0; i < count; i++) {
            time += random.nextInt(3) == 0 ? 0 : random.nextInt(type.hasSteps() ? 4 : 40);
            long mask = 1L << random.nextInt(inputs);
            mask |= random.nextInt(6) == 0 ? 1L << random.nextInt(inputs) : 0;
            Long number = random.nextInt(8) == 0 ? null : (long) random.nextInt(20) - 3;
            String word = random.nextInt(8) == 0 ? null : "" + (char) ('a' + random.nextInt(3));
            events.add(new OracleEvent(i, time, mask, number, word));
        }
    }

    /** The same stream for another pattern. */
    private OracleCase(OracleCase other, Pattern pattern) {
        this.random = new Random(other.events.size());
        this.pattern = pattern;
        this.events.addAll(other.events);
        this.inputs = other.inputs;
    }

    private static FieldRef ref(String field, String name) {
        FieldInfo info = FieldCatalog.get().field(field).orElseThrow();
        return new FieldRef(info, name, info.type(), "", FieldRef.NO_INDEX);
    }

    Pattern pattern() {
        return pattern;
    }

    List<OracleEvent> events() {
        return events;
    }

    private Pattern pattern(CorrelationType type) {
        return switch (type) {
            case TEMPORAL_ORDERED -> sequence();
            case TEMPORAL -> unordered();
            case NEW_VALUE ->
                    new Pattern.FirstSeen(
                            List.of(WORD), 60 + random.nextInt(60), random.nextInt(40), 0);
            default -> aggregate(type);
        };
    }

    private Pattern aggregate(CorrelationType type) {
        WindowKind window = WindowKind.values()[random.nextInt(3)];
        boolean session = window == WindowKind.SESSION;
        long within = session && random.nextBoolean() ? 0 : 30 + random.nextInt(150);
        return new Pattern.Aggregate(
                type,
                type == CorrelationType.EVENT_COUNT
                        ? Optional.empty()
                        : Optional.of(type == CorrelationType.VALUE_COUNT ? WORD : NUMBER),
                1 + random.nextInt(100),
                window,
                within,
                session ? 1 + random.nextInt(30) : 0,
                threshold(type, window == WindowKind.SLIDING),
                random.nextBoolean(),
                0);
    }

    private Threshold threshold(CorrelationType type, boolean lowerBound) {
        boolean count = type == CorrelationType.EVENT_COUNT || type == CorrelationType.VALUE_COUNT;
        Comparison[] all = Comparison.values();
        Comparison comparison = all[random.nextInt(lowerBound ? 2 : all.length)];
        long least = comparison == Comparison.GT ? 0 : 1;
        long limit = count ? least + random.nextInt(4) : random.nextInt(25);
        long fraction = count ? 0 : random.nextInt(3) * 500L;
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound(comparison, limit * Threshold.SCALE + fraction));
        if (!lowerBound && random.nextInt(4) == 0) {
            bounds.add(new Bound(Comparison.NEQ, (limit + 1) * Threshold.SCALE));
        }
        return new Threshold(bounds);
    }

    private Pattern sequence() {
        boolean rich = random.nextBoolean();
        List<Pattern.Step> steps = new ArrayList<>();
        List<Integer> leading = new ArrayList<>();
        List<Pattern.Not> nots = new ArrayList<>();
        int input = 0;
        int wanted = 1 + random.nextInt(3);
        while (steps.size() < wanted) {
            if (random.nextInt(4) == 0) {
                if (steps.isEmpty()) {
                    leading.add(input++);
                } else {
                    nots.add(not(input++, rich));
                }
            }
            boolean where = rich && !steps.isEmpty() && random.nextInt(3) == 0;
            steps.add(
                    new Pattern.Step(
                            input++,
                            random.nextInt(3) == 0 ? 2 : 1,
                            rich && random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0,
                            where ? Optional.of(SAME_WORD) : Optional.empty(),
                            nots));
            nots.clear();
        }
        if (random.nextInt(3) == 0) {
            nots.add(not(input++, rich));
        }
        inputs = input + 1;
        return new Pattern.Sequence(
                steps, leading, nots, until(input), 1 + random.nextInt(12), random.nextBoolean());
    }

    private Pattern.Not not(int input, boolean rich) {
        boolean where = rich && random.nextBoolean();
        return new Pattern.Not(input, where ? Optional.of(SAME_WORD) : Optional.empty());
    }

    private OptionalInt until(int input) {
        return random.nextInt(3) == 0 ? OptionalInt.of(input) : OptionalInt.empty();
    }

    private Pattern unordered() {
        int count = 1 + random.nextInt(3);
        List<Pattern.Member> members = new ArrayList<>();
        List<Formula> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new Pattern.Member(i, random.nextInt(3) == 0 ? 2 : 1));
            all.add(new Formula.There(i));
        }
        Formula formula = random.nextInt(3) == 0 ? new Formula.Any(all) : new Formula.All(all);
        boolean not = random.nextInt(3) == 0;
        inputs = count + 2;
        return new Pattern.Unordered(
                members,
                formula,
                not ? List.of(count) : List.of(),
                until(count + 1),
                1 + random.nextInt(12),
                random.nextBoolean());
    }

    /** The sequence for the engine, if it has only what both know. */
    Optional<OracleCase> forEngine() {
        Pattern.Sequence sequence = (Pattern.Sequence) pattern;
        if (!sequence.leading().isEmpty()) {
            return Optional.empty();
        }
        List<Link> links = new ArrayList<>();
        for (Pattern.Step step : sequence.steps()) {
            step.notBefore().forEach(not -> links.add(not(not)));
            Link.Repeat repeat =
                    new Link.Repeat(step.count(), step.count(), false, false, Contiguity.ANY);
            links.add(
                    new Link.Single(
                            id(step.input()),
                            step.input(),
                            false,
                            Contiguity.ANY,
                            repeat,
                            step.withinNanos(),
                            step.where()));
        }
        sequence.trailing().forEach(not -> links.add(not(not)));
        return Optional.of(
                new OracleCase(
                        this,
                        new Pattern.Chain(
                                links,
                                sequence.until(),
                                sequence.withinNanos(),
                                sequence.every())));
    }

    private Link not(Pattern.Not not) {
        return new Link.Single(
                id(not.input()),
                not.input(),
                true,
                Contiguity.ANY,
                Link.Repeat.ONCE,
                0,
                not.where());
    }

    Correlation correlation() {
        List<Input> all = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            all.add(new Input(id(i), i, List.of(), List.of(WORD, NUMBER)));
        }
        return new Correlation(
                0,
                "random",
                "",
                CorrelationType.EVENT_COUNT,
                "syscall",
                Priority.NOTICE,
                List.of(),
                all,
                pattern,
                new Limits(100, 100, 1000, 3),
                new OutputFormat("", List.of()),
                true,
                "",
                Optional.empty(),
                SourceSpan.startOf("random"));
    }

    /** The first step that comes is called as the condition over events calls it. */
    private String id(int input) {
        boolean first =
                pattern instanceof Pattern.Sequence sequence
                        && sequence.steps().get(0).input() == input;
        boolean alsoFirst =
                pattern instanceof Pattern.Chain chain
                        && Link.singles(chain.links()).get(0).input() == input;
        return first || alsoFirst ? "s0" : "i" + input;
    }

    /** The event as those that run get it. */
    static Hit hit(OracleEvent event) {
        byte[] values = OracleValues.of(event, List.of(WORD, NUMBER));
        return new Hit(
                0,
                event.inputs(),
                KEY,
                new StepEvent("e" + event.position(), event.time(), "node", values),
                event.position());
    }

    /**
     * What a key's state finds.
     *
     * @param store whether state is written and read again now and then
     */
    List<String> found(boolean store) {
        return texts(matches(store));
    }

    private List<Match> matches(boolean store) {
        KeyStates states = new KeyStates(correlation());
        List<Match> matches = new ArrayList<>();
        KeyState state = states.create(KEY);
        for (OracleEvent event : events) {
            state.apply(hit(event), matches::add);
            if (store && random.nextInt(3) == 0) {
                StateWriter out = new StateWriter();
                state.write(out);
                state = states.read(KEY, out.toBytes());
            }
        }
        while (state.deadline() != KeyState.NO_DEADLINE) {
            state.advanceTo(state.deadline(), matches::add);
        }
        if (!state.isEmpty()) {
            throw new AssertionError("state is left when nothing can come of it any more");
        }
        return matches;
    }

    /** What a key's state finds, each with the events that its alert would be about. */
    List<String> foundEvents() {
        return matches(false).stream().map(match -> match.time() + " " + match.events()).toList();
    }

    /** Absences after steps are told apart by their first events, all others by their last. */
    List<String> texts(List<Match> matches) {
        boolean byFirst =
                pattern instanceof Pattern.Sequence sequence && !sequence.trailing().isEmpty()
                        || pattern instanceof Pattern.Chain chain && chain.endsWithNot();
        List<String> texts = new ArrayList<>();
        for (Match match : matches) {
            String last = match.last().id().substring(1);
            texts.add(match.time() + "/" + (byFirst ? "f" + match.first() : last));
        }
        texts.sort(
                Comparator.comparingLong((String s) -> Long.parseLong(s.split("/")[0]))
                        .thenComparing(s -> s));
        return texts;
    }

    /** What the definitions say, in the same form. */
    List<String> expected() {
        boolean byFirst =
                pattern instanceof Pattern.Sequence sequence && !sequence.trailing().isEmpty();
        List<String> expected = new ArrayList<>();
        for (String one : Oracle.matches(pattern, events)) {
            int slash = one.indexOf('/');
            int position = Integer.parseInt(one.substring(slash + 1));
            expected.add(
                    byFirst ? one.substring(0, slash) + "/f" + events.get(position).time() : one);
        }
        return expected;
    }

    @Override
    public String toString() {
        return pattern + "\n" + String.join("\n", events.stream().map(Object::toString).toList());
    }
}
