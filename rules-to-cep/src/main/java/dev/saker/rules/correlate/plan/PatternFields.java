// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.FieldUses;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.List;

/** The fields without whose values a pattern cannot be told; of steps by the steps' ids. */
final class PatternFields implements Pattern.Visitor<List<FieldRef>> {

    private PatternFields() {}

    static List<FieldRef> asked(Pattern pattern) {
        return pattern.accept(new PatternFields());
    }

    @Override
    public List<FieldRef> visitAggregate(Pattern.Aggregate pattern) {
        return pattern.field().map(List::of).orElse(List.of());
    }

    @Override
    public List<FieldRef> visitSequence(Pattern.Sequence pattern) {
        List<FieldRef> fields = new ArrayList<>();
        for (Pattern.Step step : pattern.steps()) {
            step.where().ifPresent(where -> fields.addAll(FieldUses.of(where)));
            step.notBefore().forEach(not -> add(not, fields));
        }
        pattern.trailing().forEach(not -> add(not, fields));
        return fields;
    }

    private static void add(Pattern.Not not, List<FieldRef> fields) {
        not.where().ifPresent(where -> fields.addAll(FieldUses.of(where)));
    }

    @Override
    public List<FieldRef> visitChain(Pattern.Chain pattern) {
        List<FieldRef> fields = new ArrayList<>();
        for (Link.Single step : Link.singles(pattern.links())) {
            step.where().ifPresent(where -> fields.addAll(FieldUses.of(where)));
        }
        return fields;
    }

    @Override
    public List<FieldRef> visitUnordered(Pattern.Unordered pattern) {
        return List.of();
    }

    @Override
    public List<FieldRef> visitFirstSeen(Pattern.FirstSeen pattern) {
        return pattern.fields();
    }
}
