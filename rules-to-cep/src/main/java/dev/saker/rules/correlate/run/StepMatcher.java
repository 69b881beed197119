// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.Rule;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Input;
import dev.saker.rules.correlate.StepEvent;
import dev.saker.rules.correlate.StepValues;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells of each event for which correlations and keys it matters. An event that meets no condition
 * of any step makes no object. Not thread-safe: one per thread.
 */
public final class StepMatcher implements MatchHandler {

    private final List<Correlation> correlations;
    private final Optional<Matcher> matcher;
    private final Keys[][] keys;
    private final BoundField[][][] fields;

    /** By condition: the correlation and the input it belongs to. */
    private final int[] correlationOf;

    private final int[] inputOf;
    private final Value scratch = new Value();
    private final int[] met;
    private int metCount;
    private boolean isUndecided;
    private long undecided;

    /** Holds events against the steps itself. */
    public StepMatcher(CorrelationSet set) {
        this(set, Optional.of(new Matcher(set.conditions(), MatchMode.ALL)));
    }

    /** Is told by {@link #met} which steps hold, of a matcher that knows rules as well. */
    public static StepMatcher beside(CorrelationSet set) {
        return new StepMatcher(set, Optional.empty());
    }

    private StepMatcher(CorrelationSet set, Optional<Matcher> own) {
        correlations = set.correlations();
        matcher = own;
        correlationOf = new int[set.conditions().size()];
        inputOf = new int[set.conditions().size()];
        met = new int[set.conditions().size()];
        keys = new Keys[correlations.size()][];
        fields = new BoundField[correlations.size()][][];
        for (Correlation correlation : correlations) {
            bind(correlation);
        }
    }

    private void bind(Correlation correlation) {
        int index = correlation.index();
        List<Input> inputs = correlation.inputs();
        Map<FieldRef, BoundField> bound = new HashMap<>();
        keys[index] = new Keys[inputs.size()];
        fields[index] = new BoundField[inputs.size()][];
        for (int input = 0; input < inputs.size(); input++) {
            correlationOf[inputs.get(input).rule()] = index;
            inputOf[inputs.get(input).rule()] = input;
            keys[index][input] = new Keys(inputs.get(input).key());
            fields[index][input] =
                    inputs.get(input).fields().stream()
                            .map(ref -> bound.computeIfAbsent(ref, BoundField::of))
                            .toArray(BoundField[]::new);
        }
    }

    /** Whether any step is about this event type. */
    public boolean watches(int type) {
        return matcher.map(own -> own.watches(type)).orElse(metCount > 0 || isUndecided);
    }

    /** A condition, by its place among those of the set, holds for the event at hand. */
    public void met(int condition) {
        met[metCount++] = condition;
    }

    /** Steps that hung on a field which the record left out, so far. */
    public long undecided() {
        return undecided;
    }

    /**
     * Holds an event against all steps.
     *
     * @param node asked for only if the event matters
     * @param sequence place among the events of the node
     */
    public void match(EventView event, Supplier<String> node, long sequence, Consumer<Hit> hits) {
        if (matcher.isPresent()) {
            matcher.get().match(event, this);
        }
        Arrays.sort(met, 0, metCount);
        int from = 0;
        while (from < metCount) {
            int correlation = correlationOf[met[from]];
            int to = from;
            while (to < metCount && correlationOf[met[to]] == correlation) {
                to++;
            }
            tell(correlation, from, to, event, node.get(), sequence, hits);
            from = to;
        }
        metCount = 0;
        isUndecided = false;
    }

    /** A condition hangs on a field that the record of the event at hand left out. */
    public void unknown() {
        undecided++;
        isUndecided = true;
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        met(rule.index());
    }

    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {
        unknown();
    }

    /** Inputs with one key are one hit; each input may have another key. */
    private void tell(
            int correlation,
            int from,
            int to,
            EventView event,
            String node,
            long sequence,
            Consumer<Hit> hits) {
        List<byte[]> found = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            found.add(keys[correlation][inputOf[met[i]]].of(event));
        }
        for (int i = 0; i < found.size(); i++) {
            byte[] key = found.get(i);
            if (key == null) {
                continue;
            }
            long inputs = 0;
            Set<BoundField> kept = new LinkedHashSet<>();
            for (int j = i; j < found.size(); j++) {
                if (Arrays.equals(key, found.get(j))) {
                    int input = inputOf[met[from + j]];
                    inputs |= 1L << input;
                    kept.addAll(Arrays.asList(fields[correlation][input]));
                    found.set(j, null);
                }
            }
            byte[] values = StepValues.of(List.copyOf(kept), event, scratch);
            StepEvent kind = new StepEvent(event.id(), event.time(), node, values);
            hits.accept(new Hit(correlation, inputs, key, kind, sequence));
        }
    }
}
