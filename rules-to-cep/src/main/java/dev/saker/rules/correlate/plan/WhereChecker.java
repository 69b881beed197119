// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.resolve.Resolution;
import dev.saker.rules.resolve.Resolver;
import dev.saker.rules.syntax.ConditionPrinter;
import dev.saker.rules.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what steps say of the events before them. */
final class WhereChecker {

    private final CorrelationDefinition definition;
    private final CorrelationTexts texts;
    private final Resolver resolver;
    private final Resolution resolution;
    private final List<String> printed = new ArrayList<>();

    WhereChecker(
            CorrelationDefinition definition,
            CorrelationTexts texts,
            Resolver resolver,
            Resolution resolution) {
        this.definition = definition;
        this.texts = texts;
        this.resolver = resolver;
        this.resolution = resolution;
    }

    /**
     * The condition of a step, if it has one that is sound.
     *
     * @param before ids of the steps that have come by then, each with the source of its events
     */
    Optional<Condition> check(StepDefinition step, Map<String, String> before) {
        if (step.where().isEmpty()) {
            return Optional.empty();
        }
        Optional<Expression> expression =
                resolver.resolve(
                        step.where().get(), CorrelationPlanner.location(definition), resolution);
        expression.map(ConditionPrinter::printReparsable).ifPresent(printed::add);
        CorrelationTexts ofStep = texts.ofSource(definition.source(step));
        return expression.flatMap(one -> ofStep.where(one, before));
    }

    /** Those that were checked, as text. */
    List<String> printed() {
        return List.copyOf(printed);
    }
}
