// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.Contiguity;
import dev.saker.rules.check.Condition;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.Chaining;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the steps of a sequence together as a pattern engine takes them. */
final class LinkMaker {

    private final CorrelationDefinition definition;
    private final WhereChecker where;
    private final Map<String, String> before = new LinkedHashMap<>();
    private boolean sound = true;

    LinkMaker(CorrelationDefinition definition, WhereChecker where) {
        this.definition = definition;
        this.where = where;
    }

    /** Nothing when a condition is wrong, which has been reported. */
    Optional<List<Link>> make() {
        List<Link> links = links(definition.links());
        return sound && !links.isEmpty() ? Optional.of(links) : Optional.empty();
    }

    private List<Link> links(List<StepDefinition> steps) {
        List<Link> links = new ArrayList<>();
        boolean greedy = false;
        for (StepDefinition step : steps) {
            links.add(link(step, greedy));
            greedy = step.chaining().greedy();
        }
        return links;
    }

    /**
     * Unless said otherwise, steps follow each other as they do without an engine: anything may
     * stand between. Behind a greedy loop that would make no sense.
     */
    private Link link(StepDefinition step, boolean afterGreedy) {
        Chaining chaining = step.chaining();
        Contiguity otherwise = afterGreedy ? Contiguity.RELAXED : Contiguity.ANY;
        Contiguity contiguity = chaining.contiguity().orElse(otherwise);
        Link.Repeat repeat =
                new Link.Repeat(
                        step.count(),
                        chaining.most(),
                        chaining.optional(),
                        chaining.greedy(),
                        chaining.loop()
                                .orElse(chaining.greedy() ? Contiguity.RELAXED : Contiguity.ANY));
        if (!chaining.group().isEmpty()) {
            return new Link.Group(links(chaining.group()), contiguity, repeat);
        }
        Optional<Condition> condition = where.check(step, before);
        sound &= step.where().isPresent() == condition.isPresent();
        if (!step.not()) {
            before.put(step.id().text(), definition.source(step));
        }
        return new Link.Single(
                step.id().text(),
                definition.steps().indexOf(step),
                step.not(),
                contiguity,
                repeat,
                step.withinNanos(),
                condition);
    }
}
