// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.field.FieldRef;
import java.util.List;

/** A pattern as text that is the same for the same pattern, where-conditions left out. */
public final class PatternText implements Pattern.Visitor<String> {

    private PatternText() {}

    public static String of(Pattern pattern) {
        return pattern.accept(new PatternText());
    }

    @Override
    public String visitAggregate(Pattern.Aggregate pattern) {
        return pattern.type()
                + " "
                + pattern.field().map(FieldRef::name).orElse("")
                + " "
                + pattern.percentile()
                + " "
                + pattern.window()
                + " "
                + pattern.withinNanos()
                + " "
                + pattern.gapNanos()
                + " "
                + pattern.threshold()
                + " "
                + pattern.every()
                + " "
                + pattern.latenessNanos();
    }

    @Override
    public String visitSequence(Pattern.Sequence pattern) {
        StringBuilder text = new StringBuilder("sequence");
        for (Pattern.Step step : pattern.steps()) {
            text.append(" [")
                    .append(nots(step.notBefore()))
                    .append(step.input())
                    .append('x')
                    .append(step.count())
                    .append(' ')
                    .append(step.withinNanos())
                    .append(step.where().isPresent() ? " where]" : "]");
        }
        return text.append(pattern.leading())
                .append(nots(pattern.trailing()))
                .append(pattern.until())
                .append(pattern.withinNanos())
                .append(' ')
                .append(pattern.every())
                .toString();
    }

    private static List<String> nots(List<Pattern.Not> nots) {
        return nots.stream()
                .map(not -> not.input() + (not.where().isPresent() ? " where" : ""))
                .toList();
    }

    @Override
    public String visitChain(Pattern.Chain pattern) {
        StringBuilder text = new StringBuilder("chain");
        pattern.links().forEach(link -> append(link, text));
        return text.append(pattern.until())
                .append(pattern.withinNanos())
                .append(' ')
                .append(pattern.every())
                .toString();
    }

    private static void append(Link link, StringBuilder text) {
        text.append(" [").append(link.contiguity()).append(' ').append(link.repeat());
        if (link instanceof Link.Single single) {
            text.append(single.not() ? " not " : " ")
                    .append(single.id())
                    .append(single.input())
                    .append(' ')
                    .append(single.withinNanos())
                    .append(single.where().isPresent() ? " where]" : "]");
            return;
        }
        ((Link.Group) link).links().forEach(inner -> append(inner, text));
        text.append(']');
    }

    @Override
    public String visitUnordered(Pattern.Unordered pattern) {
        return "set "
                + pattern.members()
                + pattern.formula()
                + pattern.nots()
                + pattern.until()
                + pattern.withinNanos()
                + " "
                + pattern.every();
    }

    @Override
    public String visitFirstSeen(Pattern.FirstSeen pattern) {
        return "new "
                + pattern.fields().stream().map(FieldRef::name).toList()
                + " "
                + pattern.historyNanos()
                + " "
                + pattern.learnNanos()
                + " "
                + pattern.latenessNanos();
    }
}
